"""Readability: counts per sentence from coded text, and every formula from the counts.

W words, S sentences, Y syllables, L letters, C letters and digits, P words of three or more
syllables. A score is undefined (NaN) where a denominator is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

import numpy as np
from numba import njit

from hedgerow.measures.syllables import Syllables
from hedgerow.tables.schemas import READABILITY_SCORES
from hedgerow.text.coded import CodedText
from hedgerow.text.sentences import split_sentences
from hedgerow.text.tokens import NUMBER, URL, WORD
from hedgerow.text.words import CAPITALISED, UPPER, base_of

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
)
"""What is counted of each token; columns of the matrices here."""

SUMS: tuple[str, ...] = ("sentences", *FEATURES)
"""Columns of sums per sentence: the sentence itself, then the features of its tokens."""

_NAME_COLUMNS = (FEATURES.index("complex_words"),)
"""A name does not count as complex (Gunning). For Dale and Chall it is judged as any other word:
capitals alone tell too little of what is a name (Kratom, Title Case), and scores that leave out all
capitalised words agree less with what readers find hard."""

SMOG_SENTENCES = 10
"""Below this number of sentences SMOG is undefined (McLaughlin 1969 samples 30)."""

CONSENSUS: tuple[str, ...] = (
    "flesch_kincaid_grade",
    "smog",
    "gunning_fog",
    "coleman_liau",
    "automated_readability_index",
)
"""The grade-level formulas whose median is the consensus grade."""


def is_familiar(word: str, familiar: Set[str]) -> bool:
    """Say whether a folded word is on the list, itself or as a regular inflection of a listed word.

    Inflections are those of nouns, verbs and adjectives: possessives, -s, -es, -ed, -ing, -est and
    -ier with their changes of spelling. Other -er is left out, for a comparative can't be told
    from an agent (farmer), which Dale & Chall (1948) count as a word of its own; so is -ly, which
    makes another word. Compounds are familiar where the list has them. What has no part of
    letters alone (B12, U.S.) is familiar.
    """
    word = base_of(word)
    if word in familiar or not _is_judged(word):
        return True
    return any(
        stem in familiar
        for ending in _ENDINGS.get(word[-1], ())
        if word.endswith(ending) and len(word) > len(ending) + 1
        for stem in _stems(word[: -len(ending)], ending)
    )


_ENDINGS = {"s": ("s", "es"), "d": ("ed",), "g": ("ing",), "t": ("est",), "r": ("er",)}
"""Endings of inflection, by their last letter."""


def _is_judged(word: str) -> bool:
    """Say whether a word has a part of letters alone to judge: not B12, U.S. or 5mg."""
    return word.isalpha() or any(
        len(part) > 2 and part.isalpha() for part in word.replace("'", "-").split("-")
    )


def _stems(stem: str, ending: str) -> Iterator[str]:
    """Yield what a word less its ending may come from: hop(ping), hop(ing)e, happ(iest)y."""
    if ending != "er":
        yield stem
    if ending in ("ed", "ing", "est"):
        yield stem + "e"
        if stem[-1] == stem[-2]:
            yield stem[:-1]
    if ending not in ("s", "ing") and stem.endswith("i"):
        yield stem[:-1] + "y"


def _is_complex(word: str, syllables: int, parts: Mapping[str, int]) -> bool:
    """Gunning's hard word: three syllables before -es, -ed, -ing, and no compound of easy words."""
    if "-" in word:
        pieces = [parts.get(piece) for piece in word.split("-") if piece]
        if pieces and all(n is not None and n < 3 for n in pieces):
            return False
    sounded = word.endswith(
        ("ing", "ted", "ded", "ses", "ces", "ges", "xes", "zes", "shes", "ches")
    )
    return syllables - sounded >= 3


