"""Rule `hedging`: cues and labels of the sentences of one shard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hedgerow.lexicons.load import CUE_TYPES, Lexicon, load_lexicon
from hedgerow.measures.advice import ADVICE
from hedgerow.measures.attribution import ATTRIBUTIONS
from hedgerow.measures.claims import CLAIMS
from hedgerow.measures.cues import Cues
from hedgerow.measures.directions import DIRECTIONS
from hedgerow.measures.labels import Labels, label_sentences
from hedgerow.steps.places import place_columns
from hedgerow.steps.progress import count_of, step
from hedgerow.tables.io import writing
from hedgerow.tables.schemas import SHARD
from hedgerow.tables.strings import Choices
from hedgerow.text.block import BLOCK_KINDS
from hedgerow.text.coded import CodedText
from hedgerow.text.coded_file import read_coded


def run(text: Path, cues: Path, claims: Path, lexicons: Sequence[Path]) -> None:
    """Find the cues and label the prose sentences of the coded text; write both tables.

    `claims` has a row for every prose sentence, so that rates can be counted from it.
    """
    with step("hedging") as said:
        lexicon = load_lexicon([Path(path) for path in lexicons])
        coded = read_coded(text)
        n_sentences = n_cues = 0
        with (
            writing(cues, SHARD["cues"]) as write_cues,
            writing(claims, SHARD["claims"]) as write_claims,
        ):
            for part in map(CodedText.compact, coded.parts()):
                labels = label_sentences(part, lexicon)
                prose = part.sentence_prose
                found = labels.cues.where(prose[part.token_sentence[labels.cues.first]])
                write_cues(cue_columns(part, lexicon, found))
                write_claims(claim_columns(part, labels, np.flatnonzero(prose)))
                n_sentences += int(prose.sum())
                n_cues += len(found.first)
        said += [count_of(n_sentences, "sentence"), count_of(n_cues, "cue")]


def _texts(coded: CodedText, start: np.ndarray, end: np.ndarray, doc: np.ndarray) -> list[str]:
    """Return the clean text of spans; a document's text is fetched once while spans stay in it."""
    texts: list[str] = []
    current, text = -1, ""
    for d, a, b in zip(doc.tolist(), start.tolist(), end.tolist(), strict=True):
        if d != current:
            current, text = d, coded.text(d)
        texts.append(text[a:b])
    return texts


def cue_columns(coded: CodedText, lexicon: Lexicon, cues: Cues) -> dict:
    """Return the columns of SHARD["cues"]."""
    sentence = coded.token_sentence[cues.first]
    doc = coded.sentence_doc[sentence]
    start, end = coded.token_start[cues.first], coded.token_end[cues.last]
    kinds = coded.block_kind[coded.sentence_block[sentence]]
    return {
        "doc_id": Choices(doc, coded.doc_ids),
        "sentence": sentence - coded.doc_sentence[doc],
        "zone": Choices(kinds.astype(np.int64), BLOCK_KINDS),
        "start": start,
        "end": end,
        "surface": _texts(coded, start, end, doc),
        "cue": [lexicon.entries[e].term for e in cues.entry.tolist()],
        "type": Choices(cues.type.astype(np.int64), CUE_TYPES),
    }


def claim_columns(coded: CodedText, labels: Labels, chosen: np.ndarray) -> dict:
    """Return the columns of SHARD["claims"] for the sentences `chosen`, int64[n]."""
    doc = coded.sentence_doc[chosen]
    start, end = coded.sentence_start[chosen], coded.sentence_end[chosen]
    return {
        **place_columns(coded, chosen),
        "text": _texts(coded, start, end, doc),
        "hedged": labels.hedged[chosen],
        "certainty": labels.certainty[chosen],
        "claim": _names(CLAIMS, labels.claim[chosen]),
        "negated": labels.negated[chosen],
        "direction": _names(DIRECTIONS, labels.direction[chosen]),
        "agent": _phrases(coded, labels.agent[chosen], doc),
        "effect": _phrases(coded, labels.effect[chosen], doc),
        "advice": _names(ADVICE, labels.advice[chosen]),
        "attribution": _names(ATTRIBUTIONS, labels.attribution[chosen]),
        "attribution_named": labels.attribution_named[chosen],
        "evidence": labels.evidence[chosen],
        "is_question": labels.is_question[chosen],
        "rule": labels.rule(chosen),
    }


def _names(names: tuple[str, ...], values: np.ndarray) -> Choices:
    return Choices(values.astype(np.int64), names)


def _phrases(coded: CodedText, tokens: np.ndarray, doc: np.ndarray) -> list[str | None]:
    """Return the text of token spans int64[n, 2], None where there is none."""
    there = tokens[:, 0] >= 0
    at = np.where(there[:, None], tokens, 0)
    if not len(coded.token_start):
        return [None] * len(tokens)
    texts = _texts(coded, coded.token_start[at[:, 0]], coded.token_end[at[:, 1]], doc)
    return [text if known else None for text, known in zip(texts, there.tolist(), strict=True)]
