"""The words that the surest claims rest on, for the claims that a report lists."""

from __future__ import annotations

from collections.abc import Sequence

from hedgerow.labels.influence import influential_tokens
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode

EXPLAINED = 20
"""Claims of a list that are explained: each takes as many readings as it has words."""

NOTICED = 0.005
"""Fall of the probability of a label, at least, of a word that the claim rests on."""


def rests_on(texts: Sequence[str]) -> list[str | None]:
    """Return the words that each claim rests on, most important first; None for none.

    How much the probability falls without a word is not told: for labels that are nearly certain it
    is a hundredth or less.

    Args:
        texts: sentences, EXPLAINED at most.
    """
    return [
        ", ".join(word for word, fall in own if fall >= NOTICED) or None
        for own in claim_words(texts)
    ]


def claim_words(texts: Sequence[str], top: int = 3) -> list[list[tuple[str, float]]]:
    """Return for each sentence the words without which its claim is less likely.

    Args:
        texts: sentences; of one that is cut into several, the first part is read.
        top: words of each, at most.

    Returns:
        For each of the first EXPLAINED sentences its words, each with how much the probability of
        the class of the claim falls when the word is left out, largest first; for the others none.

    Example:
        >>> [word for word, fall in claim_words(["The tea relieves pain."])[0]][:1]
        ['relieves']
    """
    chosen = list(texts[:EXPLAINED])
    if not chosen:
        return []
    text = encode([document_from_text(str(i), sentence) for i, sentence in enumerate(chosen)])
    begin, end = text.doc_sentence[:-1], text.doc_sentence[1:]
    read = begin < end
    found = iter(influential_tokens(text, begin[read], "claim", top))
    word = [text.type_text[i] for i in text.token_type.tolist()]
    words = [
        [(word[token], fall) for token, fall in next(found)] if known else []
        for known in read.tolist()
    ]
    return words + [[] for _ in texts[EXPLAINED:]]
