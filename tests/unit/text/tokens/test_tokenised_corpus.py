"""Tokenised text: its arrays fit together, survive the disk, ignore quotes and line ends."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.steps.score import score_documents
from hedgerow.text.blocks.block import BLOCK_KINDS
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.sentences import LONGEST_SENTENCE
from hedgerow.text.tokens.token_file import read_tokens, write_tokens
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokeniser import encode

_ARTICLE = """Sleep and rest

Resting may help some people who sleep badly, e.g. at 2.5 degrees. "Does it help?" asked Dr. Green.

How to rest

It's known as Ann's rule. The patients' rooms were quiet; nobody's dog barked.

- Switch off the light.
- Close the door
"""

_ODD = {
    "empty": "",
    "mark": "#",
    "word": "Kratom",
    "punctuation": "?! ... ,",
    "long": "a" * 10_000,
    "surrogate": "a \ud800 b",
    "chinese": "这是一个句子。这是第二个。",
    "emoji": "Sleep 😴 helps 👍🏽. ❤️",
    "hebrew": "שלום עולם. זה טוב.",
    "nul": "a\x00b",
}


def tokenised_from(*texts: str) -> TokenisedCorpus:
    return encode([document_from_text(f"d{i}", text) for i, text in enumerate(texts)])


def assert_fits(tokenised: TokenisedCorpus) -> None:
    """Every level covers the one below it, in order, inside its bounds."""
    n_docs, n_blocks, n_sentences = (
        len(tokenised.doc_ids),
        len(tokenised.block_kind),
        len(tokenised.sentence_start),
    )
    n_tokens = len(tokenised.token_type)
    for offsets, outer, inner in (
        (tokenised.doc_block, n_docs, n_blocks),
        (tokenised.block_sentence, n_blocks, n_sentences),
        (tokenised.sentence_token, n_sentences, n_tokens),
    ):
        assert len(offsets) == outer + 1
        assert offsets[0] == 0
        assert offsets[-1] == inner
        assert (np.diff(offsets) >= 0).all()
    assert (np.diff(tokenised.sentence_token) > 0).all()
    assert len(tokenised.token_sentence) == n_tokens
    block = tokenised.sentence_block
    assert (tokenised.sentence_start >= tokenised.block_start[block]).all()
    assert (tokenised.sentence_end <= tokenised.block_end[block]).all()
    assert (tokenised.token_start >= tokenised.sentence_start[tokenised.token_sentence]).all()
    assert (tokenised.token_end <= tokenised.sentence_end[tokenised.token_sentence]).all()
    for t in range(n_tokens):
        text = tokenised.text(int(tokenised.token_doc[t]))
        surface = tokenised.type_text[tokenised.token_type[t]]
        assert text[tokenised.token_start[t] : tokenised.token_end[t]] == surface


def test_an_article() -> None:
    tokenised = tokenised_from(_ARTICLE)
    assert_fits(tokenised)
    kinds = [BLOCK_KINDS[k] for k in tokenised.block_kind]
    assert kinds.count("paragraph") == 2
    assert tokenised.block_section[0] == 0
    assert tokenised.block_section[-1] >= 1
    assert {"it's", "ann", "patients"} <= set(tokenised.word_text)
    word = tokenised.word_text[
        tokenised.token_base[tokenised.token_word == tokenised.word_ids["ann's"]][0]
    ]
    assert word == "ann"


@pytest.mark.parametrize("text", _ODD.values(), ids=_ODD)
def test_odd_texts(text) -> None:
    tokenised = tokenised_from(text, "Before it. After it.", text)
    assert_fits(tokenised)
    assert tokenised.doc_ids == ["d0", "d1", "d2"]


def test_no_documents() -> None:
    tokenised = encode([])
    assert_fits(tokenised)
    assert len(tokenised.word_text) == 0


def test_a_document_does_not_see_its_neighbours() -> None:
    alone = tokenised_from("'s rest")
    after = tokenised_from("He went to Ann", "'s rest")
    assert [alone.type_text[t] for t in alone.token_type] == [
        after.type_text[t] for t in after.token_type[after.doc_token[1] :]
    ]


@pytest.mark.parametrize("texts", [(), tuple(_ODD.values()), (_ARTICLE, "", _ARTICLE)])
def test_what_is_written_is_read_and_written_again_byte_for_byte(tmp_path, texts) -> None:
    tokenised = tokenised_from(*texts)
    first, second = tmp_path / "a.arrow", tmp_path / "b.arrow"
    write_tokens(first, tokenised)
    read = read_tokens(first)
    write_tokens(second, read)
    assert first.read_bytes() == second.read_bytes()
    for name in TokenisedCorpus.__dataclass_fields__:
        ours, theirs = getattr(tokenised, name), getattr(read, name)
        if isinstance(ours, np.ndarray):
            assert ours.dtype == theirs.dtype
            assert np.array_equal(ours, theirs)
        else:
            safe = [s.encode("utf-8", "replace").decode() for s in ours]
            assert safe == [str(s) for s in theirs]


def test_tokenised_text_is_read_without_pandas(tmp_path) -> None:
    path = tmp_path / "a.arrow"
    write_tokens(path, tokenised_from(_ARTICLE))
    code = (
        "import sys, pathlib\n"
        "from hedgerow.text.tokens.token_file import read_tokens\n"
        f"c = read_tokens(pathlib.Path({json.dumps(str(path))})); c.token_word; c.text(0)\n"
        "print(sorted({'pandas', 'scipy.stats', 'matplotlib', 'nltk'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


_MEASURE = """
from pathlib import Path
from hedgerow.text.blocks.document import document_from_text
from hedgerow.text.tokens.tokeniser import encode

