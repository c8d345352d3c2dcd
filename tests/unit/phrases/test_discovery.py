"""Counts of words and sequences, and the topics found from them."""

import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.phrases.discovery import Sequences, discover
from hedgerow.phrases.numbered_words import NumberedWords
from hedgerow.phrases.phrase_ranking import best_rows, chosen, heaviest_around, order_of
from hedgerow.phrases.target_phrases import target_phrases
from hedgerow.phrases.title_clues import (
    PageClues,
    content_key,
    is_phrase,
    matter,
    name_words,
    page_clues,
    without_furniture,
)
from hedgerow.phrases.word_counts import (
    KEPT_PER_DOCUMENT,
    LONGEST,
    count_words,
    join_counts,
    word_flags,
)
from hedgerow.tables.spans import offsets_of
from hedgerow.tables.strings import Speller
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document, document_from_text
from hedgerow.text.blocks.reading import read_document
from hedgerow.text.tokens.tokeniser import encode


def owners(numbers):
    """Return the document of each row."""
    return np.repeat(np.arange(len(numbers)), numbers).tolist()


def words(tokenised):
    """Return {(doc, word): uses in prose}."""
    counted = count_words(tokenised, word_flags(tokenised.word_text))
    keys = [
        (d, tokenised.word_text[w])
        for d, w in zip(owners(counted.doc_words), counted.word.tolist(), strict=True)
    ]
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, counted.uses.tolist(), strict=True))


def sequences(tokenised):
    """Return {(doc, sequence): (n, count, prose, title)}."""
    counted = count_words(tokenised, word_flags(tokenised.word_text))
    keys = list(
        zip(
            owners(counted.doc_sequences),
            counted.spelled(Speller.of(tokenised.word_text)),
            strict=True,
        )
    )
    assert len(set(keys)) == len(keys)
    numbers = (counted.seq_n, counted.seq_count, counted.seq_prose, counted.seq_title)
    return dict(zip(keys, zip(*(v.tolist() for v in numbers), strict=True), strict=True))


def code(*texts):
    return encode(document_from_text(f"d{i}", text) for i, text in enumerate(texts))


def rows_of(texts, count, prose, title):
    """Return the rows of one document and their words."""
    known = NumberedWords([])
    words = [known.numbers(text.split()) for text in texts]
    n = np.array(list(map(len, words)))
    rows = Sequences(
        np.zeros(len(n), int), offsets_of(n)[:-1], n, np.concatenate(words).astype(np.int32),
        *map(np.array, (count, prose, title, count)),
    )  # fmt: skip
    return rows, NumberedWords(known.text)


def topics(tokenised, top=10, clues=None):
    counted = count_words(tokenised, word_flags(tokenised.word_text))
    items = list(counted.spelled(Speller.of(tokenised.word_text)))
    used = Counter()
    for item, n in zip(items, counted.seq_count.tolist(), strict=True):
        used[item] += n
    rows = Sequences(
        np.array(owners(counted.doc_sequences), int), offsets_of(counted.seq_n)[:-1],
        counted.seq_n.astype(int), counted.seq_words, counted.seq_count, counted.seq_prose,
        counted.seq_title, np.array([used[item] for item in items], int),
    )  # fmt: skip
    size = np.diff(tokenised.words_before[tokenised.doc_token])
    found = discover(rows, NumberedWords(tokenised.word_text), size, top, clues)
    result = [[] for _ in tokenised.doc_ids]
    for d, phrase in zip(found.doc.tolist(), found.phrase, strict=True):
        result[d].append(phrase)
    return result


def test_words_with_possessives_and_zones():
    text = "Kratom Tea\nKratom's tea. Kratom tea!"
    blocks = (Block("title", 0, 10), Block("paragraph", 11, len(text), 0, True))
    tokenised = encode([Document("d", text, blocks, "text", "utf-8", len(text))])
    assert words(tokenised) == {(0, "kratom"): 2, (0, "tea"): 2}
    assert sequences(tokenised) == {(0, "kratom tea"): (2, 2, 1, 1)}


def test_sequences_stop_at_marks_and_blocks_but_not_at_quotes():
    found = sequences(
        code("green “tea” leaf, green tea leaf\n\nthat was old green\n\ntea. old green, tea")
    )
    assert found[0, "green tea leaf"] == (3, 2, 2, 0)
    assert (0, "old green tea") not in found
    assert found[0, "old green"] == (2, 2, 2, 0)


