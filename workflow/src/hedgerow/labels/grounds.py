"""Grounds of the labels: the words and weights behind the claim of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.labels.claim_sites import Sites
from hedgerow.labels.cues import Cues
from hedgerow.labels.fast_labels import FastScores
from hedgerow.labels.lexicon_marks import first_per_sentence
from hedgerow.lexicons.vocabulary import CLAIMS
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


@dataclass(frozen=True)
class Grounds:
    """What explains the claims of a text: their sites, cues and, of the fast labeller, features."""

    tokenised: TokenisedCorpus
    fast: FastScores | None  # of the fast labeller, where it chose the claims
    site: Sites
    cues: Cues

    def rule(self, claim: np.ndarray, chosen: np.ndarray) -> list[str | None]:
        """Return the grounds of the claims of the sentences `chosen` (int64[n]), None for none.

        Args:
            claim: int8[S], place in CLAIMS.
        """
        claims = np.flatnonzero(claim[chosen] != CLAIMS.index("none"))
        sentences = chosen[claims]
        found: list[list[tuple[str, float]]] = [[] for _ in sentences]
        if self.fast is not None:
            classes = [CLAIMS[code] for code in claim[sentences].tolist()]
            found = self.fast.reasons(sentences, "claim", classes, 3)
        hedge = self._first_hedge(len(claim))
        texts: list[str | None] = [None] * len(chosen)
        for i, s, why in zip(claims.tolist(), sentences.tolist(), found, strict=True):
            texts[i] = self._words(CLAIMS[claim[s]], s, int(hedge[s]), why)
        return texts

    def _first_hedge(self, sentences: int) -> np.ndarray:
        at = np.flatnonzero(self.cues.hedges)
        sentence = self.tokenised.token_sentence[self.cues.first[at]]
        return first_per_sentence(at, sentence, sentences)

    def _words(self, claim: str, s: int, hedge: int, why: list[tuple[str, float]]) -> str:
        parts = [claim]
        if self.site.mark[s] >= 0:
            word = surface(self.tokenised, int(self.site.first[s]), int(self.site.last[s]))
            kind = "word of association" if claim == "correlational" else "effect word"
            parts.append(f'{kind} "{word}"')
        if hedge >= 0 and claim == "conditional_causal":
            first, last = int(self.cues.first[hedge]), int(self.cues.last[hedge])
            parts.append(f'hedge "{surface(self.tokenised, first, last)}"')
        if why:
            weights = ", ".join(f"{name} {weight:+.2f}" for name, weight in why)
            parts.append(f"strongest features {weights}")
        return "; ".join(parts)


def surface(tokenised: TokenisedCorpus, first: int, last: int) -> str:
    """Return the text from token `first` to token `last`."""
    d = int(tokenised.sentence_doc[tokenised.token_sentence[first]])
    return tokenised.piece(d, int(tokenised.token_start[first]), int(tokenised.token_end[last]))
