"""The counts behind the readability scores: of each word type, and their sums over sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numba import njit

from hedgerow.lean_kernels import LEAN
from hedgerow.readability.familiar import is_familiar
from hedgerow.readability.rarity import new_words, rarities
from hedgerow.readability.syllables import Syllables, initialism_syllables, word_syllables
from hedgerow.tables.spans import offsets_of, span_sums
from hedgerow.text.tokens.sentences import split_sentences
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import NUMBER, URL, WORD
from hedgerow.text.tokens.words import CAPITALISED, MIXED, UPPER, parts_of

FEATURES: tuple[str, ...] = (
    "words",
    "syllables",
    "polysyllables",
    "monosyllables",
    "complex_words",
    "long_words",
    "letters",
    "characters",
    "difficult_words",
    "mini_words",
    "numbers",
    "urls",
    "out_of_dictionary",
    "of_words",
    "rarity",
)
"""Counts of each token, the columns of the feature matrices; rarity in hundredths."""

_NAMED = len(FEATURES)
"""Column beside those of the features: 1 for a capitalised type."""

SUMS: tuple[str, ...] = ("sentences", *FEATURES, "new_words", "words_squared")
"""Columns of the sums of sentences: the sentence itself, the features of its tokens (rarity of the
new words alone), the new words and the square of its length."""

_NAME_COLUMNS = (FEATURES.index("complex_words"),)
"""Features that a name does not have: Gunning (1952) leaves names out of the complex words. For
Dale and Chall a capitalised word is judged as any other, because capitals are weak evidence of a
name (Kratom, Title Case), and scores without capitalised words agree less with readers."""


def _is_complex(word: str, syllables: int) -> bool:
    """Return whether a word has three syllables before -es, -ed or -ing (Gunning 1952)."""
    sounded = word.endswith(
        ("ing", "ted", "ded", "ses", "ces", "ges", "xes", "zes", "shes", "ches")
    )
    return syllables - sounded >= 3


def type_features(
    tokenised: TokenisedCorpus,
    syllables: Syllables,
    familiar: frozenset[str],
    known: Mapping[str, int],
    frequency: Mapping[str, float],
) -> np.ndarray:
    """Return the features of every token type.

    Args:
        syllables: of the W folded words of `tokenised`.
        familiar: the familiar-word list.
        known: word -> syllables, for the parts of compounds.
        frequency: word -> Zipf frequency.

    Returns:
        int32[V, len(FEATURES) + 1]: the features, and 1 for a capitalised type.
    """
    word_complex = syllables.count > 3
    for w in np.flatnonzero(syllables.count == 3).tolist():
        word_complex[w] = _is_complex(tokenised.word_text[w], 3)
    word_hard = np.fromiter(
        (not is_familiar(w, familiar) for w in tokenised.word_text), bool, len(tokenised.word_text)
    )
    rarity = rarities(tokenised.word_text, np.flatnonzero(word_hard).tolist(), frequency)
    kind = tokenised.type_kind
    is_word = kind == WORD
    count = np.maximum(syllables.count[tokenised.type_word], 1) * is_word
    _count_initialisms(count, tokenised, syllables.known, known)
    features = {
        "words": tokenised.type_words,
        "syllables": count,
        "polysyllables": count >= 3,
        "monosyllables": count == 1,
        "complex_words": word_complex[tokenised.type_word] & is_word,
        "long_words": tokenised.type_letters > 6,
        "letters": tokenised.type_letters,
        "characters": tokenised.type_characters,
        "difficult_words": word_hard[tokenised.type_word] & is_word,
        "mini_words": is_word & (tokenised.type_letters <= 3),
        "numbers": kind == NUMBER,
        "urls": kind == URL,
        "out_of_dictionary": ~syllables.known[tokenised.type_word] & is_word,
        "of_words": tokenised.type_word == tokenised.word_ids.get("of", -1),
        "rarity": rarity[tokenised.type_word] * is_word,
    }
    named = np.isin(tokenised.type_shape, (CAPITALISED, UPPER))
    columns = [np.asarray(features[name], np.int32) for name in FEATURES]
    table = np.stack([*columns, named.astype(np.int32)], axis=1)
    _judge_parts(table, tokenised, known)
    return table


def _count_initialisms(
    count: np.ndarray, tokenised: TokenisedCorpus, is_known: np.ndarray, known: Mapping[str, int]
) -> None:
    """Set the syllables of types in capitals that are read letter by letter.

    *GPs* and *siRNA* are so, although the dictionary has a *GPS* and the name *Sirna*.
    """
    capitals = np.isin(tokenised.type_shape, (UPPER, MIXED)) & (count > 0)
    for t in np.flatnonzero(capitals).tolist():
        text = tokenised.type_text[t]
        stem = text.removesuffix("s")
        plural = stem != text and stem.isupper() and stem.lower() not in known
        if plural or stem[:1].islower() or not is_known[tokenised.type_word[t]]:
            count[t] = initialism_syllables(text) or count[t]


def _judge_parts(table: np.ndarray, tokenised: TokenisedCorpus, known: Mapping[str, int]) -> None:
    """Set the features of compounds to the number of their parts that have them."""
    compounds = np.flatnonzero(tokenised.type_words > 1)
    parts = [part for t in compounds.tolist() for part in parts_of(tokenised.type_text[t])]
    syllables = word_syllables(parts, known).count
    letters = np.array([sum(map(str.isalpha, part)) for part in parts], np.int32)
    owner = np.repeat(np.arange(len(compounds)), tokenised.type_words[compounds])
    for name, holds in (
        ("complex_words", [_is_complex(p, n) for p, n in zip(parts, syllables, strict=True)]),
        ("polysyllables", syllables >= 3),
        ("monosyllables", syllables <= 1),
        ("long_words", letters > 6),
        ("mini_words", letters <= 3),
    ):
        count = np.bincount(owner[np.asarray(holds, bool)], minlength=len(compounds))
        table[compounds, FEATURES.index(name)] = count


@njit(**LEAN)
def _sum_tokens(token_type, features, name_columns, bounds, out):
    """Add up the features of the tokens of each sentence, to float64[S, 1 + len(FEATURES)]."""
    for s in range(len(bounds) - 1):
        out[s, 0] = 1
        words = capitals = 0
        for i in range(bounds[s], bounds[s + 1]):
            row = features[token_type[i]]
            for k in range(_NAMED):
                out[s, k + 1] += row[k]
            if row[0]:
                words += 1
                capitals += row[_NAMED] != 0 and words > 1
        if capitals and 2 * capitals <= words - 1:
            _leave_out_names(token_type, features, name_columns, bounds[s], bounds[s + 1], out[s])


@njit(**LEAN)
def _leave_out_names(token_type, features, name_columns, begin, end, out):
    """Take away the features that the capitalised words after the first word do not have."""
    opening = True
    for i in range(begin, end):
        row = features[token_type[i]]
        if row[_NAMED] and not opening:
            for k in name_columns:
                out[k + 1] -= row[k]
        if row[0]:
            opening = False


def sentence_sums(tokenised: TokenisedCorpus, features: np.ndarray) -> np.ndarray:
    """Sum the features of the tokens of each sentence.

    A capitalised word that does not open its sentence counts as a name, unless most words of the
    sentence are capitalised (capitals, title case).

    Args:
        features: `type_features` of the same text.

    Returns:
        float64[S, len(SUMS)].
    """
    bounds = tokenised.sentence_token
    out = np.zeros((len(bounds) - 1, len(SUMS)))
    _sum_tokens(tokenised.token_type, features, np.array(_NAME_COLUMNS), bounds, out)
    new, rarity = new_words(tokenised, features[:, FEATURES.index("rarity")])
    out[:, SUMS.index("new_words")] = new
    out[:, SUMS.index("rarity")] = rarity
    out[:, SUMS.index("words_squared")] = out[:, SUMS.index("words")] ** 2
    return out


def unsegmented_counts(tokenised: TokenisedCorpus) -> dict[str, np.ndarray]:
    """Count the sentences of each document as if its line breaks were spaces.

    Returns:
        int64[D] of the counts that depend on sentence ends: sentences and words_squared.
    """
    flags = tokenised.type_flags[tokenised.token_type]
    # offsets rise through a document, so the gap between two blocks reads as white space
    tokens, sentences, _ = split_sentences(
        flags, tokenised.token_start, tokenised.token_end, tokenised.doc_token
    )
    squares = np.diff(tokenised.words_before[tokens]) ** 2
    return {
        "sentences": np.diff(sentences),
        "words_squared": np.diff(offsets_of(squares)[sentences]),
    }


def totals(sums: np.ndarray, offsets: np.ndarray) -> dict[str, np.ndarray]:
    """Return the sums of the rows offsets[i]:offsets[i + 1] for each i, by the names in SUMS."""
    added = span_sums(sums, offsets)
    return {name: added[:, k] for k, name in enumerate(SUMS)}


@dataclass(frozen=True)
class UnfamiliarWords:
    """The k uses of words off the familiar list, in the order of the text."""

    type: np.ndarray  # int32[k]
    base: np.ndarray  # int32[k], folded word without a possessive ending
    offsets: np.ndarray  # int64[S + 1], those of each sentence


def unfamiliar_words(tokenised: TokenisedCorpus, features: np.ndarray) -> UnfamiliarWords:
    """Return the words off the familiar list; `features` are `type_features` of the text."""
    wanted = features[:, FEATURES.index("difficult_words")] > 0
    types, offsets = _chosen_types(tokenised.token_type, wanted, tokenised.sentence_token)
    return UnfamiliarWords(types, tokenised.word_base[tokenised.type_word[types]], offsets)


@njit(cache=True)
def _chosen_types(token_type, wanted, sentence_token):
    types = np.empty(len(token_type), np.int32)
    offsets = np.zeros(len(sentence_token), np.int64)
    n = 0
    for s in range(len(sentence_token) - 1):
        for i in range(sentence_token[s], sentence_token[s + 1]):
            types[n] = token_type[i]
            n += wanted[token_type[i]]
        offsets[s + 1] = n
    return types[:n].copy(), offsets


def distinct_unfamiliar(
    tokenised: TokenisedCorpus, unfamiliar: UnfamiliarWords, owner: np.ndarray, n: int
) -> np.ndarray:
    """Count the distinct unfamiliar words of each owner.

    Args:
        owner: int64[S], document or section of each sentence; -1 for a sentence without one.
        n: number of owners.

    Returns:
        int64[n].
    """
    seen_by = np.full(len(tokenised.word_text), -1, np.int32)
    found = np.zeros(n, np.int64)
    _distinct(unfamiliar.base, unfamiliar.offsets, owner, seen_by, found)
    return found


@njit(**LEAN)
def _distinct(base, offsets, owner, seen_by, found):
    """Count the distinct words of each owner, whose sentences are consecutive."""
    for s in range(len(owner)):
        if owner[s] < 0:
            continue
        for i in range(offsets[s], offsets[s + 1]):
            if seen_by[base[i]] != owner[s]:
                seen_by[base[i]] = owner[s]
                found[owner[s]] += 1