def test_sequences_open_and_close_as_phrases_do():
    found = sequences(
        code("The tea of the day. The tea of the day is good for you. Is it good for you.")
    )
    assert {item for _, item in found} == {"tea of the day", "good for you"}


@pytest.mark.parametrize("text", ["", "word", "7 7 7", "?"])
def test_texts_of_nearly_nothing(text):
    assert words(code(text)) == ({(0, "word"): 1} if text == "word" else {})
    assert sequences(code(text)) == {}
    assert topics(code(text)) == [[]]


def slow(tokenised):
    """Count with dictionaries."""
    flags = dict(zip(tokenised.word_text, word_flags(tokenised.word_text).tolist(), strict=True))
    found = {}
    for d in range(len(tokenised.doc_ids)):
        seen = Counter()
        for b in range(tokenised.doc_block[d], tokenised.doc_block[d + 1]):
            runs = [[]]
            for t in range(tokenised.block_token[b], tokenised.block_token[b + 1]):
                if tokenised.token_kind[t] in (1, 2):
                    runs[-1].append(tokenised.word_text[tokenised.token_word[t]])
                elif tokenised.token_kind[t] != 5:
                    runs.append([])
            for run in runs:
                for n in range(2, LONGEST + 1):
                    seen.update(tuple(run[i : i + n]) for i in range(len(run) - n + 1))
        for gram, count in seen.items():
            kinds = [flags[w] for w in gram]
            if count > 1 and kinds[0] & 2 and kinds[-1] & 4 and any(k & 1 for k in kinds):
                found[d, " ".join(gram)] = count
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["tea", "a", "7", "Sleep", "how", "aid", ",", '"', "\n", "tea's"]),
                 max_size=40),
        min_size=1, max_size=3,
    )
)  # fmt: skip
def test_agrees_with_counting_by_dictionaries(documents):
    tokenised = code(*(" ".join(given) for given in documents))
    assert {key: row[1] for key, row in sequences(tokenised).items()} == slow(tokenised)


def test_parts_of_a_text_give_the_same_rows():
    tokenised = code("a tea leaf, a tea leaf", "", "tea sleep tea sleep tea sleep")
    flags = word_flags(tokenised.word_text)
    joined = join_counts([count_words(part, flags) for part in tokenised.parts(1)])
    for name, values in vars(count_words(tokenised, flags)).items():
        assert np.array_equal(getattr(joined, name), values), name


@pytest.mark.parametrize("uses", range(2, 10))
def test_of_many_sequences_the_heaviest_are_kept_and_the_first_of_equal_ones(uses):
    pairs = [f"word{i} tail{i}" for i in range(KEPT_PER_DOCUMENT + 5)]
    text = ". ".join([*(pairs * uses), pairs[-1]])
    # the empty document makes room for sequences kept in excess, so that they are seen here
    kept = [item for _, item in sequences(code(text, ""))]
    assert kept == [*pairs[: KEPT_PER_DOCUMENT - 1], pairs[-1]]


def test_the_phrase_a_page_is_written_around_comes_first():
    page = (
        "Sleep and tea. Does green tea help you sleep? We asked. Some say green tea is fine. "
        "Does green tea help you sleep at night? Yes. Again, does green tea help you sleep?"
    )
    other = "Walking is good. Walking is good for the heart. Rest is fine and walking is good."
    found = topics(code(page, other))
    assert found[0][0] == "does green tea help you sleep"
    assert "green tea help" not in found[0]


PAGE = "Walking helps. A walk a day helps the heart, they say. The heart likes a walk a day."


def test_the_head_of_the_title_comes_first_and_what_repeats_follows():
    [found] = topics(code(PAGE), clues=[PageClues(title=[("walking", "for", "the", "heart")])])
    assert found[:2] == ["walking for the heart", "walk a day"]


