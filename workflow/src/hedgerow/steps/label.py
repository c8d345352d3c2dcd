"""`hedgerow label`: labels of the sentences of texts given as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.labels.sentence_labels import Labels, label_sentences
from hedgerow.labels.settle import DECIDERS
from hedgerow.lexicons.load import Lexicon, load_lexicon
from hedgerow.lexicons.vocabulary import (
    ADVICE,
    ATTRIBUTIONS,
    CLAIMS,
    CUE_TYPES,
    DIRECTIONS,
    STANCES,
)
from hedgerow.steps.progress import count_of, step
from hedgerow.steps.records import read_records, write_records
from hedgerow.text.blocks.document import Document, document_from_text
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode

_BATCH = 5_000

SENTENCE_KEYS = (
    "start", "end", "hedged", "cues", "certainty", "claim", "claim_probability", "stance",
    "negated", "direction", "agent", "outcome", "advice", "attribution", "attribution_words",
    "attribution_named", "evidence", "is_question", "decided_by",
)  # fmt: skip
"""Keys of a sentence, in order."""
_SPANS = ("agent", "outcome", "attribution_words")


def run(source: Path, out: Path | None = None, labels: str = "careful") -> None:
    """Label each text of `source`; write one line of sentences and text-level labels each to
    `out`.
    """
    with step("label") as said:
        n = write_records(out, _labelled(source, load_lexicon(), labels))
        said.append(count_of(n, "text"))


def _labelled(source: Path, lexicon: Lexicon, labeller: str) -> Iterator[dict[str, Any]]:
    batch: list[tuple[str, str]] = []
    for number, record in enumerate(read_records(source), 1):
        batch.append(record)
        if number % _BATCH == 0:
            yield from label_texts(batch, lexicon, labeller)
            batch = []
    yield from label_texts(batch, lexicon, labeller)


def label_texts(
    records: list[tuple[str, str]], lexicon: Lexicon, labeller: str = "careful"
) -> Iterator[dict[str, Any]]:
    """Yield the line of each (id, text), in order; offsets and surfaces are of the text as
    given.
    """
    documents = [document_from_text(identity, text) for identity, text in records]
    tokenised = encode(documents)
    labels = label_sentences(tokenised, lexicon, labeller=labeller)
    sentences = _sentence_labels(labels)
    cue_sentence = tokenised.token_sentence[labels.cues.first]
    cue_at = np.searchsorted(cue_sentence, np.arange(len(sentences) + 1)).tolist()
    stated = tokenised.sentence_stated
    for d, (document, (_, given)) in enumerate(zip(documents, records, strict=True)):
        begin, end = int(tokenised.doc_sentence[d]), int(tokenised.doc_sentence[d + 1])
        found = []
        for s in range(begin, end):
            start = int(_offsets(document)[tokenised.sentence_start[s]])
            stop = int(_offsets(document)[tokenised.sentence_end[s]])
            cues = _cues(tokenised, labels, document, given, cue_at[s], cue_at[s + 1])
            spans = {name: _span(tokenised, document, getattr(labels, name)[s]) for name in _SPANS}
            values = {"start": start, "end": stop, "cues": cues, **sentences[s], **spans}
            found.append({key: values[key] for key in SENTENCE_KEYS})
        counted = [s for s, counts in zip(found, stated[begin:end], strict=True) if counts]
        yield {"id": document.doc_id, "sentences": found, **text_labels(counted or found)}


def _offsets(document: Document) -> np.ndarray:
    """Return the place in the text as given of each clean character."""
    if document.offsets is None:
        raise ValueError(f"{document.doc_id}: a text given in memory has offsets")
    return document.offsets


def _sentence_labels(labels: Labels) -> list[dict[str, Any]]:
    columns = {
        "hedged": labels.hedged.tolist(),
        "certainty": np.round(labels.certainty, 3).tolist(),
        "claim": [CLAIMS[i] for i in labels.claim.tolist()],
        "claim_probability": [_number(p) for p in labels.claim_probability.tolist()],
        "stance": [STANCES[i] for i in labels.stance.tolist()],
        "negated": (labels.stance == STANCES.index("denied")).tolist(),
        "direction": [DIRECTIONS[i] for i in labels.direction.tolist()],
        "advice": [ADVICE[i] for i in labels.advice.tolist()],
        "attribution": [ATTRIBUTIONS[i] for i in labels.attribution.tolist()],
        "attribution_named": labels.attribution_named.tolist(),
        "evidence": labels.evidence.tolist(),
        "is_question": labels.is_question.tolist(),
        "decided_by": decided_by(labels),
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _number(value: float) -> float | None:
    return None if value != value else round(value, 3)


def decided_by(labels: Labels) -> list[dict[str, str]]:
    """Return for each sentence label -> what gave it: the model or the rule that changed it."""
    columns = [[DECIDERS[i] for i in codes.tolist()] for codes in labels.deciders.values()]
    return [dict(zip(labels.deciders, row, strict=True)) for row in zip(*columns, strict=True)]


def _span(tokenised: TokenisedCorpus, document: Document, tokens: np.ndarray) -> list[int] | None:
    """Return [start, end] of a token span in the text as given, None where there is none."""
    first, last = tokens.tolist()
    if first < 0:
        return None
    offsets = _offsets(document)
    start = int(offsets[tokenised.token_start[first]])
    return [start, int(offsets[tokenised.token_end[last] - 1]) + 1]


def _cues(
    tokenised: TokenisedCorpus, labels: Labels, document: Document, given: str, begin: int, end: int
) -> list[list[Any]]:
    """Return [start, end, surface, type] of cues begin:end, in the text as given."""
    cues = labels.cues
    found = []
    for i in range(begin, end):
        start = int(_offsets(document)[tokenised.token_start[cues.first[i]]])
        stop = int(_offsets(document)[tokenised.token_end[cues.last[i]] - 1]) + 1
        found.append([start, stop, given[start:stop], CUE_TYPES[cues.type[i]]])
    return found


def text_labels(sentences: list[dict[str, Any]]) -> dict[str, Any]:
    """Take the labels of a text over its sentences.

    Any hedge, all cues as [surface, type], the mean certainty (null without sentences), the
    strongest claim with the stance and direction of the first sentence that makes it, the strongest
    advice, the first attribution and whether it is named; evidence and question if any sentence has
    it. Of texts without a claim, the stance is mentioned where any sentence names an effect.
    """
    order = [(CLAIMS.index(s["claim"]), s["stance"] == "mentioned") for s in sentences]
    claim = sentences[max(range(len(order)), key=order.__getitem__)] if sentences else None
    source = next((s for s in sentences if s["attribution"] != "none"), None)
    certainty = [s["certainty"] for s in sentences]
    return {
        "hedged": any(s["hedged"] for s in sentences),
        "cues": [cue[2:] for s in sentences for cue in s["cues"]],
        "certainty": round(sum(certainty) / len(certainty), 3) if certainty else None,
        "claim": claim["claim"] if claim else "none",
        "claim_probability": claim["claim_probability"] if claim else None,
        "stance": claim["stance"] if claim else "absent",
        "negated": bool(claim and claim["negated"]),
        "direction": claim["direction"] if claim else "none",
        "advice": max((s["advice"] for s in sentences), key=ADVICE.index, default="none"),
        "attribution": source["attribution"] if source else "none",
        "attribution_named": bool(source and source["attribution_named"]),
        "evidence": any(s["evidence"] for s in sentences),
        "is_question": any(s["is_question"] for s in sentences),
    }
