"""Coded text: its arrays fit together, survive the disk, and see no quotes, line ends or gaps."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.steps.score import score_documents
from hedgerow.text.block import BLOCK_KINDS
from hedgerow.text.coded import CodedText
from hedgerow.text.coded_file import read_coded, write_coded
from hedgerow.text.coder import encode
from hedgerow.text.document import document_from_text

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


def coded_of(*texts: str) -> CodedText:
    return encode([document_from_text(f"d{i}", text) for i, text in enumerate(texts)])


def assert_fits(coded: CodedText) -> None:
    """Every level covers the one below it, in order, inside its bounds."""
    n_docs, n_blocks, n_sentences = (
        len(coded.doc_ids),
        len(coded.block_kind),
        len(coded.sentence_start),
    )
    n_tokens = len(coded.token_type)
    for offsets, outer, inner in (
        (coded.doc_block, n_docs, n_blocks),
        (coded.block_sentence, n_blocks, n_sentences),
        (coded.sentence_token, n_sentences, n_tokens),
    ):
        assert len(offsets) == outer + 1
        assert offsets[0] == 0
        assert offsets[-1] == inner
        assert (np.diff(offsets) >= 0).all()
    assert (np.diff(coded.sentence_token) > 0).all()
    assert len(coded.token_sentence) == n_tokens
    block = coded.sentence_block
    assert (coded.sentence_start >= coded.block_start[block]).all()
    assert (coded.sentence_end <= coded.block_end[block]).all()
    assert (coded.token_start >= coded.sentence_start[coded.token_sentence]).all()
    assert (coded.token_end <= coded.sentence_end[coded.token_sentence]).all()
    for t in range(n_tokens):
        text = coded.text(int(coded.token_doc[t]))
        surface = coded.type_text[coded.token_type[t]]
        assert text[coded.token_start[t] : coded.token_end[t]] == surface


def test_an_article() -> None:
    coded = coded_of(_ARTICLE)
    assert_fits(coded)
    kinds = [BLOCK_KINDS[k] for k in coded.block_kind]
    assert kinds.count("paragraph") == 2
    assert coded.block_section[0] == 0
    assert coded.block_section[-1] >= 1
    assert {"it's", "ann", "patients"} <= set(coded.word_text)
    word = coded.word_text[coded.token_base[coded.token_word == coded.word_ids["ann's"]][0]]
    assert word == "ann"


@pytest.mark.parametrize("text", _ODD.values(), ids=_ODD)
def test_odd_texts(text) -> None:
    coded = coded_of(text, "Before it. After it.", text)
    assert_fits(coded)
    assert coded.doc_ids == ["d0", "d1", "d2"]


def test_no_documents() -> None:
    coded = encode([])
    assert_fits(coded)
    assert len(coded.word_text) == 0


def test_a_document_does_not_see_its_neighbours() -> None:
    alone = coded_of("'s rest")
    after = coded_of("He went to Ann", "'s rest")
    assert [alone.type_text[t] for t in alone.token_type] == [
        after.type_text[t] for t in after.token_type[after.doc_token[1] :]
    ]


@pytest.mark.parametrize("texts", [(), tuple(_ODD.values()), (_ARTICLE, "", _ARTICLE)])
def test_what_is_written_is_read_and_written_again_byte_for_byte(tmp_path, texts) -> None:
    coded = coded_of(*texts)
    first, second = tmp_path / "a.arrow", tmp_path / "b.arrow"
    write_coded(first, coded)
    read = read_coded(first)
    write_coded(second, read)
    assert first.read_bytes() == second.read_bytes()
    for name in CodedText.__dataclass_fields__:
        ours, theirs = getattr(coded, name), getattr(read, name)
        if isinstance(ours, np.ndarray):
            assert ours.dtype == theirs.dtype
            assert np.array_equal(ours, theirs)
        else:
            safe = [s.encode("utf-8", "replace").decode() for s in ours]
            assert safe == [str(s) for s in theirs]


def test_coded_text_is_read_without_pandas(tmp_path) -> None:
    path = tmp_path / "a.arrow"
    write_coded(path, coded_of(_ARTICLE))
    code = (
        "import sys, pathlib\n"
        "from hedgerow.text.coded_file import read_coded\n"
        f"c = read_coded(pathlib.Path({json.dumps(str(path))})); c.token_word; c.text(0)\n"
        "print(sorted({'pandas', 'scipy.stats', 'matplotlib', 'nltk'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _scored(text: str) -> dict:
    (line,) = score_documents([document_from_text("d", text)])
    line.pop("sentence_spans")
    return line


def _alike(text: str, changed: str) -> None:
    """Two texts have the same words, sentences and scores."""
    a, b = coded_of(text), coded_of(changed)
    for coded in (a, b):
        assert_fits(coded)
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
    write_coded(tmp_path / "text.arrow", whole)
    for coded in (whole, read_coded(tmp_path / "text.arrow")):
        parts = list(coded.parts(2))
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
    coded = encode([document_from_text(str(i), text) for i, text in enumerate(texts)])
    words, offsets = coded.prose_words
    got = " ".join(coded.word_text[w] for w in words.tolist())
    assert got == (
        "the cat sat on the mat times it was happy and it said so to all of us green tea"
    )
    assert offsets.tolist() == [0, 18, 18, 20]


def test_a_piece_is_cut_from_any_text(tmp_path) -> None:
    texts = ["A plain line.\n\nAnother one.", "", "Café au lait — naïve.\n\nIt is."]
    coded = encode([document_from_text(str(i), text) for i, text in enumerate(texts)])
    write_coded(tmp_path / "text.arrow", coded)
    for either in (coded, read_coded(tmp_path / "text.arrow")):
        for d in range(3):
            whole = either.text(d)
            assert either.piece(d, 0, len(whole)) == whole
            assert either.piece(d, 2, 9) == whole[2:9]


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