def test_file_name_and_title_that_agree_come_before_the_title():
    clue = PageClues([("daily", "heart", "walk", "helps")], ("heart", "walk"))
    assert topics(code(PAGE), clues=[clue])[0][:2] == ["heart walk", "daily heart walk helps"]
    unlike = PageClues([("a", "walk")], ("some", "other", "story"))
    assert topics(code(PAGE), clues=[unlike])[0][0] == "a walk"


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Green tea for sleep: does it help?", "green tea for sleep"),
        ("Is green tea safe? What we know", "is green tea safe"),
        ("Green tea | Tea House", "green tea"),
        ("Green tea – all you need", "green tea"),
        ("Green tea—all you need", "green tea"),
        ("The Complete Guide to Green Tea", "green tea"),
        ("Everything you need to know about green tea", "green tea"),
        ("10 Best Teas for Sleep (2024)", "best teas for sleep"),
        ("Best green tea in 2024", "best green tea"),
        ("Best 15 teas for sleep", "best teas for sleep"),
        ("Anti-inflammatory teas: a list", "anti-inflammatory teas"),
        ("L-theanine: a calm mind", "l-theanine"),
        ("How to brew tea and why it turns bitter", "how to brew tea"),
        (
            "Kettle descaling tips that actually save money and time in winter",
            "kettle descaling tips",
        ),
        ("04-basics-of-brewing 12", ""),
        ("2024", ""),
        (None, ""),
        ("", ""),
    ],
)
def test_heads_of_titles(title, head):
    [clue] = page_clues([title], ["1"])
    assert " ".join(without_furniture(clue.title[0]) if clue.title else ()) == head


def test_a_segment_that_titles_share_is_apart_where_it_opens_them_and_no_clue_elsewhere():
    teas = ("green", "black", "white", "red")
    opening = page_clues([f"Tea House: {tea} tea" for tea in teas], list("1234"))
    assert [clue.title for clue in opening] == [[(tea, "tea")] for tea in teas]
    assert {clue.shared for clue in opening} == {("tea", "house")}
    closing = page_clues([f"{tea} tea | Tea House" for tea in teas], list("1234"))
    assert [clue.title for clue in closing] == [[(tea, "tea")] for tea in teas]
    assert {clue.shared for clue in closing} == {()}
    whole = page_clues(["Green tea"] * 5, list("12345"))
    assert [clue.title for clue in whole] == [[("green", "tea")]] * 5


def test_a_shared_opening_is_the_target_where_the_prose_repeats_it():
    clue = PageClues([("how", "to", "brew", "it")], shared=("barley", "tea"))
    singles = {"barley": 9, "tea": 9, "brew": 4}
    assert target_phrases(clue, singles, {})[0] == ("how", "to", "brew", "it")
    assert target_phrases(clue, singles, {("barley", "tea"): (3, 0)})[0] == ("barley", "tea")


@pytest.mark.parametrize(
    ("title", "singles", "target"),
    [
        (["l-theanine", "a calm mind"], {"theanine": 9, "mind": 8, "calm": 8}, "l-theanine"),
        (["cold-brewed tea", "sleep better"], {"cold": 2, "brew": 2, "tea": 9, "sleep": 20},
         "cold-brewed tea"),
        (["kettle descaling", "clean water"], {"kettles": 5, "descale": 4, "water": 12},
         "kettle descaling"),
        (["wake up", "green tea for focus"], {"wake": 1, "tea": 30, "green": 20, "focus": 9},
         "green tea for focus"),
        (["5g tea bags", "the test"], {"tea": 9, "bags": 9, "test": 9}, "5g tea bags"),
    ],
)  # fmt: skip
def test_the_first_segment_is_the_target_unless_the_prose_is_about_another(title, singles, target):
    clue = PageClues([tuple(segment.split()) for segment in title])
    assert " ".join(target_phrases(clue, singles, {})[0]) == target


def test_a_file_name_of_one_word_counts_where_the_prose_repeats_it():
    clues = page_clues([None] * 3, ["a/barley.html", "a/index.html", "b/index.html"])
    assert [clue.name for clue in clues] == [("barley",), (), ()]
    assert target_phrases(clues[0], {"barley": 3}, {}) == [("barley",)]
    assert target_phrases(clues[0], {"barley": 2}, {}) == []


def test_a_sentence_is_no_phrase():
    assert is_phrase("why is the sky so blue".split())
    assert not is_phrase("the town council votes to close its old library".split())
    assert not is_phrase("old town council votes close library now".split())
    assert is_phrase("how long does it take to brew tea in a cold pot".split())
    assert is_phrase("green tea vs black tea for office days".split())
    assert not is_phrase([])


