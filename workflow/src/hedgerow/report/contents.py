"""The sections of the report, in the order of the page.

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
    methods_text,
    overview,
    phrases,
    readability,
    run_comparison,
    shared_wording,
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
    appendix.SECTION,
)
