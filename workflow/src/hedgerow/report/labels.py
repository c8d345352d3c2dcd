"""Names in words of columns, classes and statuses, and the decimals of each measure."""

from __future__ import annotations

from dataclasses import dataclass

from hedgerow.corpus.schemas import CORPUS
from hedgerow.lexicons.vocabulary import ATTRIBUTION_RECORDS, CLAIM_RECORDS, CUE_RECORDS
from hedgerow.readability.formulas import FORMULAS


@dataclass(frozen=True)
class Measure:
    """Label, decimals and unit of a column of `documents`."""

    column: str
    label: str
    digits: int
    unit: str


_LABELS: dict[str, tuple[str, int]] = {
    "words": ("Words of prose", 0),
    "sentences": ("Sentences of prose", 0),
    **{f.name: (f.label, f.digits) for f in FORMULAS.values()},
    "consensus_grade": ("Consensus grade", 1),
    "flesch_kincaid_grade_unsegmented": ("Flesch-Kincaid, line breaks ignored", 1),
    "flesch_kincaid_grade_block_closed": ("Flesch-Kincaid, blocks closed", 1),
    "flesch_kincaid_grade_segmentation_range": ("Largest difference between segmentations", 1),
    "words_in_long_sentences": ("Words in very long sentences", 0),
    "words_with_lists": ("Words of prose and lists", 0),
    "sentences_with_lists": ("Sentences of prose and lists", 0),
    "flesch_kincaid_grade_with_lists": ("Flesch-Kincaid, with lists", 1),
    "consensus_grade_with_lists": ("Consensus grade, with lists", 1),
    "hedgerow_grade_with_lists": ("Hedgerow grade, with lists", 1),
    "ttr": ("Type-token ratio", 3),
    "mattr": ("MATTR (window 50)", 3),
    "mtld": ("MTLD", 1),
    "hdd": ("HD-D (42 draws)", 3),
    "hedge_rate": ("Hedges", 1),
    "booster_rate": ("Boosters and hype", 1),
    "hedge_booster_ratio": ("Hedges to boosters", 2),
    "hedged_share": ("Hedged sentences", 1),
    "certainty": ("Certainty (1 to 6)", 2),
    "claims": ("Sentences with a claim", 0),
    "failed": ("Criteria failed", 0),
    "direct_causal": ("Direct causal claims", 0),
    "links_study": ("Links to studies", 0),
    "links_agency": ("Links to agencies", 0),
    "links_shop": ("Links to shops", 0),
    "links_other": ("Other links", 0),
    "overstatement": ("Direct share of causal claims", 1),
    "direct_unattributed_share": ("Direct causal claims without attribution", 1),
    "research_named_share": ("Mentions of research that name it", 1),
    "focus_density_words": ("Density of the focus phrase", 2),
    "unnatural_occurrences": ("Unnatural occurrences of phrases", 0),
    "template_share": ("Shared wording", 1),
    "nearest_jaccard": ("Similarity to the nearest document", 2),
    "advice_strong": ("Sentences of strong advice", 0),
    "advice_weak": ("Sentences of weak advice", 0),
}

_UNITS = {column.name: column.unit for column in CORPUS["documents"].columns}


def measure(column: str) -> Measure:
    """Return name, decimals and unit of a column of `documents`."""
    label, digits = _LABELS.get(column, (column.replace("_", " ").capitalize(), 2))
    return Measure(column, label, digits, _UNITS.get(column, ""))


CLAIMS = {record.name: record.label for record in reversed(CLAIM_RECORDS)}
"""Claim classes, strongest first."""

ATTRIBUTIONS = {record.name: record.label for record in ATTRIBUTION_RECORDS}

CUES = {record.name: record.label for record in CUE_RECORDS}

STATUSES = {
    "analysed": "analysed",
    "too_short": "too short",
    "duplicate": "duplicate",
    "near_duplicate": "near duplicate",
    "not_english": "not English",
    "empty": "empty",
    "unreadable": "unreadable",
}

ZONES = {
    "title": "title",
    "byline": "byline",
    "summary": "summary",
    "heading": "heading",
    "toc": "contents",
    "list_item": "list item",
    "table": "table",
    "paragraph": "paragraph",
    "caption": "caption",
    "quote": "quote",
    "code": "code",
    "note": "note",
    "speaker": "speaker",
}

PARTS = {
    "title": "title",
    "heading": "headings",
    "toc": "contents",
    "introduction": "introduction",
    "body": "body",
    "conclusion": "conclusion",
}

SCORES = {"few": "few", "good": "good", "over": "over", "way_over": "way over"}

CHANGES = {
    "mojibake": "broken encoding repaired",
    "nbsp": "no-break spaces",
    "soft_hyphen": "soft hyphens",
    "zero_width": "zero-width characters",
    "bom": "byte order marks",
    "ligature": "ligatures opened",
    "quote": "quotation marks folded",
    "entity": "entities decoded",
    "control": "control characters",
    "combining": "letters joined with their accents",
    "styled": "styled letters made plain",
    "line_wrap": "wrapped lines joined",
    "other_language": "paragraphs in another language left out",
    "boilerplate": "boilerplate blocks removed",
    "duplicate_block": "repeated blocks",
}

STATUS_WORDS = {"pass": "Pass", "warn": "Close", "fail": "Fail"}
"""Words beside the status symbols."""


def in_words(names: dict[str, str], key: object) -> str | None:
    """Return the word for a class, the class itself if it has none, None for undefined."""
    if key is None or key != key:
        return None
    return names.get(str(key), str(key).replace("_", " "))
