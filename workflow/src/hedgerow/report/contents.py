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
    group_comparison,
    hedging,
    index_agreement,
    label_error,
    methods_text,
    overview,
    phrases,
    preparation,
    readability,
    reading,
    run_comparison,
    searching,
    segmentation,
    shared_wording,
    textstat,
)
from hedgerow.report.sections.section import Section

SECTIONS: tuple[Section, ...] = (
    overview.SECTION,
    attention.SECTION,
    documents.SECTION,
    readability.SECTION,
    reading.SECTION,
    claims.SECTION,
    hedging.SECTION,
    phrases.SECTION,
    shared_wording.SECTION,
    group_comparison.SECTION,
    run_comparison.SECTION,
    searching.SECTION,
    methods_text.SECTION,
    corpus.SECTION,
    label_error.SECTION,
)
"""Sections of report.html in order; each is shown in the view that it names."""

QUALITY_SECTIONS: tuple[Section, ...] = (
    preparation.SECTION,
    index_agreement.SECTION,
    segmentation.SECTION,
    textstat.SECTION,
    methods_text.FORMULAS,
    appendix.SECTION,
)
"""Sections of quality.html, for those who check the measures."""
