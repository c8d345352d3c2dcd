"""The component for spaCy: the numbers of the functions, on a Doc and its sentences."""

from __future__ import annotations

import pytest

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")

import hedgerow as hr  # noqa: E402
from hedgerow.api import spacy_component  # noqa: E402, F401  registers the component

TEXTS = ["Mint may help some people. Mint cures colds.", "", "It may rain. Nobody knows."]


def test_documents_and_sentences_are_measured() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("hedgerow", config={"labels": "fast"})
    docs = list(nlp.pipe(TEXTS))
    scores = hr.score(TEXTS)
    rates = hr.label(TEXTS, by="text", labels="fast")
    for place, doc in enumerate(docs):
        assert doc._.hedgerow["words"] == scores["words"][place]
        if place != 1:  # without prose a rate is undefined
            assert doc._.hedgerow["hedge_rate"] == pytest.approx(rates["hedge_rate"][place])
    spans = docs[0].spans["hedgerow"]
    assert [span.text for span in spans] == ["Mint may help some people.", "Mint cures colds."]
    assert spans[1].label_ == "direct_causal"
    assert spans[0]._.hedgerow["hedged"]
    assert nlp(TEXTS[0])._.hedgerow == docs[0]._.hedgerow
    assert not docs[1].spans["hedgerow"]
