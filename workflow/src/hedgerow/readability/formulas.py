"""The readability formulas: one record each, from which all that is written about them is made.

A record becomes a column of the tables, a label and a line of methods in the report, an entry of
its bibliography, and a row of docs/measures.md (`python tools/formulas.py`). A new formula is a
record in `FORMULAS` and a test.

The letters in the formulas: W words, S sentences, Y syllables, L letters, C letters and digits,
P words of three or more syllables. A score is NaN where a denominator is 0.
"""

# ruff: noqa: E501  a reference is a line

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hedgerow.readability.grade import hedgerow_grade
from hedgerow.tables.bibtex import bibtex_fields, bibtex_key, cited_authors

Counts = Mapping[str, np.ndarray]
"""Arrays of one shape, by the names of `word_features.SUMS` and `unfamiliar_types`."""


@dataclass(frozen=True)
class Formula:
    """A readability formula.

    Attributes:
        name: column of the tables.
        label: name in the report.
        unit: grade, points or ratio.
        text: the formula, in the letters of this module and names of columns.
        reference: BibTeX entry of the source.
        function: the score from counts; float64 of their shape.
        note: what limits its use, or where it comes from.
        digits: decimals in the report.
        fewest_sentences: with fewer sentences the score is undefined; 0 for a formula without S.
        in_consensus: whether it is one of the grades whose median is the consensus grade.
    """

    name: str
    label: str
    unit: str
    text: str
    reference: str
    function: Callable[[Counts], np.ndarray]
    note: str = ""
    digits: int = 1
    fewest_sentences: int = 1
    in_consensus: bool = False

    @property
    def key(self) -> str:
        """The citation key of the source."""
        return bibtex_key(self.reference)

    @property
    def citation(self) -> str:
        """The source as it is cited in a text.

        >>> FORMULAS["flesch_kincaid_grade"].citation
        'Kincaid et al. 1975'
        """
        fields = bibtex_fields(self.reference)
        return f"{cited_authors(fields)} {fields['year']}"

    @property
    def definition(self) -> str:
        """The formula and its note."""
        return f"{self.text}; {self.note}" if self.note else self.text


def _sentence_length(c: Counts) -> np.ndarray:
    return c["words"] / c["sentences"]


def _flesch_reading_ease(c: Counts) -> np.ndarray:
    return 206.835 - 1.015 * _sentence_length(c) - 84.6 * c["syllables"] / c["words"]


def _flesch_kincaid(c: Counts) -> np.ndarray:
    return 0.39 * _sentence_length(c) + 11.8 * c["syllables"] / c["words"] - 15.59


def _smog(c: Counts) -> np.ndarray:
    return 3.1291 + 1.0430 * np.sqrt(30 * c["polysyllables"] / c["sentences"])


def _gunning_fog(c: Counts) -> np.ndarray:
    return 0.4 * (_sentence_length(c) + 100 * c["complex_words"] / c["words"])


def _coleman_liau(c: Counts) -> np.ndarray:
    letters, sentences = 100 * c["letters"] / c["words"], 100 * c["sentences"] / c["words"]
    return 0.0588 * letters - 0.296 * sentences - 15.8


def _automated(c: Counts) -> np.ndarray:
    return 4.71 * c["characters"] / c["words"] + 0.5 * _sentence_length(c) - 21.43


def _dale_chall(c: Counts) -> np.ndarray:
    difficult = 100 * c["difficult_words"] / c["words"]
    adjustment = np.where(difficult > 5, 3.6365, 0.0)
    return 0.1579 * difficult + 0.0496 * _sentence_length(c) + adjustment


def _spache(c: Counts) -> np.ndarray:
    unfamiliar = c.get("unfamiliar_types", np.full_like(c["words"], np.nan))
    return 0.121 * _sentence_length(c) + 0.082 * (100 * unfamiliar / c["words"]) + 0.659


def _forcast(c: Counts) -> np.ndarray:
    return 20 - 150 * c["monosyllables"] / c["words"] / 10


def _lix(c: Counts) -> np.ndarray:
    return _sentence_length(c) + 100 * c["long_words"] / c["words"]


def _rix(c: Counts) -> np.ndarray:
    return c["long_words"] / c["sentences"]


