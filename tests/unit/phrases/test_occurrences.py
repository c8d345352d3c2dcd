"""Occurrences of phrases: matching, places, densities; agreement with a slow reference."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.errors import UserError
from hedgerow.phrases.occurrences import PLACES, find_occurrences
from hedgerow.phrases.phrase_list import checked_phrases, read_phrases
from hedgerow.phrases.phrase_matcher import phrase_words
from hedgerow.phrases.phrase_tables import (
    content_words,
    occurrence_forms,
    phrase_documents,
    phrase_rows,
    subheading_score,
    yoast_density,
    yoast_score,
)
from hedgerow.sources.inventory import survey
from hedgerow.statistics.dispersion import dp
from hedgerow.tables.strings import Choices
from hedgerow.text.blocks.block import BLOCK_KINDS, Block
from hedgerow.text.blocks.document import Document, document_from_text
from hedgerow.text.blocks.reading import read_document
from hedgerow.text.tokens.tokeniser import encode

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
from reference import compile_reference, found_by_reference

sys.path.pop(0)


def use_rows(tokenised, found, phrases):
    """The table `phrases` of occurrences that are all natural."""
    return phrase_rows(tokenised, found, phrases, *judged(tokenised, found, phrases))


def document_rows(tokenised, found, phrases):
    """The table `phrase_documents` of such occurrences."""
    return phrase_documents(tokenised, found, phrases, *judged(tokenised, found, phrases))


def judged(tokenised, found, phrases):
    natural = Choices(np.full(len(found), -1), [])
    return occurrence_forms(tokenised, found, phrases), natural


def code(*texts):
    return encode(document_from_text(f"d{i}", text) for i, text in enumerate(texts))


def document(*blocks, doc_id="d"):
    """A document of (kind, text) blocks; summaries, quotes and paragraphs are prose."""
    place, made, text = 0, [], []
    for kind, words in blocks:
        prose = kind in ("paragraph", "summary", "quote")
        made.append(Block(kind, place, place + len(words), int(kind == "heading"), prose))
        text.append(words)
        place += len(words) + 1
    return Document(doc_id, "\n".join(text), tuple(made), "text", "utf-8", place)


def surfaces(tokenised, phrases, **options):
    found = find_occurrences(tokenised, phrases, **options)
    rows = use_rows(tokenised, found, phrases)
    return list(zip(rows["phrase"], rows["surface"], strict=True))


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Sleep aid, SLEEP AID and sleep\u00a0aid.", "sleep aid", 3),
        ("It is a “sleep” aid, a 'sleep aid'.", "sleep aid", 2),
        ("A sleep, aid. Sleep-aid; sleep (aid).", "sleep aid", 0),
        ("Kratom's role, kratom’s role, kratoms role.", "kratom role", 2),
        ("kratom role", "kratom's role", 0),
        ("Costs 5.5 mg/day.", "5.5 mg", 1),
        ("a.b*c (x|y) [z]+", "(x|y)", 1),
        ("a.b*c", ".*", 0),
        ("Помогает ли кратом при бессоннице?", "кратом при", 1),
        ("schlaf für alle", "Schlaf FÜR", 1),
    ],
)
def test_what_counts_as_a_use(text, phrase, found):
    assert len(find_occurrences(code(text), [phrase])) == found


def test_a_use_never_crosses_blocks_but_may_cross_a_wrapped_line():
    crossing = document(("heading", "A better sleep"), ("paragraph", "aid for all."))
    assert len(find_occurrences(encode([crossing]), ["sleep aid"])) == 0
    wrapped = document(("paragraph", "A better sleep\naid for all."))
    assert surfaces(encode([wrapped]), ["sleep aid"]) == [("sleep aid", "sleep aid")]


def test_a_longer_phrase_hides_no_shorter_one():
    found = surfaces(code("does kratom help sleep"), ["kratom", "does kratom help", "kratom help"])
    assert sorted(found) == [
        ("does kratom help", "does kratom help"),
        ("kratom", "kratom"),
        ("kratom help", "kratom help"),
    ]


def forms(text, phrase, *families):
    tokenised = code(text)
    found = find_occurrences(tokenised, [phrase], families)
    rows = use_rows(tokenised, found, [phrase])
    return list(zip(rows["surface"], rows["form"], strict=True))


@pytest.mark.parametrize(
    ("text", "phrase", "families", "found"),
    [
        ("Tea vs. coffee, tea vs coffee.", "tea vs coffee", (),
         [("Tea vs. coffee", "spelling"), ("tea vs coffee", "exact")]),
        ("St Mary's tea and St. Mary's tea", "St. Mary's tea", (),
         [("St Mary's tea", "spelling"), ("St. Mary's tea", "exact")]),
        ("A room's window; the rooms' windows.", "room", (), [("room's", "possessive")]),
        ("Red balloon, red balloons, red ballooning.", "red balloon", ("plural",),
         [("Red balloon", "exact"), ("red balloons", "plural")]),
        ("Many remedies, one remedy.", "remedies", ("plural",),
         [("remedies", "exact"), ("remedy", "plural")]),
        ("An anti-stress, stress-free day without stress.", "stress", ("hyphen",),
         [("anti-stress", "hyphen"), ("stress-free", "hyphen"), ("stress", "exact")]),
        ("A red-balloon race with red balloon pins.", "red balloon", ("hyphen",),
         [("red-balloon", "hyphen"), ("red balloon", "exact")]),
        ("A sugar free, sugar-free diet.", "sugar-free", ("hyphen",),
         [("sugar free", "hyphen"), ("sugar-free", "exact")]),
        ("A sugar free diet.", "sugar-free", (), []),
        ("Red-balloons and a red, balloon.", "red balloon", ("plural", "hyphen"),
         [("Red-balloons", "plural")]),
        ("A sleep aid or a sleeping pill.", "sleep aid | sleeping pill", (),
         [("sleep aid", "exact"), ("sleeping pill", "synonym")]),
    ],
)  # fmt: skip
def test_forms_of_a_phrase(text, phrase, families, found):
    assert forms(text, phrase, *families) == found


def test_forms_are_counted_per_document():
    phrase = "sleep aid | sleeping pill"
    tokenised = code("A sleep aid, a sleep aid. The sleeping pill!")
    found = find_occurrences(tokenised, [phrase])
    row = document_rows(tokenised, found, [phrase])
    assert list(row["forms"]) == ["exact 2; synonym 1"]
    assert row["phrase_words"].tolist() == [2]
    assert row["count"].tolist() == [3]


def test_a_phrase_twice_in_one_compound_is_one_occurrence():
    assert forms("A tea-tea day.", "tea", "hyphen") == [("tea-tea", "hyphen")]
    assert forms("", "tea", "hyphen") == []


def test_synonyms_are_checked_and_told_apart():
    checked = checked_phrases(["sleep  aid? | pill", "(x|y)"], ["line 1", "line 2"])
    assert checked == [
        ("sleep aid | pill", ("sleep", "aid", "|", "pill")),
        ("(x|y)", ("(", "x", "|", "y", ")")),
    ]
    with pytest.raises(UserError, match="line 1: a phrase needs a letter"):
        checked_phrases(["sleep aid | ?"], ["line 1"])


def test_inflected_forms_only_when_asked():
    tokenised = code("It helps sleeping people. Sleep aids help.")
    phrases = ["help sleep", "sleep aid"]
    assert surfaces(tokenised, phrases) == []
    assert surfaces(tokenised, phrases, families=["inflected"]) == [
        ("help sleep", "helps sleeping"),
        ("sleep aid", "Sleep aids"),
    ]


@pytest.mark.parametrize("text", ["", "word", "\n\n", "?"])
def test_texts_of_nearly_nothing(text):
    tokenised = code(text)
    found = find_occurrences(tokenised, ["word", "no such phrase"])
    assert len(found) == (text == "word")
    columns = document_rows(tokenised, found, ["word", "no such phrase"])
    assert list(columns["count"]) == [1] * len(found)


def test_no_phrases_no_rows():
    tokenised = code("Some text.")
    found = find_occurrences(tokenised, [])
    assert len(list(use_rows(tokenised, found, [])["doc_id"])) == 0
    assert len(document_rows(tokenised, found, [])["count"]) == 0


def test_places():
    filler = " ".join(["word"] * 99)
    made = document(
        ("title", "Tea"),
        ("toc", "Tea"),
        ("paragraph", f"{filler} tea tea"),
        ("heading", "About tea"),
        ("paragraph", "More tea."),
        ("heading", "Final thoughts on tea"),
        ("paragraph", "Tea again."),
        ("heading", "References"),
        ("paragraph", "Tea et al."),
    )
    tokenised = encode([made])
    found = find_occurrences(tokenised, ["tea"])
    # the title and the list of contents are no prose: the 100th word of prose is the first "tea"
    assert [PLACES[p] for p in found.place] == [
        "title", "toc", "introduction", "body", "heading", "body", "heading", "conclusion", "body",
    ]  # fmt: skip


def test_each_place_is_counted_in_its_own_column():
    filler = " ".join(["word"] * 100)
    made = document(
        ("title", "Tea"),
        ("heading", "Tea tea"),
        ("toc", "Tea tea tea"),
        ("paragraph", "tea tea tea tea " + filler),
        ("paragraph", "tea tea tea tea tea"),
        ("heading", "Conclusion"),
        ("paragraph", "tea tea tea tea tea tea"),
    )
    tokenised = encode([made])
    found = find_occurrences(tokenised, ["tea"])
    rows = document_rows(tokenised, found, ["tea"])
    assert {place: rows[place].tolist() for place in PLACES} == {
        "title": [1], "heading": [2], "toc": [3], "introduction": [4], "body": [5],
        "conclusion": [6],
    }  # fmt: skip


def test_a_number_after_the_last_of_a_few_words_is_in_the_last_slice():
    tokenised = code("one two three four five 2024")
    row = document_rows(tokenised, find_occurrences(tokenised, ["2024"]), ["2024"])
    # five words in ten slices: the even ones have a word each
    assert row["evenness"] == pytest.approx([0.8])


def test_without_a_concluding_heading_the_last_prose_block_concludes():
    filler = " ".join(["word"] * 100)
    several = document(("paragraph", filler), ("paragraph", "tea"), ("paragraph", "tea"))
    found = find_occurrences(encode([several]), ["tea"])
    assert [PLACES[p] for p in found.place] == ["body", "conclusion"]
    two = document(("paragraph", filler + " tea"), ("paragraph", "tea"))
    found = find_occurrences(encode([two]), ["tea"])
    assert [PLACES[p] for p in found.place] == ["body", "conclusion"]
    single = document(("paragraph", filler + " tea"))
    assert [PLACES[p] for p in find_occurrences(encode([single]), ["tea"]).place] == ["body"]


def test_densities_first_and_evenness():
    words = ["word"] * 40
    for i in (4, 5, 30):
        words[i] = "green tea"
    tokenised = code(" ".join(words))  # 43 words
    found = find_occurrences(tokenised, ["green tea"])
    row = document_rows(tokenised, found, ["green tea"])
    assert row["count"].tolist() == [3]
    assert row["density_terms"] == pytest.approx([100 * 3 / 43])
    assert row["density_words"] == pytest.approx([100 * 6 / 43])
    assert row["first"] == pytest.approx([4 / 43])
    # slices floor(10 w / 43): the uses start at words 4, 6 and 32
    sizes = np.bincount(np.arange(43) * 10 // 43, minlength=10)
    found = np.bincount(np.array([4, 6, 32]) * 10 // 43, minlength=10)
    assert row["evenness"] == pytest.approx([float(dp(found, sizes))])


def test_evenness_of_one_use_and_of_one_in_every_slice():
    words = [w for _ in range(10) for w in ["word"] * 9 + ["tea"]] + []
    tokenised = code(" ".join(words), "tea " + " ".join(["word"] * 99))
    found = find_occurrences(tokenised, ["tea"])
    row = document_rows(tokenised, found, ["tea"])
    assert row["evenness"] == pytest.approx([0.0, 0.9])


def test_a_document_has_the_same_row_alone_and_among_others():
    random = np.random.default_rng(5)
    texts = [
        " ".join("tea" if use else "word" for use in random.random(n) < 0.1) + " tea"
        for n in random.integers(20, 300, 60)
    ]

    def numbers(tokenised):
        found = find_occurrences(tokenised, ["tea"])
        rows = document_rows(tokenised, found, ["tea"])
        return [rows[name].tolist() for name in ("density_terms", "first", "evenness")]

    alone = [numbers(code(text)) for text in texts]
    assert numbers(code(*texts)) == [[row[k][0] for row in alone] for k in range(3)]


def test_nothing_is_found_in_tables_code_and_names_of_speakers_but_in_all_other_blocks():
    made = document(*((kind, "green tea") for kind in BLOCK_KINDS))
    tokenised = encode([made])
    found = find_occurrences(tokenised, ["green tea"])
    counted = set(BLOCK_KINDS) - {"table", "code", "speaker"}
    rows = use_rows(tokenised, found, ["green tea"])
    assert sorted(rows["zone"]) == sorted(counted)


def test_yoast_rule():
    assert content_words(["does kratom cause insomnia", "what is it"]).tolist() == [3, 3]
    density = yoast_density(np.array([1.0]), np.array([3]))
    assert density == pytest.approx([1.7])
    bands = yoast_score(np.array([0.49, 0.5, 3.0, 3.01, 4.0, 4.01, np.nan]))
    assert list(bands) == ["few", "good", "good", "over", "over", "way_over", None]


def test_share_of_headings():
    made = document(
        ("heading", "Tea and tea"), ("paragraph", "Tea."), ("heading", "Green tea"),
        ("heading", "Sleep"), ("heading", "Rest"),
    )  # fmt: skip
    bare = document(("paragraph", "Tea."), doc_id="e")
    tokenised = encode([made, bare])
    phrases = ["tea", "sleep"]
    found = find_occurrences(tokenised, phrases)
    rows = document_rows(tokenised, found, phrases)
    assert list(rows["phrase"]) == ["tea", "sleep", "tea"]
    assert rows["heading_share"] == pytest.approx([0.5, 0.25, np.nan], nan_ok=True)
    assert list(rows["subheadings"]) == ["good", "few", None]
    bands = subheading_score(np.array([0.29, 0.3, 0.75, 0.76]))
    assert list(bands) == ["few", "good", "good", "many"]


def test_a_phrase_of_numbers_in_a_document_without_words_has_no_density():
    tokenised = code("2024 2024")
    found = find_occurrences(tokenised, ["2024"])
    row = document_rows(tokenised, found, ["2024"])
    assert np.isnan(row["density_terms"][0])
    assert list(row["score"]) == [None]


def test_context_is_that_of_the_block_in_any_script():
    made = document(("heading", "Überschrift"), ("paragraph", "Müde? — Grüner Tee 🍵 hilft."))
    tokenised = encode([made])
    found = find_occurrences(tokenised, ["tee"])
    rows = use_rows(tokenised, found, ["tee"])
    assert [list(rows[c]) for c in ("left", "surface", "right")] == [
        ["Müde? — Grüner "], ["Tee"], [" 🍵 hilft."],
    ]  # fmt: skip
    assert tokenised.text(0)[rows["start"][0] : rows["end"][0]] == "Tee"


# The slow reference is one regular expression per phrase: benchmarks/reference.py.


def reference(tokenised, phrases):
    return found_by_reference(tokenised, compile_reference(phrases), range(len(tokenised.doc_ids)))


def fast(tokenised, phrases):
    found = find_occurrences(tokenised, phrases)
    start, end = tokenised.token_start[found.first], tokenised.token_end[found.last]
    columns = (found.phrase, found.doc, start, end)
    return set(zip(*(c.tolist() for c in columns), strict=True))


# A stop inside a sentence is that of an abbreviation, which has tests of its own.
WORDS = st.sampled_from(["tea", "Tea", "green", "helps", "sleep", "tea's", "TEA", "don't", "a"])
GLUE = st.sampled_from([" ", " ", " ", "  ", ", ", "\n", '" ', ' "', "; ", " — ", "-"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(WORDS, GLUE), min_size=1, max_size=40),
    st.lists(
        st.lists(st.sampled_from(["tea", "green", "helps", "sleep", "don't", "a"]), min_size=1,
                 max_size=3),
        min_size=1, max_size=6,
    ),
)  # fmt: skip
def test_agrees_with_one_regular_expression_per_phrase(pieces, lists):
    phrases = sorted({" ".join(words) for words in lists})
    tokenised = code("".join(word + glue for word, glue in pieces))
    assert fast(tokenised, phrases) == reference(tokenised, phrases)


@pytest.mark.shared
@pytest.mark.parametrize(("corpus", "documents"), [("cochrane", 1000), ("medquad", 100)])
def test_agrees_with_the_reference_on_real_documents(corpus, documents):
    """Ten thousand phrases in a thousand documents; the reference looks for every hundredth."""
    if not os.environ.get("HEDGEROW_SHARED"):
        pytest.skip("HEDGEROW_SHARED is not set: the shared corpora are not here")
    folder = Path(os.environ["HEDGEROW_SHARED"]) / "corpora" / corpus / "docs"
    files = survey(str(folder)).files[:documents]
    tokenised = encode(read_document(folder, entry.path) for entry in files)
    starts = np.random.default_rng(1).integers(0, len(tokenised.token_type) - 5, 40_000)
    phrases = set()
    for k, i in enumerate(starts.tolist()):
        run = slice(i, i + 1 + k % 5)
        whole = (
            tokenised.token_is_word[run].all()
            and len(set(tokenised.token_block[run].tolist())) == 1
        )
        words = [tokenised.word_text[w] for w in tokenised.token_word[run].tolist()]
        if whole and not any(w.endswith("'s") for w in words):
            phrases.add(" ".join(words))
    phrases = sorted(phrases)[:10_000]
    assert len(phrases) == 10_000
    looked_at = set(range(0, 10_000, 100))
    got = {use for use in fast(tokenised, phrases) if use[0] in looked_at}
    number = sorted(looked_at)
    wanted = reference(tokenised, [phrases[p] for p in number])
    assert got == {(number[p], *use) for p, *use in wanted}
    assert len(got) > 500


def test_read_phrases(tmp_path):
    path = tmp_path / "phrases.txt"
    path.write_text(
        "\ufeff# a comment\n\nDoes kratom help?\r\n  sleep   aid  \nSLEEP AID\nc++\n", "utf-8"
    )
    notes: list[str] = []
    assert read_phrases(path, notes) == ["Does kratom help", "sleep aid", "c++"]
    assert len(notes) == 1
    assert "line 5" in notes[0]
    assert "line 4" in notes[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("tea\n...\n", "line 2"),
        ("tea\n\n" + "word " * 51, "line 3"),
    ],
)
def test_a_line_that_cannot_match_is_named(tmp_path, content, said):
    path = tmp_path / "phrases.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(UserError, match=rf"phrases\.txt, {said}"):
        read_phrases(path)


def test_lists_that_cannot_be_read(tmp_path):
    with pytest.raises(UserError, match=r"none\.txt"):
        read_phrases(tmp_path / "none.txt")
    path = tmp_path / "latin.txt"
    path.write_bytes("café".encode("latin-1"))
    with pytest.raises(UserError, match="UTF-8"):
        read_phrases(path)


def test_phrase_words_are_those_of_the_text():
    assert phrase_words(["“Kratom’s” 7-hydroxy"]) == [["kratom's", "7-hydroxy"]]


def test_the_step_writes_its_tables_and_the_same_bytes_again(tmp_path):
    from hedgerow.corpus.corpus_words import join_words
    from hedgerow.corpus.schemas import SHARD
    from hedgerow.steps import keywords, similarity
    from hedgerow.steps.word_files import read_words
    from hedgerow.tables.io import read_table
    from hedgerow.tables.strings import Speller
    from hedgerow.text.tokens.token_file import read_tokens, write_tokens

    write_tokens(tmp_path / "t", code("Green tea helps. Is green tea good?", "", "Über Tee"))
    (tmp_path / "p").write_text("green tea\nno such\n", "utf-8")
    names = {"occurrences": "phrases", "per_document": "phrase_documents", "unnatural": "unnatural"}

    def run(phrases):
        paths = {name: tmp_path / name for name in (*names, "words")}
        keywords.run(text=tmp_path / "t", phrases=phrases, **paths)
        similarity.run(tmp_path / "t", tmp_path / "s")
        return {name: path.read_bytes() for name, path in paths.items()}

    first = run(tmp_path / "p")
    tables = {name: read_table(tmp_path / name) for name in names}
    for name, table in names.items():
        assert tuple(tables[name]) == SHARD[table].names
    assert tables["occurrences"]["surface"] == ["Green tea", "green tea"]
    assert tables["per_document"]["count"].tolist() == [2]
    assert tables["unnatural"]["doc_id"] == []
    text, counts = read_tokens(tmp_path / "t"), read_words(tmp_path / "words")
    single = read_words(tmp_path / "words", sequences=False)
    assert single.word.tolist() == counts.word.tolist()
    assert single.uses.tolist() == counts.uses.tolist()
    assert not len(single.seq_n) and not len(single.seq_words)
    words = join_words([(text, single)], text.doc_ids, tmp_path)
    rows = [
        (words.words[w], d)
        for doc, word, _ in words.parts()
        for d, w in zip(doc, word, strict=True)
    ]
    in_first = [(word, 0) for word in ("green", "tea", "helps", "is", "good")]
    assert sorted(rows) == sorted([*in_first, ("über", 2), ("tee", 2)])
    assert list(counts.spelled(Speller.of(text.word_text))) == ["green tea"]
    assert run(tmp_path / "p") == first
    run(None)
    assert read_table(tmp_path / "occurrences")["doc_id"] == []
    assert len(read_words(tmp_path / "words")) == 8


@pytest.mark.parametrize("near", [0, 1, 59, 60, 61, 90])
def test_the_context_has_sixty_characters_at_most(near):
    text = "x" * near + " tea " + "y" * near
    tokenised = encode([document_from_text("a", text)])
    found = find_occurrences(tokenised, ["tea"])
    rows = use_rows(tokenised, found, ["tea"])
    assert list(rows["left"]) == [text.partition("tea")[0].lstrip()[-60:]]
    assert list(rows["right"]) == [text.partition("tea")[2].rstrip()[:60]]
