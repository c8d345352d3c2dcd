"""A worked example of each readability formula: counts, the value they give, and the source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """Counts, the value to the digits that the source gives, and the source."""

    counts: dict[str, float]
    value: float
    digits: int
    source: str


_HAND = "by hand: no worked example at hand"

WORKED: dict[str, Example] = {
    "flesch_reading_ease": Example(
        {"words": 100, "sentences": 5, "syllables": 150}, 59.635, 3, _HAND
    ),
    "flesch_kincaid_grade": Example(
        {"words": 100, "sentences": 5, "syllables": 150}, 9.91, 2, _HAND
    ),
    # the paper takes the square root of the nearest square and adds 3
    "smog": Example({"sentences": 30, "polysyllables": 95}, 13, 0, "McLaughlin 1969, p. 639"),
    "gunning_fog": Example(
        {"words": 100, "sentences": 5, "complex_words": 14}, 13.6, 1,
        "Stilman, Grammatically Correct, with Gunning's formula",
    ),
    # 537 letters and 4.20 sentences per 100 words
    "coleman_liau": Example(
        {"words": 119, "sentences": 5, "letters": 639}, 14.5, 1, "Coleman & Liau 1975, p. 284"
    ),
    "automated_readability_index": Example(
        {"words": 100, "sentences": 5, "characters": 450}, 9.765, 3, _HAND
    ),
    "dale_chall": Example(
        {"words": 100, "sentences": 5, "difficult_words": 10}, 6.2075, 4, _HAND
    ),
    "spache": Example({"words": 100, "sentences": 5, "unfamiliar_types": 8}, 3.735, 3, _HAND),
    "forcast": Example(
        {"words": 150, "sentences": 1, "monosyllables": 80}, 12, 1,
        "the calculator of readabilityformulas.com",
    ),
    "lix": Example({"words": 100, "sentences": 5, "long_words": 25}, 45, 1, _HAND),
    "rix": Example({"sentences": 5, "long_words": 25}, 5, 1, _HAND),
    "linsear_write": Example(
        {"words": 100, "sentences": 5, "polysyllables": 20}, 14, 1, _HAND
    ),
    # "In relation to the selection of a firm of consultants, we are at liberty to make a choice."
    "mcalpine_eflaw": Example(
        {"words": 18, "sentences": 1, "mini_words": 11}, 29, 1, "McAlpine 2006, after Nirmaldasan"
    ),
    # ln 25, sqrt 0.15, 0.04, sqrt 0.2 and 0.02 times the coefficients of hedgerow_grade.tsv
    "hedgerow_grade": Example(
        {"words": 100, "sentences": 5, "words_squared": 2500, "new_words": 60, "rarity": 9,
         "of_words": 4, "polysyllables": 20, "out_of_dictionary": 2},
        float("nan"), 0, "the sum of the coefficients, in tests/unit/readability/test_grade.py",
    ),
}  # fmt: skip
