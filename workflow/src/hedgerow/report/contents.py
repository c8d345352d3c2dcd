"""The sections of the report and of the quality page, in the order of the pages.

A new section is a file in `sections/` with a `SECTION`, and its entry here.
"""

from __future__ import annotations

from hedgerow.report.sections import (
    appendix,
    attention,
    claims,
    corpus,
    documents,
    hedging,
    index_agreement,
    methods_text,
    overview,
    phrases,
    preparation,
    readability,
    run_comparison,
    segmentation,
    shared_wording,
    textstat,
)
from hedgerow.report.sections.section import Section

SECTIONS: tuple[Section, ...] = (
    overview.SECTION,
    run_comparison.SECTION,
    attention.SECTION,
    corpus.SECTION,
    readability.SECTION,
    hedging.SECTION,
    claims.SECTION,
    phrases.SECTION,
    shared_wording.SECTION,
    documents.SECTION,
    methods_text.SECTION,
)
"""Sections of report.html, for readers of the results."""

QUALITY_SECTIONS: tuple[Section, ...] = (
    preparation.SECTION,
    index_agreement.SECTION,
    segmentation.SECTION,
    textstat.SECTION,
    methods_text.FORMULAS,
    appendix.SECTION,
)
"""Sections of quality.html, for those who check the measures."""