def _linsear_write(c: Counts) -> np.ndarray:
    points = (c["words"] + 2 * c["polysyllables"]) / c["sentences"]
    return np.where(points > 20, points / 2, (points - 2) / 2)


def _mcalpine_eflaw(c: Counts) -> np.ndarray:
    return (c["words"] + c["mini_words"]) / c["sentences"]


_RECORDS = (
    Formula(
        "flesch_reading_ease", "Flesch Reading Ease", "points",
        "206.835 - 1.015 W/S - 84.6 Y/W",
        r"@article{flesch1948, author = {Flesch, Rudolf}, title = {A new readability yardstick}, journal = {Journal of Applied Psychology}, volume = {32}, number = {3}, pages = {221--233}, year = {1948}, doi = {10.1037/h0057532}}",
        _flesch_reading_ease,
    ),
    Formula(
        "flesch_kincaid_grade", "Flesch-Kincaid grade", "grade",
        "0.39 W/S + 11.8 Y/W - 15.59",
        r"@techreport{kincaid1975, author = {Kincaid, J. Peter and Fishburne, Robert P. and Rogers, Richard L. and Chissom, Brad S.}, title = {Derivation of new readability formulas (Automated Readability Index, Fog Count and Flesch Reading Ease Formula) for Navy enlisted personnel}, institution = {Naval Technical Training Command}, number = {Research Branch Report 8-75}, year = {1975}}",
        _flesch_kincaid,
        in_consensus=True,
    ),
    Formula(
        "smog", "SMOG", "grade",
        "3.1291 + 1.0430 sqrt(30 P/S)",
        r"@article{mclaughlin1969, author = {McLaughlin, G. Harry}, title = {{SMOG} grading: a new readability formula}, journal = {Journal of Reading}, volume = {12}, number = {8}, pages = {639--646}, year = {1969}}",
        _smog,
        note="null below 10 sentences",
        fewest_sentences=10,
        in_consensus=True,
    ),
    Formula(
        "gunning_fog", "Gunning Fog", "grade",
        "0.4 (W/S + 100 H/W), H = complex_words",
        r"@book{gunning1952, author = {Gunning, Robert}, title = {The Technique of Clear Writing}, publisher = {McGraw-Hill}, year = {1952}}",
        _gunning_fog,
        in_consensus=True,
    ),
    Formula(
        "coleman_liau", "Coleman-Liau", "grade",
        "0.0588 L' - 0.296 S' - 15.8, letters and sentences per 100 words",
        r"@article{coleman1975, author = {Coleman, Meri and Liau, T. L.}, title = {A computer readability formula designed for machine scoring}, journal = {Journal of Applied Psychology}, volume = {60}, number = {2}, pages = {283--284}, year = {1975}, doi = {10.1037/h0076540}}",
        _coleman_liau,
        in_consensus=True,
    ),
    Formula(
        "automated_readability_index", "Automated Readability Index", "grade",
        "4.71 C/W + 0.5 W/S - 21.43",
        r"@techreport{senter1967, author = {Senter, R. J. and Smith, E. A.}, title = {Automated Readability Index}, institution = {Aerospace Medical Research Laboratories}, number = {AMRL-TR-66-220}, year = {1967}}",
        _automated,
        in_consensus=True,
    ),
    Formula(
        "dale_chall", "New Dale-Chall", "points",
        "0.1579 D + 0.0496 W/S, and 3.6365 more if D > 5; D = 100 difficult_words/W",
        r"@book{chall1995, author = {Chall, Jeanne S. and Dale, Edgar}, title = {Readability Revisited: The New {Dale-Chall} Readability Formula}, publisher = {Brookline Books}, year = {1995}}",
        _dale_chall,
    ),
    Formula(
        "spache", "Spache", "grade",
        "0.121 W/S + 0.082 U + 0.659, U = 100 unfamiliar_types/W",
        r"@book{spache1974, author = {Spache, George D.}, title = {Good Reading for Poor Readers}, publisher = {Garrard}, year = {1974}}",
        _spache,
        note="valid below grade 4",
    ),
    Formula(
        "forcast", "FORCAST", "grade",
        "20 - N/10, N = one-syllable words in 150 words",
        r"@techreport{caylor1973, author = {Caylor, John S. and Sticht, Thomas G. and Fox, Lynn C. and Ford, J. Patrick}, title = {Methodologies for determining reading requirements of military occupational specialties}, institution = {Human Resources Research Organization}, number = {Technical Report 73-5}, year = {1973}}",
        _forcast,
        fewest_sentences=0,
    ),
    Formula(
        "lix", "LIX", "points",
        "W/S + 100 long_words/W, words of more than six letters",
        r"@book{bjornsson1968, author = {Bj{\"o}rnsson, Carl-Hugo}, title = {L{\"a}sbarhet}, publisher = {Liber}, year = {1968}}",
        _lix,
    ),
    Formula(
        "rix", "RIX", "ratio",
        "long_words/S",
        r"@article{anderson1983, author = {Anderson, Jonathan}, title = {Lix and Rix: variations on a little-known readability index}, journal = {Journal of Reading}, volume = {26}, number = {6}, pages = {490--496}, year = {1983}}",
        _rix,
        digits=2,
    ),
    Formula(
        "linsear_write", "Linsear Write", "grade",
        "(easy words + 3 x P)/S, halved; two less before halving if it is at most 20",
        r"@book{ohayre1966, author = {O'Hayre, John}, title = {Gobbledygook Has Gotta Go}, publisher = {US Department of the Interior, Bureau of Land Management}, year = {1966}}",
        _linsear_write,
    ),
    Formula(
        "mcalpine_eflaw", "McAlpine EFLAW", "points",
        "(W + words of at most three letters)/S",
        r"@misc{mcalpine2006, author = {McAlpine, Rachel}, title = {From plain {English} to global {English}}, howpublished = {Journalism Online}, year = {2006}}",
        _mcalpine_eflaw,
    ),
    Formula(
        "hedgerow_grade", "Hedgerow grade", "grade",
        "linear in ln(words_squared/W), sqrt(rarity/new_words), of_words/W, sqrt(P/W) and out_of_dictionary/W, the last four with 20 words of average text added",
        r"@article{crossley2023, author = {Crossley, Scott and Heintz, Aron and Choi, Joon Suh and Batchelor, Jordan and Karimi, Mehrnoush and Malatinszky, Agnes}, title = {A large-scaled corpus for assessing text readability}, journal = {Behavior Research Methods}, volume = {55}, number = {2}, pages = {491--507}, year = {2023}, doi = {10.3758/s13428-022-01802-x}}",
        hedgerow_grade,
        note="fitted to judgements of teachers and readers",
    ),
)  # fmt: skip