def test_before_a_teaser_comes_what_title_headings_and_prose_repeat():
    rows = rows_of(
        ["tea for sleep", "gut", "check", "tea", "sleep"],
        [5, 9, 1, 20, 9], [3, 9, 1, 20, 9], [2, 0, 0, 0, 0],
    )  # fmt: skip
    clue = PageClues([("gut", "check"), ("how", "tea", "for", "sleep", "works")])
    assert discover(*rows, np.array([99]), 2, [clue]).phrase == ["tea for sleep", "gut check"]
    plain = PageClues([("gut", "check")])
    assert discover(*rows, np.array([99]), 1, [plain]).phrase == ["gut check"]


def test_a_teaser_that_the_page_does_not_use_is_no_target():
    clue = PageClues([("shoes", "on"), ("walking", "for", "the", "heart")])
    rows = rows_of(["walking", "heart"], [3, 3], [3, 3], [0, 0])
    assert discover(*rows, np.array([90]), 1, [clue]).phrase == ["walking for the heart"]


@pytest.mark.parametrize(
    ("doc_id", "name"),
    [
        ("a/green-tea-for-sleep.html", "green tea for sleep"),
        ("green_tea 2.txt", "green tea"),
        ("x.jsonl#https://a.example/blog/green-tea/", "green tea"),
        ("x.jsonl#17", ""),
        ("000_83560121c4fdc2e5.txt", ""),
        ("tea.txt", "tea"),
        ("of-the.txt", ""),
    ],
)
def test_names_of_files(doc_id, name):
    assert " ".join(name_words(doc_id)) == name


def test_what_spoke_for_a_phrase():
    rows = rows_of(["green tea", "tea", "best"], [5, 9, 1], [4, 9, 1], [1, 0, 0])
    found = discover(*rows, np.array([100]), 3, [PageClues([("green", "tea")], ("best", "tea"))])
    assert dict(zip(found.phrase, found.evidence, strict=True)) == {
        "green tea": "title; 1 in title and headings; 4 in prose",
        "best tea": "file name",
        "tea": "title; file name; 9 in prose",
    }


def test_phrases_that_differ_in_function_words_or_inflection_are_one():
    assert content_key(["the", "teas", "for", "sleeping"]) == content_key(["tea", "sleep"])
    assert content_key(["to", "be"]) == ()


def test_a_document_alone_has_topics_too():
    assert topics(code("back pain hurts, back pain lasts, and back pain goes"))[0] == ["back pain"]


def test_is_crucial_is_no_topic():
    text = "Rest is crucial. Tea is crucial. Sleep is crucial."
    assert topics(code(text)) == [[]]


@pytest.mark.shared
def test_the_target_of_a_real_article_comes_first():
    if not os.environ.get("HEDGEROW_SHARED"):
        pytest.skip("HEDGEROW_SHARED is not set: the shared corpora are not here")
    folder = Path(os.environ["HEDGEROW_SHARED"]) / "corpora" / "kratom"
    names = sorted(p.name for p in folder.glob("*.txt"))
    found = topics(encode(read_document(folder, name) for name in names))
    assert found[3][0] == "does kratom cause insomnia"
    assert found[0][0] == "insomnia treatment"
    assert found[2][0] == "sleep aid"


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Rest Well Tonight with the Best 20 Herbal Teas for Sleep", "best herbal teas for sleep"),
        ("Feel Strong with the Top Oat Bars - 12 Picks", "top oat bars"),
        ("Discover the Benefits of Rye Bread with These Top Picks", "rye bread"),
        ("5 Reasons Why You Should Try Oat Milk", "oat milk"),
        ("Getting to the Root of Mould on Bread", "mould on bread"),
        ("Understanding Yeast Allergy", "yeast allergy"),
        ("Introduction to Zinc and Its Importance", "zinc"),
        ("Natural Sweeteners for Tea That Actually Work", "natural sweeteners for tea"),
        ("Sourdough 101: The Basics", "sourdough"),
        ("5-HTP: Is It Safe?", "5-htp"),
        ("The Complete Sleep Supplement Guide: Beyond Tea", "sleep supplement"),
        ("4-AD and Kava: What We Know", "4-ad and kava"),
        ("The Best 30 Baking Sheets for Rolls and Buns and Bread and Cakes", "best baking sheets"),
    ],
)
def test_the_wording_of_teasers_and_lists_is_no_part_of_a_target(title, first):
    (clue,) = page_clues([title], ["x#1"])
    found = target_phrases(clue, {}, {})
    assert " ".join(found[0]).startswith(first)
    assert len(found[0]) <= max(8, len(first.split()))


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("10 Best Oat Bars for Runners (2024)", "oat bars for runners"),
        ("White Tea Review", "white tea"),
        ("Red Tea Effects, Dosage & Reviews", "red tea"),
        ("The Benefits of Rye Bread", "rye bread"),
        ("Side Effects of Kava", "kava"),
    ],
)
def test_what_a_title_is_about_without_its_aspects_comes_next(title, about):
    (clue,) = page_clues([title], ["x#1"])
    assert " ".join(target_phrases(clue, {}, {})[1]) == about