def type_features(
    coded: CodedText, syllables: Syllables, familiar: Set[str], known: Mapping[str, int]
) -> np.ndarray:
    """Work out the features of every word type, once.

    Args:
        syllables: of the W folded words of `coded`.
        familiar: the familiar-word list.
        known: word -> syllables, for the parts of compounds.

    Returns:
        int32[V, len(FEATURES)].
    """
    word_complex = np.fromiter(
        (
            _is_complex(w, n, known)
            for w, n in zip(coded.word_text, syllables.count.tolist(), strict=True)
        ),
        bool,
        len(coded.word_text),
    )
    word_hard = np.fromiter(
        (not is_familiar(w, familiar) for w in coded.word_text), bool, len(coded.word_text)
    )
    kind = coded.type_kind
    is_word = kind == WORD
    count = np.maximum(syllables.count[coded.type_word], 1) * is_word
    features = {
        "words": is_word,
        "syllables": count,
        "polysyllables": count >= 3,
        "monosyllables": count == 1,
        "complex_words": word_complex[coded.type_word] & is_word,
        "long_words": coded.type_letters > 6,
        "letters": coded.type_letters,
        "characters": coded.type_characters,
        "difficult_words": word_hard[coded.type_word] & is_word,
        "mini_words": is_word & (coded.type_letters <= 3),
        "numbers": kind == NUMBER,
        "urls": kind == URL,
        "out_of_dictionary": ~syllables.known[coded.type_word] & is_word,
    }
    return np.stack([np.asarray(features[name], np.int32) for name in FEATURES], axis=1)


@njit(cache=True)
def _sum_tokens(token_type, features, named, name_columns, bounds, out):
    for s in range(len(bounds) - 1):
        out[s, 0] = 1
        opening = True
        for i in range(bounds[s], bounds[s + 1]):
            t = token_type[i]
            for k in range(features.shape[1]):
                out[s, k + 1] += features[t, k]
            if named[t] and not opening:
                for k in name_columns:
                    out[s, k + 1] -= features[t, k]
            if features[t, 0]:
                opening = False


def sentence_sums(
    coded: CodedText, features: np.ndarray, sentence_token: np.ndarray | None = None
) -> np.ndarray:
    """Sum the features of the tokens of each sentence.

    A capitalised word that does not open its sentence is taken for a name.

    Args:
        features: `type_features` of the same text.
        sentence_token: other bounds than the text's own sentences, int64[s + 1].

    Returns:
        float64[s, len(SUMS)].
    """
    bounds = coded.sentence_token if sentence_token is None else sentence_token
    named = np.isin(coded.type_shape, (CAPITALISED, UPPER))
    out = np.zeros((len(bounds) - 1, len(SUMS)))
    _sum_tokens(coded.token_type, features, named, np.array(_NAME_COLUMNS), bounds, out)
    return out


def glued_sentences(coded: CodedText) -> tuple[np.ndarray, np.ndarray]:
    """Split each document as if its line breaks were spaces: the `as_is` variant.

    Returns:
        sentence_token int64[s + 1] and doc_sentence int64[D + 1].
    """
    part = coded.type_part[coded.token_type]
    # places grow from block to block within a document, so gaps between blocks are white space
    return split_sentences(part, coded.token_start, coded.token_end, coded.doc_token)


def totals(sums: np.ndarray, offsets: np.ndarray) -> dict[str, np.ndarray]:
    """Add up rows offsets[i]:offsets[i + 1] for each i; columns by their name in SUMS."""
    running = np.concatenate([np.zeros((1, sums.shape[1])), np.cumsum(sums, axis=0)])
    added = running[offsets[1:]] - running[offsets[:-1]]
    return {name: added[:, k] for k, name in enumerate(SUMS)}


def distinct_unfamiliar(
    coded: CodedText, features: np.ndarray, tokens: np.ndarray, owner: np.ndarray, n: int
) -> np.ndarray:
    """Count the distinct unfamiliar words of each owner.

    Args:
        tokens: bool[T], tokens that count.
        owner: int64[T], the document or section of each token.
        n: number of owners.

    Returns:
        int64[n].
    """
    hard = features[:, FEATURES.index("difficult_words")] > 0
    return _distinct(
        coded.token_base, tokens & hard[coded.token_type], owner, n, len(coded.word_text)
    )


@njit(cache=True)
def _distinct(word, counted, owner, n, words):
    """Count the distinct words of each owner; the tokens of an owner stand together."""
    seen_by = np.full(words, -1, np.int64)
    found = np.zeros(n, np.int64)
    for i in range(len(word)):
        if counted[i] and seen_by[word[i]] != owner[i]:
            seen_by[word[i]] = owner[i]
            found[owner[i]] += 1
    return found


