"""The vocabulary of the encoder: the pieces of BERT's that English health text uses."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from encoder_training.free_text import free_text
from encoder_training.parts import SET_ASIDE, site_parts
from encoder_training.rows import FILES, WEB
from hedgerow.labels.wordpieces import WordPieces
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from label_training.gold import Item, gold_items, tokenised_items

SIZE = 16_000
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_LETTERS_BELOW = 0x250
_SIGNS = "“”’‘–—…•"


def _kept_always(piece: str) -> bool:
    """Return whether a piece stays, however rare: signs and letters, to cover any Latin word."""
    sign = piece.removeprefix("##")
    return piece in SPECIAL or (len(sign) == 1 and (ord(sign) < _LETTERS_BELOW or sign in _SIGNS))


def _counted(text: TokenisedCorpus, used: np.ndarray, pieces: WordPieces, size: int) -> np.ndarray:
    """Return int64[size]: how often each piece occurs in the tokens `used`, bool[T]."""
    flat, begin = pieces.table(text.type_text)
    count = np.bincount(text.token_type[used], minlength=len(text.type_text))
    return np.bincount(flat, np.repeat(count, np.diff(begin)), size).astype(np.int64)


def cut_vocabulary(full: list[str], folder: Path, keep: Path) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the most frequent pieces of gold and free text, and their numbers in `full`.

    Text of sites set aside is not counted. The choice is kept in a file of the folder `keep`.
    """
    file = keep / "vocabulary.json"
    if not file.exists():
        pieces = WordPieces({piece: i for i, piece in enumerate(full)})
        items = gold_items(folder, list(FILES))
        parts = site_parts(i.gold["site"] for i in items if i.source == "consumer_web")
        aside = {site for site, part in parts.items() if part == SET_ASIDE}
        gold = tokenised_items(
            [i for i in items if i.source not in WEB or i.gold["site"] not in aside]
        )
        count = _counted(gold, np.ones(len(gold.token_type), bool), pieces, len(full))
        free, sites = free_text(folder)
        used = np.array([site not in aside for site in sites])[free.token_doc]
        count += _counted(free, used, pieces, len(full))
        order = np.argsort(-count, kind="stable").tolist()
        chosen = [i for i in range(len(full)) if _kept_always(full[i])]
        held = set(chosen)
        chosen += [i for i in order if i not in held and count[i] > 1]
        keep.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([full[i] for i in sorted(chosen[:SIZE])]))
    vocabulary = tuple(json.loads(file.read_text()))
    number = {piece: i for i, piece in enumerate(full)}
    return vocabulary, np.array([number[piece] for piece in vocabulary])


def share_as_published(texts: list[str], full: list[str], weights: Path) -> float:
    """Return the share of texts whose pieces by type are those of the published tokeniser.

    The others have characters that Hedgerow's tokens leave out.
    """
    from transformers import AutoTokenizer

    theirs = AutoTokenizer.from_pretrained(weights)
    text = tokenised_items([Item("", original, "", {}) for original in texts])
    flat, begin = WordPieces({piece: i for i, piece in enumerate(full)}).table(text.type_text)
    same = 0
    for d, original in enumerate(texts):
        types = text.token_type[text.doc_token[d] : text.doc_token[d + 1]].tolist()
        ours = [p for t in types for p in flat[begin[t] : begin[t + 1]].tolist()]
        same += ours == theirs(original, add_special_tokens=False)["input_ids"]
    return same / len(texts)