FORMULAS: dict[str, Formula] = {formula.name: formula for formula in _RECORDS}
"""The formulas by their names, in the order of the tables."""

CONSENSUS: tuple[str, ...] = tuple(f.name for f in _RECORDS if f.in_consensus)
"""The grades whose median is the consensus grade."""

SMOG_SAMPLE = 30
"""Sentences in the sample of McLaughlin (1969); a text with fewer is flagged."""

LONG_SENTENCES_LIMIT = 0.1
"""Share of the words in sentences that are hardly sentences from which a text is flagged."""

SEGMENTATION_LIMIT = 1.0
"""Grades by which the text without line breaks, or with each block closed, may differ from prose.
A text is flagged above it."""


def formula_scores(counts: Counts, names: Sequence[str]) -> dict[str, np.ndarray]:
    """Return the scores of some formulas.

    Args:
        counts: the counts that these formulas need, and `sentences`.
        names: keys of FORMULAS.

    Returns:
        float64 of the shape of the counts, by name; NaN where undefined.

    >>> counts = {"words": 100, "sentences": 5, "syllables": 150}
    >>> round(float(formula_scores(counts, ["flesch_kincaid_grade"])["flesch_kincaid_grade"]), 2)
    9.91
    """
    c = {name: np.asarray(values, np.float64) for name, values in counts.items()}
    result = {}
    with np.errstate(divide="ignore", invalid="ignore"):
        for name in names:
            score = FORMULAS[name].function(c)
            defined = np.isfinite(score) & (c["sentences"] >= FORMULAS[name].fewest_sentences)
            result[name] = score if defined.all() else np.where(defined, score, np.nan)
    return result
