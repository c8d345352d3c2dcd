"""What `hedgerow check` finds in a file: sentences to rewrite, claims, phrases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.api import measuring
from hedgerow.commands.places import Place, Places
from hedgerow.commands.stuffed_phrases import stuffed_phrases
from hedgerow.sources.decode import decode
from hedgerow.sources.readers import read_bytes, read_sources
from hedgerow.sources.records import Fields
from hedgerow.sources.signatures import is_page
from hedgerow.steps.progress import count_of
from hedgerow.text.blocks.document import Document, document_of

RULES = {
    "grade": "The document is harder to read than the highest grade allowed",
    "hard-sentence": "A sentence that raises the grade of its document most",
    "unsourced-claim": "A plain claim of an effect on health that gives no source",
    "stuffed-phrase": "A phrase repeated for search engines rather than for readers",
    "unreadable": "A document that cannot be measured",
}
MOST_SENTENCES = 10
"""Sentences to rewrite that are listed for a document."""

_SHORT = 100


@dataclass(frozen=True)
class Thresholds:
    """The most that passes: a grade, and numbers in a document; None for no limit."""

    grade: float | None
    unsourced: int | None
    stuffed: int | None


@dataclass(frozen=True)
class Finding:
    """One finding: its rule, what to do, the words, where they are, whether it fails the check."""

    rule: str
    message: str
    text: str | None = None
    place: Place | None = None
    fails: bool = False


@dataclass(frozen=True)
class Checked:
    """One document of a file with what was found in it; grades are null where undefined."""

    path: str
    doc_id: str
    words: int = 0
    sentences: int = 0
    grade: float | None = None
    low: float | None = None
    high: float | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def fails(self) -> bool:
        """Whether something in it is above a threshold."""
        return any(finding.fails for finding in self.findings)


@dataclass(frozen=True)
class Options:
    """How documents are checked."""

    thresholds: Thresholds
    phrases: Sequence[str]
    lexicons: Sequence[Path]
    labels: str
    settings: Mapping[str, Any]


def checked_file(path: Path, options: Options) -> Iterator[Checked]:
    """Check each document of a file.

    Raises:
        OSError: the file cannot be read.
    """
    data = path.read_bytes()
    fields = Fields.given(options.settings["records"])
    found = read_sources(path.parent, path.name, fields, lambda doc_id: True)
    yield from _checked(found, str(path), data, options)


def checked_input(data: bytes, options: Options) -> Iterator[Checked]:
    """Check a text, or the page if it looks like one, from standard input."""
    ending = ".html" if is_page(data) else ".txt"
    yield from _checked([("-", read_bytes(ending, data))], "-", data, options)


def _checked(sources: Any, path: str, data: bytes, options: Options) -> Iterator[Checked]:
    places = Places(decode(data)[0] or "")
    for doc_id, source in sources:
        document = document_of(doc_id, source)
        if document.status == "analysed":
            yield _measured(document, path, places, options)
        else:
            reason = f"not measured: {document.reason}"
            yield Checked(path, doc_id, findings=[Finding("unreadable", reason, fails=True)])


def _measured(document: Document, path: str, places: Places, options: Options) -> Checked:
    text = measuring.tokenised([document])
    tables = measuring.readability_tables(
        text, map(Path, options.settings["readability"]["syllables"]), options.settings
    )
    scores = {name: values[0] for name, values in tables.rows("readability").items()}
    words = int(measuring.word_columns(text)["words"][0])
    grade, low, high = (_number(scores[f"consensus_grade{end}"]) for end in ("", "_low", "_high"))
    findings = [
        *_hard(tables.rows("sentences"), document.text, grade, words, options.thresholds),
        *_unsourced(text, options),
        *_stuffed(text, document, options),
    ]
    located = [_with_place(finding, places) for finding in findings]
    order = {rule: k for k, rule in enumerate(RULES)}
    located.sort(key=lambda f: (f.place.line if f.place else 0, order[f.rule]))
    return Checked(
        path, document.doc_id, words, int(scores["sentences"]), grade, low, high, located
    )


def _number(value: float) -> float | None:
    return None if value != value else round(float(value), 2)


def _with_place(finding: Finding, places: Places) -> Finding:
    place = places.find(finding.text) if finding.text else None
    return Finding(finding.rule, finding.message, finding.text, place, finding.fails)


def _hard(
    sentences: Mapping[str, Any], text: str, grade: float | None, words: int, limits: Thresholds
) -> Iterator[Finding]:
    """Yield the grade of a document above the limit, and the sentences that raise it most."""
    if grade is None or limits.grade is None or grade <= limits.grade:
        return
    rough = f"; with {count_of(words, 'word')} this is rough" if words < _SHORT else ""
    yield Finding("grade", f"grade {grade:.1f}, above {limits.grade:g}{rough}", fails=True)
    gain = np.asarray(sentences["gain"], float)
    alone = len(gain) == 1
    ranked = [i for i in np.argsort(-gain, kind="stable").tolist() if alone or gain[i] > 0]
    for i in ranked[:MOST_SENTENCES]:
        sentence = text[int(sentences["start"][i]) : int(sentences["end"][i])]
        cost = "" if alone else f" adds {gain[i]:.1f} grades and"
        hard = sentences["hard_words"][i]
        named = f"; hard words: {', '.join(dict.fromkeys(hard.split()))}" if hard else ""
        size = count_of(int(sentences["words"][i]), "word")
        yield Finding("hard-sentence", f"rewrite:{cost} has {size}{named}", sentence)


def _unsourced(text: Any, options: Options) -> Iterator[Finding]:
    tables = measuring.labels(text, measuring.lexicon(options.lexicons), options.labels)
    claims = tables.rows("claims")
    kinds = zip(claims["claim"], claims["stance"], claims["attribution"], strict=True)
    found = [i for i, kind in enumerate(kinds) if kind == ("direct_causal", "asserted", "none")]
    limit = options.thresholds.unsourced
    fails = limit is not None and len(found) > limit
    for i in found:
        effect = f" (“{claims['effect'][i]}”)" if claims["effect"][i] else ""
        message = f"claim without a source{effect}: name the study, or say how sure it is"
        yield Finding("unsourced-claim", message, claims["text"][i], fails=fails)


def _stuffed(text: Any, document: Document, options: Options) -> Iterator[Finding]:
    found = stuffed_phrases(text, document.title, options.phrases, options.settings["keywords"])
    limit = options.thresholds.stuffed
    fails = limit is not None and len(found) > limit
    for phrase, why in found:
        yield Finding("stuffed-phrase", f"stuffed with “{phrase}”: {why}", phrase, fails=fails)
