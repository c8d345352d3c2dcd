"""Grounds of the labels: the words and weights behind the claim of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.labels.claim_sites import Sites
from hedgerow.labels.cues import Cues
from hedgerow.labels.fast_labels import FastScores
from hedgerow.labels.lexicon_marks import first_per_sentence
from hedgerow.lexicons.vocabulary import CLAIMS
from hedgerow.tables.strings import Choices
from hedgerow.text.tokens.excerpts import excerpts
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class Grounds:
    """What explains the claims of a text: their sites, cues and, of the fast labeller, features."""

    tokenised: TokenisedCorpus
    fast: FastScores | None  # of the fast labeller, where it chose the claims
    site: Sites
    cues: Cues

    def rule(self, claim: np.ndarray, chosen: np.ndarray) -> Choices:
        """Return the grounds of the claims of the sentences `chosen` (int64[n]), None for none.

        Args:
            claim: int8[S], place in CLAIMS.
        """
        made = claim[chosen] != CLAIMS.index("none")
        sentences = chosen[made]
        names = [CLAIMS[code] for code in claim[sentences].tolist()]
        site = self._surfaces(sentences, self.site.first[sentences], self.site.last[sentences])
        at = np.append(np.flatnonzero(self.cues.hedges), -1)
        first = first_per_sentence(
            at[:-1], self.tokenised.token_sentence[self.cues.first[at[:-1]]], len(claim)
        )[sentences]
        first = np.where(claim[sentences] == CLAIMS.index("conditional_causal"), first, -1)
        cue = np.append(self.cues.first, -1)[first], np.append(self.cues.last, -1)[first]
        why = [""] * len(names)
        if self.fast is not None:
            why = self.fast.reasons(sentences, "claim", names, 3)
        texts = list(map(_in_words, names, site, self._surfaces(sentences, *cue), why))
        return Choices(np.where(made, np.cumsum(made) - 1, -1), texts)

    def _surfaces(self, sentences: np.ndarray, first: np.ndarray, last: np.ndarray) -> list[str]:
        """Return the text of a span of tokens of each sentence, "" where the first is below 0."""
        edges = np.zeros((2, len(first)), np.int64)
        there = first >= 0
        edges[0, there] = self.tokenised.token_start[first[there]]
        edges[1, there] = self.tokenised.token_end[last[there]]
        doc = self.tokenised.sentence_doc[sentences]
        return excerpts(self.tokenised, doc, edges, joined=False)[0].take(np.arange(len(first)))


def _in_words(claim: str, site: str, hedge: str, why: str) -> str:
    text = claim
    if site:
        kind = "word of association" if claim == "correlational" else "effect word"
        text += f'; {kind} "{site}"'
    if hedge:
        text += f'; hedge "{hedge}"'
    if why:
        text += f"; strongest features {why}"
    return text
