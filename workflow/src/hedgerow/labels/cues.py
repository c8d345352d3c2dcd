"""Cues of hedging and boosting: the terms of cues.tsv in the uses that hedge or boost.

A listed word is a candidate. A linear model of the words around it and of the register of the
sentence decides whether a candidate is a hedge ("may help", not "may be used by mail"; "or" in a
guess, not in a list), because trained annotators agree on words far less than on uses (Vincze et
al. 2008; Konstantinova et al. 2012); a few rules precede it (`plain_cues`). Without weights every
candidate of the headline types counts and `conditional` never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hedgerow.labels.cue_features import cue_features
from hedgerow.labels.features import Prepared, prepare
from hedgerow.labels.lexicon_marks import class_tokens, last_at
from hedgerow.labels.lexicon_matcher import Marks, find_terms
from hedgerow.labels.linear_model import OUTPUTS, Model
from hedgerow.labels.model_labels import ModelLabels
from hedgerow.labels.scores import Scores, score_sentences
from hedgerow.lexicons.load import Entry, Lexicon
from hedgerow.lexicons.vocabulary import CANDIDATE_TYPES, CUE_TYPES, HEDGE_TYPES, is_any
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class Cues:
    """C cues, sorted by first token."""

    first: np.ndarray  # int64[C], first token
    last: np.ndarray  # int64[C], last token, inclusive
    entry: np.ndarray  # int64[C], place in Lexicon.entries
    type: np.ndarray  # int8[C], place in CUE_TYPES
    hedges: np.ndarray  # bool[C], the cue hedges its sentence

    def where(self, keep: np.ndarray) -> Cues:
        """Return the cues that a boolean or integer index picks."""
        return Cues(
            self.first[keep], self.last[keep], self.entry[keep], self.type[keep], self.hedges[keep]
        )


def _cue_type(entry: Entry) -> int:
    listed = entry.table == "cues" and entry.label != "none"
    return CUE_TYPES.index(entry.label) if listed else -1


def entry_types(lexicon: Lexicon) -> np.ndarray:
    """Return int8[entries]: the type of each cue, -1 for blockers and other tables."""
    return lexicon.of_each(_cue_type, np.int8)


def cue_candidates(marks: Marks, lexicon: Lexicon) -> Marks:
    """Return the marks that are cues of any type, sorted by first token."""
    cues = marks.where(entry_types(lexicon)[marks.entry] >= 0)
    return cues.where(np.argsort(cues.first, kind="stable"))


def is_explicit(entry: Entry) -> bool:
    """Return whether a term of a headline type has three words or more ("is widely believed to").

    Such an expression is a hedge in every context.
    """
    places = sum(() not in slot for slot in entry.slots)
    return entry.table == "cues" and entry.label in HEDGE_TYPES and places >= 3


def _plain(entry: Entry) -> bool:
    return entry.plain


def _always(entry: Entry) -> bool:
    return entry.always


def _only_in_reviews(entry: Entry) -> bool:
    return entry.term in _REVIEW_ONLY


_BELIEF = "=believe|believes|believed|think|thinks|thought"
HEDGED = 0.5
"""Probability of a hedge from which a sentence of the web is hedged, whatever its words."""
_HEDGED_ALWAYS = 0.1
"""The same where a cue stands in it that the lexicon marks as plain or as always a hedge."""
_CUE_WORD = 0.5
"""Probability from which the encoder takes a word for one that hedges."""
_TOKENS_AT_ONCE = 1 << 20
"""Number of tokens that the features of cues are made from at a time."""
_REVIEW_ONLY = ("can", "if", "or")
_NO_REVIEW = -0.5
"""Score of the register below which a sentence is hardly one of a personal review."""


def plain_cues(
    tokenised: TokenisedCorpus, lexicon: Lexicon, cues: Marks, review: np.ndarray
) -> np.ndarray:
    """Return int8[C]: 1 for cues that always hedge, -1 for those that never do, 0 for the model.

    Explicit expressions, entries marked so and "some experts think" hedge; other vague sources
    ("some people report") give a speaker, not a doubt. *Can*, *if* and *or* were annotated as
    hedges in reviews alone.

    Args:
        review: float64[S], how much each sentence sounds like a personal review.
    """
    explicit = (lexicon.of_each(is_explicit) | lexicon.of_each(_always))[cues.entry]
    vague = lexicon.where(table="cues", label="weasel")[cues.entry]
    informal = lexicon.of_each(_only_in_reviews)[cues.entry]
    belief = class_tokens(tokenised, _BELIEF, lexicon)
    believed = last_at(belief, cues.last) >= cues.first
    elsewhere = review[tokenised.token_sentence[cues.first]] < _NO_REVIEW
    never = (vague & ~believed) | (informal & elsewhere)
    return np.where(explicit | (vague & believed), 1, -never.astype(np.int8)).astype(np.int8)


def _hedge_scores(
    tokenised: TokenisedCorpus, cues: Marks, ready: Prepared, review: np.ndarray, linear: Model
) -> Iterator[np.ndarray]:
    """Yield float64[n], the linear scores of the next n cues.

    A cue reads its whole sentence, so one sentence of many cues would cost memory by its square.
    """
    size = np.diff(tokenised.sentence_token)[tokenised.token_sentence[cues.first]]
    part = np.cumsum(size) // _TOKENS_AT_ONCE
    for at in np.split(np.arange(len(size)), np.flatnonzero(np.diff(part)) + 1):
        some = cues.where(at)
        unit, place = cue_features(tokenised, ready, linear.space, some, review, linear.keys)
        yield linear.scores(unit, place, len(at))[:, OUTPUTS.index("hedge")]


def _hedging(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    cues: Marks,
    scores: Scores,
    model: ModelLabels | None,
) -> np.ndarray:
    """Return bool[C]: the candidate hedges its sentence."""
    kind = entry_types(lexicon)[cues.entry]
    linear = scores.model
    if not linear.trained:
        return is_any(kind, CUE_TYPES, HEDGE_TYPES)
    ready = scores.ready or prepare(tokenised, lexicon, marks, linear.space)
    review = scores.of("review")
    hedge = np.concatenate([np.zeros(0), *_hedge_scores(tokenised, cues, ready, review, linear)])
    able = is_any(kind, CUE_TYPES, CANDIDATE_TYPES)
    plain = plain_cues(tokenised, lexicon, cues, review)
    listed = lexicon.of_each(_plain)[cues.entry]
    worded = np.where(plain != 0, plain > 0, (hedge > 0) | (listed if model is None else False))
    if model is None:
        return able & worded
    always = listed | lexicon.of_each(_always)[cues.entry]
    on_web = model.on_web[tokenised.token_sentence[cues.first]]
    confirmed = _confirmed(tokenised, cues, model, worded | listed, always)
    return able & np.where(on_web, confirmed & (plain >= 0), worded)


def _confirmed(
    tokenised: TokenisedCorpus,
    cues: Marks,
    model: ModelLabels,
    worded: np.ndarray,
    always: np.ndarray,
) -> np.ndarray:
    """Return bool[C]: the model of the sentence agrees that the cue hedges it.

    Args:
        worded: bool[C], the words around the cue say that it hedges.
        always: bool[C], the cue hedges in every context of a web page, by the lexicon.
    """
    hedged = model.hedged[tokenised.token_sentence[cues.first]]
    chosen = worded
    if "cue" in model.token:
        cue = model.token["cue"]
        chosen = chosen | (np.maximum(cue[cues.first], cue[cues.last]) >= _CUE_WORD)
    return (chosen & (hedged > HEDGED)) | (always & (hedged > _HEDGED_ALWAYS))


def find_cues(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks | None = None,
    scores: Scores | None = None,
    all_blocks: bool = False,
    model: ModelLabels | None = None,
) -> Cues:
    """Find the cues of a text.

    Args:
        marks, scores: results of `find_terms` and `score_sentences` for this text and lexicon.
        model: labels of the encoder, which confirms the hedges of web pages, if there are any.
        all_blocks: count headings, titles and tables too, not only prose.

    Returns:
        The cues: of the headline types only the uses that hedge; of all others every use, with
        `hedges` set for those that hedge their sentence.
    """
    marks = find_terms(tokenised, lexicon) if marks is None else marks
    scores = score_sentences(tokenised, lexicon, marks) if scores is None else scores
    found = cue_candidates(marks, lexicon)
    hedges = _hedging(tokenised, lexicon, marks, found, scores, model)
    kind = entry_types(lexicon)[found.entry]
    keep = hedges | ~is_any(kind, CUE_TYPES, HEDGE_TYPES)
    if not all_blocks and len(found.first):
        keep &= tokenised.sentence_prose[tokenised.token_sentence[found.first]]
    return Cues(found.first, found.last, found.entry, kind, hedges).where(keep)
