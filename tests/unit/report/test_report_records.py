"""Sections, columns and tiles: each declared once, and a forgotten part is named."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from hedgerow.corpus.schemas import CORPUS
from hedgerow.corpus.tiles import TILES
from hedgerow.report import labels
from hedgerow.report.contents import QUALITY_SECTIONS, SECTIONS
from hedgerow.report.sections.attention import _MEANINGS, CRITERIA
from hedgerow.report.sections.section import Section
from hedgerow.report.tabulate import ReportTable, count_column, number_column

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "workflow/src/hedgerow/report/sections"
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
TERMS = {
    term.strip().casefold()
    for term, _ in re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", GLOSSARY, re.MULTILINE)
}


def explained(words: str) -> bool:
    """Return whether a text contains a term of the glossary, in the singular or plural."""
    text = re.sub(r"\s+", " ", words).casefold()
    return any(re.search(rf"\b{re.escape(term)}(s|es)?\b", text) for term in TERMS)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_every_section_is_in_the_contents(path: Path) -> None:
    section = getattr(import_module(f"hedgerow.report.sections.{path.stem}"), "SECTION", None)
    assert section is None or section in (*SECTIONS, *QUALITY_SECTIONS), (
        f"sections/{path.name} defines a section that report/contents.py does not list"
    )


def test_sections_have_a_name_and_an_anchor_of_their_own() -> None:
    keys = [section.key for section in (*SECTIONS, *QUALITY_SECTIONS)]
    assert len(keys) == len(set(keys)), f"two sections have the same anchor: {keys}"
    for section in (*SECTIONS, *QUALITY_SECTIONS):
        assert isinstance(section, Section)
        assert section.name, f"the section {section.key} has no entry for the contents"


def test_tiles_have_all_their_parts() -> None:
    for tile in TILES:
        assert tile.label and tile.unit, f"the tile {tile.key} has no label or no unit"
    assert len({tile.key for tile in TILES}) == len(TILES), "two tiles have the same key"


def test_criteria_have_a_meaning() -> None:
    missing = set(CRITERIA) ^ set(_MEANINGS)
    assert not missing, f"these criteria of the attention list have no meaning: {missing}"


def test_measures_with_a_label_are_columns() -> None:
    unknown = set(labels._LABELS) - set(CORPUS["documents"].names)
    assert not unknown, f"report/labels.py names columns that documents does not have: {unknown}"


def test_a_column_gives_heading_and_cells() -> None:
    columns = [
        count_column("words", "words"),
        number_column("Shared wording", "template_share", 1, "share", "%"),
    ]
    table = ReportTable("t", "A table", columns, [{"words": 1200, "template_share": 0.25}])
    assert [column.heading for column in table.columns] == ["words", "Shared wording"]
    assert [cell.text for cell in table.rows[0]] == ["1,200", "25\u202f%"]
    assert table.columns[1].unit == "%"


def terms_of_the_report() -> list[str]:
    """Return the terms that the report prints: measures, classes, sources, cues, criteria."""
    cues = [label.partition(" (")[0] for label in labels.CUES.values()]
    measures = [label.partition(" (")[0] for label, _ in labels._LABELS.values()]
    tiles = [tile.label for tile in TILES]
    criteria = list(CRITERIA.values())
    return [
        *measures,
        *labels.CLAIMS.values(),
        *labels.ATTRIBUTIONS.values(),
        *cues,
        *criteria,
        *tiles,
    ]


@pytest.mark.parametrize("term", terms_of_the_report())
def test_every_term_is_in_the_glossary(term: str) -> None:
    assert explained(term), f"docs/glossary.md does not explain “{term}”"


PLAIN = {
    "step", "documents", "document", "of those found", "meaning", "reason", "change", "times",
    "format", "encoding", "word", "words", "occurrences", "of", "share", "type", "unit", "measure",
    "groups", "range", "item", "part", "whole", "sentences", "sentence", "all", "author", "date",
    "references", "phrase", "in context", "sequence", "found in", "opening of a", "example",
    "first document", "other documents", "and", "kind", "title", "index", "text scored", "causes",
    "mean", "median", "mean difference", "median difference", "largest absolute difference",
    "lexicon", "entries", "sha-256", "no.", "opening", "column", "value", "rank", "earlier", "now",
    "number", "direction", "higher now", "lower now", "body", "headings", "contents",
    "introduction", "conclusion", "why it does not fit", "unnatural", "syllables",
    "position in the corpus",
    "occurrences in them", "in the rest", "occurrences in the group", "documents (group, rest)",
    "links to agencies", "links to shops", "other links",
    "words measured", "of all its words", "criteria failed", "direct claims", "passage",
    "left out", "differences, for example", "lowest share of equal words", "grade",
    "documents at or below", "lowest similarity", "highest", "lowest similarity of a pair",
    "test, or why there is none", "criteria met", "headings with it",
    "characters of the title", "other pages with this title", "in the title", "in headings",
    "difference, %", "kind of block", "per 1,000 words", "p", "difference",
}  # fmt: skip
"""Headings of everyday words."""


def test_every_heading_is_plain_or_in_the_glossary(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    heads = {
        re.sub(r"<small>.*?</small>|<[^>]+>", "", head).strip()
        for head in re.findall(r"<th[^>]*>(.*?)</th>", html, re.DOTALL)
    }
    names = {re.sub(r" \((n =|95).*$", "", head) for head in heads}
    groups = {"herbs", "pills"}
    dictionary = {name for table in CORPUS.values() for name in table.names}
    missing = sorted(
        name
        for name in names - dictionary - groups
        if name.casefold() not in PLAIN and not explained(name)
    )
    assert not missing, f"docs/glossary.md does not explain these headings: {missing}"
