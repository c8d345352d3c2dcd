"""Readability: counts per sentence from coded text, and every formula from the counts.

W words, S sentences, Y syllables, L letters, C letters and digits, P words of three or more
syllables. A score is undefined (NaN) where a denominator is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

import numpy as np
from numba import njit

from hedgerow.measures.grade import hedgerow_grade, new_words, rarities
from hedgerow.measures.syllables import Syllables, word_syllables
from hedgerow.tables.schemas import READABILITY_SCORES
from hedgerow.tables.spans import offsets_of, span_sums
from hedgerow.text.coded import CodedText
from hedgerow.text.sentences import split_sentences
from hedgerow.text.tokens import NUMBER, URL, WORD
from hedgerow.text.words import CAPITALISED, UPPER, base_of, parts_of

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
"""What is counted of each token; columns of the matrices here. Rarity is in hundredths there."""

SUMS: tuple[str, ...] = ("sentences", *FEATURES, "new_words", "words_squared")
"""Columns of sums per sentence: the sentence itself, the features of its tokens (rarity of the new
words alone), the new words and the square of its length."""

_NAME_COLUMNS = (FEATURES.index("complex_words"),)
"""A name does not count as complex (Gunning). For Dale and Chall it is judged as any other word:
capitals alone tell too little of what is a name (Kratom, Title Case), and scores that leave out all
capitalised words agree less with what readers find hard."""

SMOG_SENTENCES, SMOG_SAMPLE = 10, 30
"""Below so many sentences SMOG is undefined, and below the sample of McLaughlin (1969) flagged."""

SPREAD = 1.0
"""Grades that as_is or closed may lie away from prose; above it a text is flagged."""

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


def _is_complex(word: str, syllables: int) -> bool:
    """Gunning's hard word: three syllables before -es, -ed, -ing. Compounds are judged by part."""
    sounded = word.endswith(
        ("ing", "ted", "ded", "ses", "ces", "ges", "xes", "zes", "shes", "ches")
    )
    return syllables - sounded >= 3


def type_features(
    coded: CodedText,
    syllables: Syllables,
    familiar: Set[str],
    known: Mapping[str, int],
    frequency: Mapping[str, float],
) -> np.ndarray:
    """Work out the features of every word type, once.

    Args:
        syllables: of the W folded words of `coded`.
        familiar: the familiar-word list.
        known: word -> syllables, for the parts of compounds.
        frequency: word -> Zipf frequency.

    Returns:
        int32[V, len(FEATURES)].
    """
    word_complex = np.fromiter(
        (_is_complex(w, n) for w, n in zip(coded.word_text, syllables.count.tolist(), strict=True)),
        bool,
        len(coded.word_text),
    )
    word_hard = np.fromiter(
        (not is_familiar(w, familiar) for w in coded.word_text), bool, len(coded.word_text)
    )
    rarity = rarities(coded.word_text, set(np.flatnonzero(word_hard).tolist()), frequency)
    kind = coded.type_kind
    is_word = kind == WORD
    count = np.maximum(syllables.count[coded.type_word], 1) * is_word
    features = {
        "words": coded.type_words,
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
        "of_words": coded.type_word == coded.word_ids.get("of", -1),
        "rarity": rarity[coded.type_word] * is_word,
    }
    table = np.stack([np.asarray(features[name], np.int32) for name in FEATURES], axis=1)
    _judge_parts(table, coded, known)
    return table


def _judge_parts(table: np.ndarray, coded: CodedText, known: Mapping[str, int]) -> None:
    """Put into the rows of compounds how many of their parts are long, short and so on."""
    compounds = np.flatnonzero(coded.type_words > 1)
    parts = [part for t in compounds.tolist() for part in parts_of(coded.type_text[t])]
    syllables = word_syllables(parts, known).count
    letters = np.array([sum(map(str.isalpha, part)) for part in parts], np.int32)
    owner = np.repeat(np.arange(len(compounds)), coded.type_words[compounds])
    for name, holds in (
        ("complex_words", [_is_complex(p, n) for p, n in zip(parts, syllables, strict=True)]),
        ("polysyllables", syllables >= 3),
        ("monosyllables", syllables <= 1),
        ("long_words", letters > 6),
        ("mini_words", letters <= 3),
    ):
        count = np.bincount(owner[np.asarray(holds, bool)], minlength=len(compounds))
        table[compounds, FEATURES.index(name)] = count


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


def sentence_sums(coded: CodedText, features: np.ndarray) -> np.ndarray:
    """Sum the features of the tokens of each sentence.

    A capitalised word that does not open its sentence is taken for a name.

    Args:
        features: `type_features` of the same text.

    Returns:
        float64[S, len(SUMS)].
    """
    bounds = coded.sentence_token
    named = np.isin(coded.type_shape, (CAPITALISED, UPPER))
    out = np.zeros((len(bounds) - 1, len(SUMS)))
    _sum_tokens(coded.token_type, features, named, np.array(_NAME_COLUMNS), bounds, out)
    new, rarity = new_words(coded, features[:, FEATURES.index("rarity")])
    out[:, SUMS.index("new_words")] = new
    out[:, SUMS.index("rarity")] = rarity
    out[:, SUMS.index("words_squared")] = out[:, SUMS.index("words")] ** 2
    return out