def scores(counts: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return every readability score and the consensus grade.

    Args:
        counts: arrays of one shape, by the names in SUMS; `unfamiliar_types` too where Spache is
            wanted (NaN without it).

    Returns:
        A float array of that shape for each of READABILITY_SCORES, consensus_grade, consensus_min
        and consensus_max.
    """
    result = _formulas(counts, READABILITY_SCORES)
    return result | _consensus(result)


GRADE_SUMS: tuple[str, ...] = (
    "sentences",
    "words",
    "syllables",
    "polysyllables",
    "complex_words",
    "letters",
    "characters",
)
"""The columns of SUMS that the grade levels of CONSENSUS need."""


def grades(counts: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the grade levels of CONSENSUS and the consensus grade alone, for resampling.

    Args:
        counts: arrays of one shape, by the names in GRADE_SUMS.
    """
    result = _formulas(counts, CONSENSUS)
    return result | _consensus(result)


def _consensus(scored: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    median, least, most = _middle(np.stack([scored[name] for name in CONSENSUS]))
    return {"consensus_grade": median, "consensus_min": least, "consensus_max": most}


def _middle(grades: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return median, minimum and maximum of the defined values along axis 0; NaN where none is.

    `np.nanmedian` does so too, but takes many times as long and warns where all are NaN.
    """
    ordered = np.sort(grades, axis=0)  # NaN comes last
    n = np.isfinite(grades).sum(axis=0)[None]

    def ranked(place: np.ndarray) -> np.ndarray:
        return np.take_along_axis(ordered, np.maximum(place, 0), axis=0)[0]

    median = (ranked((n - 1) // 2) + ranked(n // 2)) / 2
    return np.where(n[0] > 0, median, np.nan), ordered[0], ranked(n - 1)


def _formulas(counts: Mapping[str, np.ndarray], wanted: Sequence[str]) -> dict[str, np.ndarray]:
    c = {name: np.asarray(values, np.float64) for name, values in counts.items()}
    with np.errstate(divide="ignore", invalid="ignore"):
        scored = {name: FORMULAS[name](c) for name in wanted}
    return {name: np.where(np.isfinite(v), v, np.nan) for name, v in scored.items()}


Counts = Mapping[str, np.ndarray]


def _length(c: Counts) -> np.ndarray:
    return c["words"] / c["sentences"]


def _smog(c: Counts) -> np.ndarray:
    score = 3.1291 + 1.0430 * np.sqrt(30 * c["polysyllables"] / c["sentences"])
    return np.where(c["sentences"] >= SMOG_SENTENCES, score, np.nan)


def _dale_chall(c: Counts) -> np.ndarray:
    hard = 100 * c["difficult_words"] / c["words"]
    return 0.1579 * hard + 0.0496 * _length(c) + np.where(hard > 5, 3.6365, 0.0)


def _spache(c: Counts) -> np.ndarray:
    unfamiliar = c.get("unfamiliar_types", np.full_like(c["words"], np.nan))
    return 0.121 * _length(c) + 0.082 * (100 * unfamiliar / c["words"]) + 0.659


def _linsear_write(c: Counts) -> np.ndarray:
    points = (c["words"] + 2 * c["polysyllables"]) / c["sentences"]
    return np.where(points > 20, points / 2, (points - 2) / 2)


FORMULAS: dict[str, Callable[[Counts], np.ndarray]] = {
    "flesch_reading_ease": lambda c: (
        206.835 - 1.015 * _length(c) - 84.6 * c["syllables"] / c["words"]
    ),
    "flesch_kincaid_grade": lambda c: (
        0.39 * _length(c) + 11.8 * c["syllables"] / c["words"] - 15.59
    ),
    "smog": _smog,
    "gunning_fog": lambda c: 0.4 * (_length(c) + 100 * c["complex_words"] / c["words"]),
    "coleman_liau": lambda c: (
        0.0588 * (100 * c["letters"] / c["words"])
        - 0.296 * (100 * c["sentences"] / c["words"])
        - 15.8
    ),
    "automated_readability_index": lambda c: (
        4.71 * c["characters"] / c["words"] + 0.5 * _length(c) - 21.43
    ),
    "dale_chall": _dale_chall,
    "spache": _spache,
    "forcast": lambda c: 20 - 150 * c["monosyllables"] / c["words"] / 10,
    "lix": lambda c: _length(c) + 100 * c["long_words"] / c["words"],
    "rix": lambda c: c["long_words"] / c["sentences"],
    "linsear_write": _linsear_write,
    "mcalpine_eflaw": lambda c: (c["words"] + c["mini_words"]) / c["sentences"],
}
"""The published formulas; sources stand with the columns in tables/schemas.py."""
