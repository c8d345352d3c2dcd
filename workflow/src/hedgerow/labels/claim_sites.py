"""Sites of claims: the effect word or word of association that carries the claim of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hedgerow.labels.lexicon_marks import first_per_sentence, of_table
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.lexicons.load import Lexicon
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus

_NEAR_OUTCOME = 8
_HELPER = "help~"


@dataclass(frozen=True)
class Sites:
    """The mark that carries the claim of each sentence; -1 in `mark` where there is none."""

    mark: np.ndarray  # int64[S], place in `marks`
    first: np.ndarray  # int64[S], first token of the effect or relation word
    last: np.ndarray  # int64[S]

    def where(self, keep: np.ndarray) -> Sites:
        """Return the sites of the sentences that an index picks."""
        return Sites(self.mark[keep], self.first[keep], self.last[keep])


def claim_sites(tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks) -> tuple[Sites, Sites]:
    """Return the effect word and the word of association that carry the claim of each sentence.

    The first effect verb with an outcome of its sentence within eight tokens after it, else the
    first effect word with one, else the first verb, else the first noun ("effects on"); a plain
    "help" gives way to the effect word that follows it within three tokens.
    """
    n = len(tokenised.sentence_start)
    effects = np.flatnonzero(of_table(marks, lexicon, "effects"))
    verbs = effects[~of_table(marks.where(effects), lexicon, "effects", label="noun")]
    best = first_per_sentence(effects, tokenised.token_sentence[marks.first[effects]], n)
    verb = first_per_sentence(verbs, tokenised.token_sentence[marks.first[verbs]], n)
    outcomes = np.sort(marks.first[of_table(marks, lexicon, "outcomes")])
    ahead = np.append(outcomes, np.iinfo(np.int64).max)[
        np.searchsorted(outcomes, marks.last[effects], "right")
    ]
    end = tokenised.sentence_token[tokenised.token_sentence[marks.first[effects]] + 1]
    near = effects[(ahead - marks.last[effects] <= _NEAR_OUTCOME) & (ahead < end)]
    noun = of_table(marks.where(near), lexicon, "effects", label="noun")
    best = np.where(verb >= 0, verb, best)
    for chosen in (near, near[~noun]):
        sure = first_per_sentence(chosen, tokenised.token_sentence[marks.first[chosen]], n)
        best = np.where(sure >= 0, sure, best)
    helper = lexicon.where(term=_HELPER)
    following = np.minimum(best + 1, len(marks.entry) - 1) if len(marks.entry) else best
    if len(effects):
        is_effect = np.zeros(len(marks.entry), bool)
        is_effect[effects] = True
        near = marks.first[following] - marks.last[best] <= 3
        same = is_effect[following] & (best >= 0) & near & (following > best)
        same &= tokenised.token_sentence[marks.first[following]] == np.arange(n)
        best = np.where(same & helper[marks.entry[best]], following, best)
    relations = np.flatnonzero(of_table(marks, lexicon, "relations"))
    relation = first_per_sentence(relations, tokenised.token_sentence[marks.first[relations]], n)
    return _sites(marks, best), _sites(marks, relation)


def _sites(marks: Marks, at: np.ndarray) -> Sites:
    first, last = np.append(marks.first, -1), np.append(marks.last, -1)
    return Sites(at, first[at], last[at])
