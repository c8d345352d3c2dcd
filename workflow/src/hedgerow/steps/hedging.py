"""Rule `hedging`: cues and labels of the sentences of one shard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from hedgerow.labels import schemas
from hedgerow.labels.cues import Cues
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
from hedgerow.steps.passage_files import read_measured_text
from hedgerow.steps.places import place_columns
from hedgerow.steps.progress import Progress, count_of, step
from hedgerow.tables.io import Columns, writing
from hedgerow.tables.strings import Choices, Spelled
from hedgerow.text.blocks.block import BLOCK_KINDS
from hedgerow.text.tokens.excerpts import excerpts
from hedgerow.text.tokens.sentence_filter import without_sentences
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def run(
    text: Path,
    cues: Path,
    claims: Path,
    lexicons: Sequence[Path],
    boilerplate: Path | None = None,
    labels: str = "careful",
) -> None:
    """Find the cues and label the stated sentences of the tokenised text; write both tables.

    `claims` has a row for every sentence of prose and for every item of a list that states
    something, with the column `prose` to tell them apart, so that rates can be counted from it.
    """
    with (
        step("hedging") as said,
        writing(cues, schemas.CUES) as write_cues,
        writing(claims, schemas.CLAIMS) as write_claims,
    ):
        lexicon = load_lexicon([Path(path) for path in lexicons])
        tokenised = read_measured_text(text, boilerplate)
        write = {"cues": write_cues, "claims": write_claims}
        n_sentences, n_cues = measure(tokenised, lexicon, labels, write)
        said += [count_of(n_sentences, "sentence"), count_of(n_cues, "cue")]


def measure(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    labeller: str,
    write: Mapping[str, Callable[[Columns], None]],
    outside_prose: bool = False,
) -> tuple[int, int]:
    """Label the sentences of the tokenised text; return the numbers of sentences and cues.

    Args:
        write: for the names `cues` and `claims`, what takes the columns of the table, part by part.
        outside_prose: label headings, tables and the like as well.
    """
    n_sentences = n_cues = 0
    progress = Progress("hedging", len(tokenised.doc_ids))
    for part in tokenised.parts():
        sentences, cues = _measure_part(part, lexicon, labeller, write, outside_prose)
        n_sentences += sentences
        n_cues += cues
        progress.add(len(part.doc_ids))
    return n_sentences, n_cues


def _measure_part(
    part: TokenisedCorpus,
    lexicon: Lexicon,
    labeller: str,
    write: Mapping[str, Callable[[Columns], None]],
    outside_prose: bool,
) -> tuple[int, int]:
    """Do the same for one part, of which nothing is left in memory but what is written.

    The labels of a sentence rest on its own words, so those that no table has are left out first.
    """
    chosen = part.sentence_stated | outside_prose
    places = place_columns(part, np.flatnonzero(chosen))
    text = _indexed(without_sentences(part, ~chosen))
    labelled = label_sentences(text, lexicon, labeller=labeller)
    cues = labelled.cues
    number = places["sentence"][text.token_sentence[cues.first]]
    write["cues"](cue_columns(text, lexicon, cues) | {"sentence": number})
    write["claims"](claim_columns(text, labelled, np.arange(len(text.sentence_start))) | places)
    return len(text.sentence_start), len(cues.first)


def _indexed(part: TokenisedCorpus) -> TokenisedCorpus:
    """Return a part with its own types alone, whose numbers are as wide as numpy's indexes.

    The rules look up something for every token again and again; narrower numbers would be widened
    each time.
    """
    part = part.compact()
    names = ("token_type", "type_word", "word_base")
    return replace(part, **{name: getattr(part, name).astype(np.intp) for name in names})


def _texts(
    tokenised: TokenisedCorpus, start: np.ndarray, end: np.ndarray, doc: np.ndarray
) -> Spelled:
    """Return the clean text of spans, int[n] characters of documents in ascending order."""
    edges = np.stack([start, end]).astype(np.int64, copy=False)
    return excerpts(tokenised, doc, edges, joined=False)[0]


def cue_columns(tokenised: TokenisedCorpus, lexicon: Lexicon, cues: Cues) -> dict:
    """Return the columns of schemas.CUES."""
    sentence = tokenised.token_sentence[cues.first]
    doc = tokenised.sentence_doc[sentence]
    start, end = tokenised.token_start[cues.first], tokenised.token_end[cues.last]
    kinds = tokenised.block_kind[tokenised.sentence_block[sentence]]
    used, entry = np.unique(cues.entry, return_inverse=True)
    return {
        "doc_id": Choices(doc, tokenised.doc_ids),
        "sentence": sentence - tokenised.doc_sentence[doc],
        "zone": Choices(kinds.astype(np.int64), BLOCK_KINDS),
        "prose": tokenised.sentence_prose[sentence],
        "start": start,
        "end": end,
        "surface": _texts(tokenised, start, end, doc),
        "cue": Choices(entry, [lexicon.entries[e].term for e in used.tolist()]),
        "type": Choices(cues.type.astype(np.int64), CUE_TYPES),
    }


def claim_columns(tokenised: TokenisedCorpus, labels: Labels, chosen: np.ndarray) -> dict:
    """Return the columns of schemas.CLAIMS for the sentences `chosen`, int64[n]."""
    doc = tokenised.sentence_doc[chosen]
    start, end = tokenised.sentence_start[chosen], tokenised.sentence_end[chosen]
    return {
        **place_columns(tokenised, chosen),
        "prose": tokenised.sentence_prose[chosen],
        "text": _texts(tokenised, start, end, doc),
        "hedged": labels.hedged[chosen],
        "certainty": labels.certainty[chosen],
        "claim": _names(CLAIMS, labels.claim[chosen]),
        "claim_probability": labels.claim_probability[chosen],
        "stance": _names(STANCES, labels.stance[chosen]),
        "direction": _names(DIRECTIONS, labels.direction[chosen]),
        "agent": _phrases(tokenised, labels.agent[chosen], doc),
        "effect": _phrases(tokenised, labels.effect[chosen], doc),
        "outcome": _phrases(tokenised, labels.outcome[chosen], doc),
        "advice": _names(ADVICE, labels.advice[chosen]),
        "attribution": _names(ATTRIBUTIONS, labels.attribution[chosen]),
        "attribution_words": _phrases(tokenised, labels.attribution_words[chosen], doc),
        "attribution_named": labels.attribution_named[chosen],
        "evidence": labels.evidence[chosen],
        "is_question": labels.is_question[chosen],
        "rule": labels.rule(chosen).spelled(),
        "decided_by": _deciders(labels, chosen),
    }


def _names(names: tuple[str, ...], values: np.ndarray) -> Choices:
    return Choices(values.astype(np.int64), names)


def _deciders(labels: Labels, chosen: np.ndarray) -> Choices:
    """Return for each sentence the labels that a rule changed, with the rule; "" for none."""
    number = np.zeros(len(chosen), np.int64)
    for codes in labels.deciders.values():
        number = number * len(DECIDERS) + codes[chosen]
    numbers, which = np.unique(number, return_inverse=True)
    each = np.unravel_index(numbers, (len(DECIDERS),) * len(labels.deciders))
    texts = [
        "; ".join(
            f"{name}: {DECIDERS[code]}"
            for name, code in zip(labels.deciders, row, strict=True)
            if DECIDERS[code] != "model"
        )
        for row in zip(*(codes.tolist() for codes in each), strict=True)
    ]
    return Choices(which, texts)


def _phrases(tokenised: TokenisedCorpus, tokens: np.ndarray, doc: np.ndarray) -> Spelled:
    """Return the text of token spans int64[n, 2], None where there is none."""
    there = tokens[:, 0] >= 0
    edges = np.zeros((2, len(tokens)), np.int64)
    edges[0, there] = tokenised.token_start[tokens[there, 0]]
    edges[1, there] = tokenised.token_end[tokens[there, 1]]
    return replace(_texts(tokenised, edges[0], edges[1], doc), missing=~there)