@pytest.mark.parametrize(
    "words", ["how to bake bread", "reviews", "is kava safe", "benefits of effects", "rye bread"]
)
def test_questions_and_bare_aspects_are_about_nothing_else(words):
    assert matter(words.split()) == ()


@pytest.mark.parametrize(
    "second",
    ["Why They Cannot Work", "What It Does", "How These Help", "Its Uses", "Do They Help?"],
)
def test_a_part_that_points_back_is_no_target(second):
    (clue,) = page_clues([f"Flower Essences: {second}"], ["x#1"])
    singles = dict.fromkeys("flower essence work cannot help use uses does".split(), 9) | {
        "essences": 1, "flower": 1, "essence": 0
    }  # fmt: skip
    assert target_phrases(clue, singles, {})[0] == ("flower", "essences")


def test_the_pool_of_a_document_is_what_a_full_sort_would_give():
    rng = np.random.default_rng(5)
    known = NumberedWords([a + b for a in "éa-" for b in ("", "b", "-c")])
    n = rng.integers(1, 4, 900)
    begin, words = offsets_of(n)[:-1], rng.integers(0, 9, n.sum()).astype(np.int32)
    spelled = [f" {known.spell(words[a : a + k].tolist())} " for a, k in zip(begin, n, strict=True)]
    score, edges = rng.integers(0, 9, 900).astype(float), np.array([0, 30, 400, 400, 900])
    rows = rng.permutation(900)
    found, ends = best_rows(rows, edges, score, begin, n, words, known.rank, 60)
    for d in range(4):
        wanted = sorted(
            rows[edges[d] : edges[d + 1]].tolist(), key=lambda r: (-score[r], -n[r], spelled[r])
        )
        given = found[ends[d] : ends[d + 1]].tolist()
        assert [spelled[r] for r in given] == [spelled[r] for r in wanted[:60]]
        assert score[given].tolist() == score[wanted[:60]].tolist()


def test_the_heaviest_longer_row_around_a_row():
    rows, _ = rows_of(["tea", "green tea", "tea for sleep", "tea"], [9, 4, 5, 7], [1] * 4, [0] * 4)
    spelled = rows.begin, rows.n, rows.words
    one, two = np.array([0, 4]), np.array([0, 2, 4])
    assert heaviest_around(np.arange(4), one, rows.count, *spelled).tolist() == [5, 0, 0, 5]
    assert heaviest_around(np.arange(4), two, rows.count, *spelled).tolist() == [4, 0, 0, 5]


def test_the_order_in_a_document_is_that_of_a_stable_sort():
    rng = np.random.default_rng(6)
    score, n = rng.integers(0, 5, 80).astype(float), rng.integers(1, 4, 80)
    order = order_of(np.array([0, 50, 80]), score, n).tolist()
    wanted = [
        sorted(of_doc, key=lambda i: (-score[i], -n[i])) for of_doc in np.split(range(80), [50])
    ]
    assert order == [*wanted[0], *wanted[1]]


@pytest.mark.parametrize(
    ("top", "kept"),
    [
        (9, ["tea pot", "green tea", "of it", "tea", "to it"]),
        (2, ["tea pot", "green tea"]),
        (0, []),
    ],
)
def test_what_is_kept_of_a_document(top, kept):
    # a target; the same one with an inflection; inside a better one with and without occurrences of
    # its own; without content words
    texts = ["tea pot", "teas for pots", "green tea", "of it", "green", "tea", "to it"]
    count = [0, 9, 4, 3, 5, 6, 3]
    rows, known = rows_of(texts, count, count, [0] * 7)
    found, edges = chosen(
        np.array([0]), np.array([0, 1]), np.arange(1, 7), np.array([0, 6]), rows.count,
        rows.begin, rows.n, rows.words, known.stems(rows.words), top,
    )  # fmt: skip
    assert [texts[r] for r in found.tolist()] == kept
    assert edges.tolist() == [0, len(kept)]
