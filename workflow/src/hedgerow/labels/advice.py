"""Advice: recommendations to readers, patients or professionals (Li et al. 2021)."""

from __future__ import annotations

import numpy as np

from hedgerow.labels.lexicon_marks import class_tokens, has, has_flag, of_table, tokens_with
from hedgerow.labels.lexicon_matcher import Marks, class_words
from hedgerow.labels.once import once_a_text
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import ADVICE
from hedgerow.tables.spans import span_counts
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import PUNCTUATION, QUOTATION, WORD
from hedgerow.text.tokens.words import UPPER

_SHORT = 6
_TOPIC_WORDS = 6


def rule_advice(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return int8[S], place in ADVICE, by the rule alone.

    A strong phrase is strong advice, a weak one weak; an imperative counts where it opens the
    sentence or follows a comma, semicolon, dash or please. The need for more research is no advice.
    """
    none = has(tokenised, marks.first[of_table(marks, lexicon, "advice", label="none")])
    out = np.zeros(len(tokenised.sentence_start), np.int8)
    opens = _opens_clause(tokenised, lexicon)
    for strength in ("weak", "strong"):
        phrase = of_table(marks, lexicon, "advice", label=strength, detail="phrase")
        phrase |= of_table(marks, lexicon, "advice", label=strength, detail="plain")
        order = of_table(marks, lexicon, "advice", label=strength, detail="imperative")
        found = has(tokenised, marks.first[phrase]) & ~none
        found |= has(tokenised, marks.first[order][opens[marks.first[order]]])
        out[found] = ADVICE.index(strength)
    return out


@once_a_text
def _opens_clause(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[T]: the token opens its sentence or main clause (after always, please, never)."""
    opens = np.zeros(len(tokenised.token_type), bool)
    opens[tokenised.sentence_token[:-1]] = True
    starts = class_words(tokenised, "=always|please|never|also|instead|just|then", lexicon)
    after = opens & (tokens_with(tokenised, starts) | (tokenised.token_kind == QUOTATION))
    opens[1:] |= after[:-1]
    comma = tokenised.token_kind == PUNCTUATION
    leads = class_words(
        tokenised,
        "=if|when|before|to|for|while|once|unless|also|instead|however|in|as|always|every|after|during|overall|so",
        lexicon,
    )
    led = np.zeros(len(tokenised.sentence_start), bool)
    first = tokenised.sentence_token[:-1]
    led = leads[tokenised.token_base[first]] if len(first) else led
    opens[1:] |= comma[:-1] & led[tokenised.token_sentence[1:]]
    colon = class_tokens(tokenised, "=:|–|—", lexicon)
    at = np.arange(len(colon)) - tokenised.sentence_token[:-1][tokenised.token_sentence]
    opens[1:] |= (colon & (at <= _TOPIC_WORDS))[:-1]  # "Diet: avoid salt"
    so = class_tokens(tokenised, "=so", lexicon)
    begins = np.zeros(len(so), bool)
    begins[1:] = comma[:-1]
    begins[first] = True
    opens[1:] |= (so & begins)[:-1]
    return opens


def plain_advice(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return int8[S], place in ADVICE: advice that needs no model, none elsewhere.

    Orders that open a sentence or its main clause, calls for caution and for asking a professional;
    none where the sentence calls for research.
    """
    none = has(tokenised, marks.first[of_table(marks, lexicon, "advice", label="none")])
    opens = _opens_clause(tokenised, lexicon)
    out = np.zeros(len(tokenised.sentence_start), np.int8)
    for strength in ("weak", "strong"):
        plain = of_table(marks, lexicon, "advice", label=strength, detail="plain")
        order = of_table(marks, lexicon, "advice", label=strength, detail="imperative")
        order &= opens[marks.first] if len(opens) else order
        out[has(tokenised, marks.first[plain | order]) & ~none] = ADVICE.index(strength)
    return out


def settle_advice(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, advice: np.ndarray
) -> np.ndarray:
    """Return int8[S], place in ADVICE: the choice of the model, corrected by plain wording.

    Plain advice stays what it is. Strong advice has a word of obligation or need ("should",
    "essential", a strong term of the lexicon); without one it is weak.
    """
    obliged = has(tokenised, marks.first[of_table(marks, lexicon, "advice", label="strong")])
    for name in ("modal_strong", "need_word"):
        obliged |= has_flag(tokenised, class_tokens(tokenised, name, lexicon))
    weak, strong = ADVICE.index("weak"), ADVICE.index("strong")
    advice = np.where((advice == strong) & ~obliged, weak, advice)
    plain = plain_advice(tokenised, lexicon, marks)
    return np.where(plain > 0, plain, advice).astype(np.int8)


def no_advice(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: what looks like advice is a line of the page ("SEE ORIGINAL STUDY").

    A sentence of up to six words, all of them in capitals or with a word for pages and shops.
    """
    ends = tokenised.sentence_token
    upper = (tokenised.type_shape == UPPER) & (tokenised.type_kind == WORD)
    page = class_tokens(tokenised, "page_word", lexicon)
    size = tokenised.sentence_words
    capitals = (span_counts(upper[tokenised.token_type], ends) == size) & (size > 1)
    about_page = span_counts(page, ends) > 0
    return (
        (np.diff(ends) > 0)
        & (size <= _SHORT)
        & (capitals | about_page)
        & ~_warns(tokenised, lexicon)
    )


def praised_options(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> np.ndarray:
    """Return bool[S]: a phrase that advises nobody: a promising option, a call for research."""
    return has(tokenised, marks.first[of_table(marks, lexicon, "advice", label="none")])


def _warns(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the sentence has a word of prohibition or of medical advice."""
    words = class_words(
        tokenised, "=not|never|avoid|doctor|physician|pharmacist|consult|children", lexicon
    )
    return has_flag(tokenised, tokens_with(tokenised, words))