def glued_sentences(coded: CodedText) -> dict[str, np.ndarray]:
    """Count the sentences of each document as if its line breaks were spaces.

    Returns:
        int64[D] of what depends on the cuts: sentences and words_squared.
    """
    part = coded.type_part[coded.token_type]
    # places grow from block to block within a document, so gaps between blocks are white space
    tokens, sentences = split_sentences(part, coded.token_start, coded.token_end, coded.doc_token)
    squares = np.diff(coded.words_before[tokens]) ** 2
    return {
        "sentences": np.diff(sentences),
        "words_squared": np.diff(offsets_of(squares)[sentences]),
    }


def totals(sums: np.ndarray, offsets: np.ndarray) -> dict[str, np.ndarray]:
    """Add up rows offsets[i]:offsets[i + 1] for each i; columns by their name in SUMS."""
    added = span_sums(sums, offsets)
    return {name: added[:, k] for k, name in enumerate(SUMS)}


def distinct_unfamiliar(
    coded: CodedText, features: np.ndarray, owner: np.ndarray, n: int
) -> np.ndarray:
    """Count the distinct unfamiliar words of each owner.

    Args:
        owner: int64[S], the document or section of each sentence, -1 for one that counts nowhere.
        n: number of owners.

    Returns:
        int64[n].
    """
    hard = features[:, FEATURES.index("difficult_words")] > 0
    base = np.where(hard, coded.word_base[coded.type_word], -1)
    seen_by = np.full(len(coded.word_text), -1, np.int64)
    return _distinct(coded.token_type, base, coded.sentence_token, owner, seen_by, n)


@njit(cache=True)
def _distinct(token_type, base, sentence_token, owner, seen_by, n):
    """Count the distinct words of each owner; the sentences of an owner stand together.

    base: of each type, -1 for one that is not counted.
    """
    found = np.zeros(n, np.int64)
    for s in range(len(owner)):
        if owner[s] < 0:
            continue
        for i in range(sentence_token[s], sentence_token[s + 1]):
            word = base[token_type[i]]
            if word >= 0 and seen_by[word] != owner[s]:
                seen_by[word] = owner[s]
                found[owner[s]] += 1
    return found


def chosen_types(
    coded: CodedText, wanted: np.ndarray, sentences: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the types of the wanted tokens of some sentences, in their order.

    Args:
        wanted: bool[V].
        sentences: int64[n], rising.

    Returns:
        int32[k] types and int64[n + 1], those of each sentence.
    """
    return _chosen_types(coded.token_type, wanted, coded.sentence_token, sentences)


@njit(cache=True)
def _chosen_types(token_type, wanted, sentence_token, sentences):
    types = np.empty(len(token_type), np.int32)
    offsets = np.zeros(len(sentences) + 1, np.int64)
    n = 0
    for k in range(len(sentences)):
        for i in range(sentence_token[sentences[k]], sentence_token[sentences[k] + 1]):
            if wanted[token_type[i]]:
                types[n] = token_type[i]
                n += 1
        offsets[k + 1] = n
    return types[:n].copy(), offsets


def scores(counts: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return every readability score and the consensus grade.

    Args:
        counts: arrays of one shape, by the names in SUMS; `unfamiliar_types` too where Spache is
            wanted (NaN without it).

    Returns:
        A float array of that shape for each of READABILITY_SCORES, consensus_grade, consensus_min
        and consensus_max.
    """
    result = formulas(counts, READABILITY_SCORES)
    return result | _consensus(result)


GRADE_SUMS: tuple[str, ...] = (
    "words",
    "syllables",
    "polysyllables",
    "complex_words",
    "letters",
    "characters",
    "out_of_dictionary",
    "of_words",
    "rarity",
    "new_words",
    "words_squared",
)
"""The columns of SUMS that these grades need beside the number of sentences."""


def grades(counts: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the grade levels of CONSENSUS, their median and the Hedgerow grade, for resampling.

    Args:
        counts: arrays of one shape, `sentences` and those named in GRADE_SUMS.
    """
    result = formulas(counts, (*CONSENSUS, "hedgerow_grade"))
    return result | _consensus(result)


def _consensus(scored: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    median, least, most = _middle(np.stack([scored[name] for name in CONSENSUS]))
    return {"consensus_grade": median, "consensus_min": least, "consensus_max": most}


def _middle(grades: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return median, minimum and maximum of the defined values along axis 0; NaN where none is.

    `np.nanmedian` does so too, but takes many times as long and warns where all are NaN.
    """
    out = np.empty((3, grades[0].size))
    _order(grades.reshape(len(grades), -1), out)
    median, least, most = out.reshape(3, *grades.shape[1:])
    return median, least, most


@njit(cache=True)
def _order(grades, out):
    """Write median, minimum and maximum of each column to the rows of `out`."""
    defined = np.empty(len(grades))
    for i in range(grades.shape[1]):
        n = 0
        for k in range(len(grades)):
            value = grades[k, i]
            if not np.isnan(value):
                place = n
                while place > 0 and defined[place - 1] > value:
                    defined[place] = defined[place - 1]
                    place -= 1
                defined[place] = value
                n += 1
        if n == 0:
            out[:, i] = np.nan
        else:
            out[0, i] = (defined[(n - 1) // 2] + defined[n // 2]) / 2
            out[1, i], out[2, i] = defined[0], defined[n - 1]


def formulas(counts: Mapping[str, np.ndarray], wanted: Sequence[str]) -> dict[str, np.ndarray]:
    """Return the wanted scores alone; counts as for `scores`, as far as these need them."""
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
    "hedgerow_grade": hedgerow_grade,
}
"""The published formulas and our own; sources stand with the columns in tables/schemas.py."""
