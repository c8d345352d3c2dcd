"""Claims: cause or association between a factor and health, and how strongly it is asserted.

Classes after Sumner et al. 2014 and Yu et al. 2019: none, correlational, conditional_causal,
direct_causal. The rule: an effect word under a hedge is a conditional claim, an effect word alone a
direct one, a word of association a correlational one. `can` is no hedge, `suggest` before the
effect is. With trained weights the answer of the rule is a feature and the model decides; questions
claim nothing.
"""

from __future__ import annotations

import numpy as np

from hedgerow.labels.claim_sites import Sites
from hedgerow.labels.claim_spans import claim_phrases
from hedgerow.labels.lexicon_marks import beside, class_tokens, next_flag, of_table
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import CLAIMS, GOVERNING_TYPES
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_NONE = CLAIMS.index("none")
_CORRELATIONAL = CLAIMS.index("correlational")
_CONDITIONAL = CLAIMS.index("conditional_causal")
_DIRECT = CLAIMS.index("direct_causal")
_TEXT_VERB = 8
_WITHOUT = 6
_SHOWN_TO = 6
_REPORTED = "=shown|proven|found|demonstrated|said|reported|thought|believed"


def rule_claims(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, effect: Sites, relation: Sites
) -> np.ndarray:
    """Return int8[S], place in CLAIMS, by the rule alone.

    An effect word after a modal, epistemic or possibility cue of its sentence is a conditional
    claim.
    """
    n = len(tokenised.sentence_start)
    weak = np.zeros(len(marks.entry), bool)
    for kind in GOVERNING_TYPES:
        weak |= of_table(marks, lexicon, "cues", label=kind)
    hedge_at = np.full(n, np.iinfo(np.int64).max)
    np.minimum.at(hedge_at, tokenised.token_sentence[marks.first[weak]], marks.first[weak])
    claim = np.where(relation.mark >= 0, _CORRELATIONAL, _NONE)
    causal = np.where(hedge_at < effect.first, _CONDITIONAL, _DIRECT)
    claim = np.where(effect.mark >= 0, causal, claim)
    return claim.astype(np.int8)


def _hedge_before(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites
) -> np.ndarray:
    """Return bool[S]: a hedge precedes the effect word, with two tokens between at most."""
    weak = np.zeros(len(marks.entry), bool)
    for kind in GOVERNING_TYPES:
        weak |= of_table(marks, lexicon, "cues", label=kind)
    at = np.append(-(1 << 40), np.sort(marks.last[weak]))
    nearest = at[np.searchsorted(at, site.first) - 1]
    return (
        (site.mark >= 0) & (nearest >= tokenised.sentence_token[:-1]) & (site.first - nearest <= 3)
    )


def _plain(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, site: Sites) -> np.ndarray:
    """Return bool[S]: agent, effect verb and a listed outcome follow each other closely.

    "Has also been shown to" or "is said to" may come between agent and verb.
    """
    agent, _ = claim_phrases(tokenised, lexicon, marks, site)
    verb = np.append(of_table(marks, lexicon, "effects", label="verb"), False)[site.mark]
    outcome = np.append(np.sort(marks.first[of_table(marks, lexicon, "outcomes")]), 1 << 40)
    ahead = outcome[np.searchsorted(outcome, site.last, "right")]
    near = (ahead - site.last <= 5) & (ahead < tokenised.sentence_token[1:])
    gap = site.first - agent[:, 1]
    shown = class_tokens(tokenised, _REPORTED, lexicon)
    shown = np.append(beside(tokenised, shown, -2), False)[site.first]
    close = (gap <= 3) | (shown & (gap <= _SHOWN_TO))
    return (site.mark >= 0) & verb & near & (agent[:, 0] >= 0) & close


def settle_claims(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    site: Sites,
    relation: Sites,
    claim: np.ndarray,
) -> np.ndarray:
    """Return int8[S], place in CLAIMS: the choice of the model, corrected by plain wording.

    A direct claim whose effect word follows a hedge closely is conditional; a plain sequence of
    agent, effect verb and listed outcome is a claim; an association after "without" ("without the
    side effects associated with opioids") is not the claim where there is an effect word; a
    sentence about its own text claims nothing.

    Args:
        site, relation: what `claim_sites` returned.
    """
    hedged = _hedge_before(tokenised, lexicon, marks, site)
    claim = np.where(hedged & (claim == _DIRECT), _CONDITIONAL, claim)
    plain = _plain(tokenised, lexicon, marks, site) & (claim == _NONE)
    without = (site.mark >= 0) & _after_without(tokenised, lexicon, relation)
    plain |= (claim == _CORRELATIONAL) & without
    claim = np.where(plain, np.where(hedged, _CONDITIONAL, _DIRECT), claim)
    return np.where(_about_the_text(tokenised, lexicon), _NONE, claim).astype(np.int8)


def _after_without(tokenised: TokenisedCorpus, lexicon: Lexicon, site: Sites) -> np.ndarray:
    """Return bool[S]: "without" precedes the site in its sentence, by six tokens at most."""
    at = np.append(
        -(1 << 40),
        np.flatnonzero(class_tokens(tokenised, "=without|minus", lexicon)),
    )
    nearest = at[np.searchsorted(at, site.first) - 1]
    near = (site.first - nearest <= _WITHOUT) & (nearest >= tokenised.sentence_token[:-1])
    return (site.mark >= 0) & near


def _about_the_text(tokenised: TokenisedCorpus, lexicon: Lexicon) -> np.ndarray:
    """Return bool[S]: the sentence announces its own text (frame markers, Hyland 2005).

    "This article explores the effects of ...", "In this guide, we look at ...": this or our before
    a word for a text, and within eight tokens after it a verb of telling; or readers who will
    learn, or an invitation to join us.
    """
    size, n = len(tokenised.token_type), len(tokenised.sentence_start)
    if not size:
        return np.zeros(n, bool)
    points = class_tokens(tokenised, "=this|our|these", lexicon)
    noun = class_tokens(tokenised, "text_noun", lexicon)
    verb = class_tokens(tokenised, "text_verb", lexicon)
    reader = class_tokens(tokenised, "=readers|reader", lexicon)
    will = class_tokens(tokenised, "=will|can|may|join", lexicon)
    invites = class_tokens(tokenised, "=join", lexicon)
    us = class_tokens(tokenised, "=us", lexicon)
    found = np.flatnonzero(beside(tokenised, points, -1) & noun)
    ahead = next_flag(verb, found)
    end = tokenised.sentence_token[1:][tokenised.token_sentence[found]]
    found = found[(ahead - found <= _TEXT_VERB) & (ahead < end)]
    pair = (reader & beside(tokenised, will, 1)) | (invites & beside(tokenised, us, 1))
    out = np.zeros(n, bool)
    out[tokenised.token_sentence[np.concatenate([found, np.flatnonzero(pair)])]] = True
    return out
