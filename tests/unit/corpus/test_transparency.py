"""Proxies of the JAMA benchmarks: what is taken for references and for a disclosure."""

from __future__ import annotations

import pytest

from hedgerow.corpus.transparency import find_proxies
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode

BODY = "Valerian is sold as a help for sleep, and many shops praise it for that very reason."


def found(*blocks: str) -> tuple[str | None, str | None]:
    row = find_proxies(encode([document_from_text("a", "\n\n".join(blocks))])).iloc[0]
    return row["references_text"], row["disclosure_text"]


@pytest.mark.parametrize(
    "sentence",
    [
        "We may earn a small commission when you buy through our links.",
        "This page was funded by the makers of the tea.",
        "Our small team is financed by gifts from readers.",
        "The author has no conflict of interest.",
        "The service takes no money from makers of medicines.",
    ],
)
def test_a_disclosure_is_shown_by_its_sentence(sentence: str) -> None:
    assert found("Sleep and Tea", f"{BODY} {sentence} {BODY}") == (None, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The trial was funded by the makers of the tea.",
        "A study, sponsored by a brewer, found the same.",
        "They earn a living by selling tea.",
    ],
)
def test_that_others_were_paid_is_no_disclosure(sentence: str) -> None:
    assert found("Sleep and Tea", f"{BODY} {sentence} {BODY}") == (None, None)


def test_headings_are_shown_with_the_block_below_them() -> None:
    references, disclosure = found(
        "Sleep and Tea",
        BODY,
        "Disclosure",
        "The writer sells tea, and tells of it here for that reason.",
        "References",
        "Green A. On tea. J Tea. 2010;5(2):100-5.",
    )
    assert disclosure == "Disclosure The writer sells tea, and tells of it here for that reason."
    assert references == "References Green A. On tea. J Tea. 2010;5(2):100-5."


def test_long_texts_are_cut_at_a_word() -> None:
    _, disclosure = found("Sleep and Tea", f"{BODY} This page was funded by {'tea ' * 60}makers.")
    assert disclosure is not None
    assert len(disclosure) <= 160
    assert disclosure.endswith("tea…")
