"""What stands at a span of tokens."""

from __future__ import annotations

from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus


def surface(tokenised: TokenisedCorpus, first: int, last: int) -> str:
    """Return the text from token `first` to token `last` of one document."""
    d = int(tokenised.sentence_doc[tokenised.token_sentence[first]])
    return tokenised.text(d)[tokenised.token_start[first] : tokenised.token_end[last]]