def peak():
    # not ru_maxrss, which begins with the memory of the process that started this one
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024

encode([document_from_text("d", "It may help. " * 10)])  # compiles the kernels
before = peak()
corpus = encode([document_from_text("d", "kratom may help pain and " * 60_000)])
print(max(corpus.sentence_token[1:] - corpus.sentence_token[:-1]), peak() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux shows the memory")
def test_a_text_without_stops_takes_bounded_memory() -> None:
    run = [sys.executable, "-c", _MEASURE]
    longest, megabytes = subprocess.run(
        run, capture_output=True, text=True, check=True
    ).stdout.split()
    assert int(longest) <= LONGEST_SENTENCE
    assert int(megabytes) < 200


def _scored(text: str) -> dict:
    (line,) = score_documents([document_from_text("d", text)])
    line.pop("sentence_spans")
    return line


def _alike(text: str, changed: str) -> None:
    """Two texts have the same words, sentences and scores."""
    a, b = tokenised_from(text), tokenised_from(changed)
    for tokenised in (a, b):
        assert_fits(tokenised)
    assert [a.word_text[w] for w in a.token_word] == [b.word_text[w] for w in b.token_word]
    assert a.sentence_token.tolist() == b.sentence_token.tolist()
    assert a.block_kind.tolist() == b.block_kind.tolist()
    one, other = _scored(text), _scored(changed)
    np.testing.assert_equal(one, other)


_SENTENCES = st.lists(
    st.sampled_from(
        [
            "It's the patients' choice.",
            'She said "it may help" to Ann\'s mother.',
            '"Why not?" asked Dr. Green.',
            "The dose was 2.5 mg, e.g. at 5 p.m. in the U.S. Nobody knew.",
            "'Stop,' he said. 'It is late.'",
            "Sleep helps...",
            "A well-known rule (see Fig. 2) holds - or not!",
            "Kratom—a tree—grows there/here.",
        ]
    ),
    min_size=1,
    max_size=6,
)
_PARAGRAPHS = st.lists(_SENTENCES.map(" ".join), min_size=1, max_size=4)


@given(_PARAGRAPHS)
@settings(max_examples=40, deadline=None)
def test_curly_quotes_change_nothing(paragraphs) -> None:
    text = "\n\n".join(paragraphs)
    curly, inside = [], False
    for character in text:
        if character == '"':
            inside = not inside
            curly.append("“" if inside else "”")
        else:
            curly.append("’" if character == "'" else character)
    _alike(text, "".join(curly))


@given(_PARAGRAPHS, st.sampled_from(["\r\n", "\r", "\u2028"]))
@settings(max_examples=40, deadline=None)
def test_line_ends_change_nothing(paragraphs, end) -> None:
    text = "\n\n".join(paragraphs) + "\n"
    _alike(text, text.replace("\n", end))


@given(_PARAGRAPHS, st.sampled_from(["  ", "\t", "\u00a0", "\u2009", " \u200b", "    "]))
@settings(max_examples=40, deadline=None)
def test_white_space_between_words_changes_nothing(paragraphs, space) -> None:
    text = "\n\n".join(paragraphs)
    _alike(text, text.replace(" ", space))


@given(_PARAGRAPHS)
@settings(max_examples=30, deadline=None)
def test_space_at_the_ends_of_lines_and_empty_lines_change_nothing(paragraphs) -> None:
    text = "\n\n".join(paragraphs)
    _alike(text, "\n \n" + text.replace("\n\n", "  \n \n\t\n") + "   \n\n")


def test_parts_are_the_text_cut_at_documents(tmp_path) -> None:
    texts = ["A title\n\nThe cat sat. It was happy.", "", "One.\n\nTwo three.", "Green tea."]
    whole = encode([document_from_text(str(i), text) for i, text in enumerate(texts)])
    write_tokens(tmp_path / "text.arrow", whole)
    for tokenised in (whole, read_tokens(tmp_path / "text.arrow")):
        parts = list(tokenised.parts(2))
        assert [part.doc_ids for part in parts] == [["0", "1"], ["2", "3"]]
        assert [part.text(d) for part in parts for d in range(2)] == [
            whole.text(d) for d in range(4)
        ]
        for name in ("token_word", "token_end", "block_kind", "sentence_prose", "sentence_start"):
            joined = np.concatenate([getattr(part, name) for part in parts])
            assert joined.tolist() == getattr(whole, name).tolist()
        second = parts[1]
        assert second.doc_block[0] == second.block_sentence[0] == second.sentence_token[0] == 0
        assert second.sentence_doc.tolist() == [0, 0, 1]
        assert second.words_before.tolist()[-1] == 5
    assert list(encode([]).parts()) == []


def test_words_of_prose_are_those_of_its_sentences() -> None:
    body = "The cat sat on the mat, 5 times. It was happy and it said so, to all of us!"
    texts = [f"A short title\n\n{body}", "", "Green tea."]
    tokenised = encode([document_from_text(str(i), text) for i, text in enumerate(texts)])
    words, offsets = tokenised.prose_words
    got = " ".join(tokenised.word_text[w] for w in words.tolist())
    assert got == (
        "the cat sat on the mat times it was happy and it said so to all of us green tea"
    )
    assert offsets.tolist() == [0, 18, 18, 20]


def test_texts_of_one_byte_a_character_are_known(tmp_path) -> None:
    texts = ["A plain line.\n\nAnother one.", "", "Café au lait — naïve.\n\nIt is."]
    tokenised = encode([document_from_text(str(i), text) for i, text in enumerate(texts)])
    write_tokens(tmp_path / "text.arrow", tokenised)
    for either in (tokenised, read_tokens(tmp_path / "text.arrow")):
        assert either.doc_ascii.tolist() == [True, True, False]


def test_a_compact_text_keeps_what_it_uses_and_reads_the_same() -> None:
    texts = ["The cat sat. It was happy.", "Ann's green tea, 5 times. Ann sat."]
    whole = encode([document_from_text(str(i), text) for i, text in enumerate(texts)])
    for part in whole.parts(1):
        small = part.compact()
        assert len(small.type_text) == len(set(part.token_type.tolist())) < len(whole.type_text)
        for names in ("type_text", "type_kind", "type_letters"):
            before, after = getattr(part, names), getattr(small, names)
            assert [before[t] for t in part.token_type] == [after[t] for t in small.token_type]
        for ids in ("token_word", "token_base"):
            before = [part.word_text[w] for w in getattr(part, ids)]
            assert before == [small.word_text[w] for w in getattr(small, ids)]
    assert encode([]).compact().type_text == []


def test_a_document_alone_reads_the_same_with_its_own_types() -> None:
    texts = ["The cat sat. It was happy.", "", "Ann's green tea, 5 times.\n\nAnn sat."]
    whole = encode([document_from_text(str(i), text) for i, text in enumerate(texts)])
    for d, text in enumerate(texts):
        alone, own = whole.document(d), encode([document_from_text(str(d), text)])
        assert_fits(alone)
        assert (alone.doc_ids, alone.text(0)) == (own.doc_ids, own.text(0))
        assert sorted(alone.type_text) == sorted(own.type_text)
        assert alone.block_prose.tolist() == own.block_prose.tolist()
        assert alone.sentence_start.tolist() == own.sentence_start.tolist()
