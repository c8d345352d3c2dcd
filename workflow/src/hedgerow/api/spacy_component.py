"""A component for spaCy pipelines: `nlp.add_pipe("hedgerow")`.

It measures the text of a `Doc` with Hedgerow's own sentences and words, whatever else the pipeline
has found, so that the numbers are those of a report. The entry point of the package registers it;
`import hedgerow` does not load spaCy.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from hedgerow.api.measures import label, score

EXTENSION = "hedgerow"


@Language.factory("hedgerow", default_config={"labels": "careful"})
class HedgerowComponent:
    """Set `doc._.hedgerow` and the span group `doc.spans["hedgerow"]`.

    `doc._.hedgerow` is a dictionary: the columns of `hedgerow.score` and of
    `hedgerow.label(..., by="text")` by name, None where undefined. The group has a span for each
    labelled sentence that matches whole tokens; its label is the class of the claim, and
    `span._.hedgerow` has the columns of `hedgerow.label`.
    """

    def __init__(self, nlp: Language, name: str, labels: str) -> None:
        self.labels = labels
        for kind in (Doc, Span):
            if not kind.has_extension(EXTENSION):
                kind.set_extension(EXTENSION, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Measure one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Any, batch_size: int = 128) -> Any:
        """Measure documents in batches."""
        batch: list[Doc] = []
        for doc in stream:
            batch.append(doc)
            if len(batch) == batch_size:
                yield from self._measured(batch)
                batch = []
        yield from self._measured(batch)

    def _measured(self, docs: list[Doc]) -> list[Doc]:
        texts = [doc.text for doc in docs]
        options: Any = {"labels": self.labels, "output": "arrow"}
        rows = zip(
            score(texts, output="arrow").to_pylist(),
            label(texts, by="text", **options).to_pylist(),
            strict=True,
        )
        for doc, (scores, rates) in zip(docs, rows, strict=True):
            doc._.hedgerow = {k: v for k, v in (scores | rates).items() if k != "doc_id"}
            doc.spans[EXTENSION] = []
        for row in label(texts, **options).to_pylist():
            doc = docs[row["doc_id"]]
            span = doc.char_span(row["start"], row["end"], label=row["claim"])
            if span is not None:
                span._.hedgerow = row
                doc.spans[EXTENSION].append(span)
        return docs
