"""`hedgerow label`: the form of its lines, its offsets, its errors, and the rule `hedging`."""

from __future__ import annotations

import json

import numpy as np
import pytest

from hedgerow.corpus.schemas import CORPUS, SHARD
from hedgerow.errors import UserError
from hedgerow.labels.contradictions import contradiction_candidates, difference
from hedgerow.labels.document_rates import document_measures
from hedgerow.labels.schemas import DOCUMENT_COLUMNS
from hedgerow.labels.sentence_labels import LABELLERS, label_sentences
from hedgerow.lexicons.load import load_lexicon
from hedgerow.lexicons.vocabulary import CUE_TYPES
from hedgerow.steps import hedging, label
from hedgerow.tables.io import read_table, to_arrow
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document, document_from_text
from hedgerow.text.tokens.token_file import write_tokens
from hedgerow.text.tokens.tokeniser import encode

TEXT_KEYS = [
    "id", "sentences", "hedged", "cues", "certainty", "claim", "claim_probability", "stance",
    "negated", "direction", "advice", "attribution", "attribution_named", "evidence",
    "is_question",
]  # fmt: skip


def run(tmp_path, lines: list[str]) -> list[dict]:
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    label.run(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]


def test_lines_have_the_agreed_form(tmp_path):
    text = "  Kratom may help.\r\n\r\nSome “users” report that it’s likely to ease pain. 🌿 Why?"
    (line,) = run(tmp_path, [json.dumps({"id": "x", "text": text})])
    assert list(line) == TEXT_KEYS
    for sentence in line["sentences"]:
        assert list(sentence) == list(label.SENTENCE_KEYS)
        assert 1 <= sentence["certainty"] <= 6
        for start, end, surface, kind in sentence["cues"]:
            assert text[start:end] == surface
            assert sentence["start"] <= start < end <= sentence["end"]
            assert kind in CUE_TYPES
    assert text[line["sentences"][0]["start"] : line["sentences"][0]["end"]] == "Kratom may help."
    assert line["sentences"][0]["hedged"] and line["hedged"]
    assert line["is_question"]


def test_text_labels_are_the_strongest_and_first(tmp_path):
    text = "Kratom may reduce pain. Users like the tea. Kratom causes insomnia. Ask your doctor."
    (line,) = run(tmp_path, [json.dumps({"id": 1, "text": text})])
    assert line["id"] == "1"
    assert (line["claim"], line["direction"]) == ("direct_causal", "harm")
    assert line["advice"] == "strong"
    assert line["attribution"] == "users"
    mean = sum(s["certainty"] for s in line["sentences"]) / len(line["sentences"])
    assert line["certainty"] == pytest.approx(mean, abs=0.002)


LISTED = """Sleep is a need of every body, and the leaves of the tree are green.

Benefits of the tea:

- may reduce anxiety
- helps with sleep
- green leaves

Avoid:

- avoid alcohol at night
- bitter roots
- old teapots
"""


def test_items_of_lists_that_state_something_are_labelled_apart_from_prose(tmp_path):
    write_tokens(tmp_path / "text.arrow", encode([document_from_text("a", LISTED)]))
    hedging.run(tmp_path / "text.arrow", tmp_path / "cues.parquet", tmp_path / "claims.parquet", [])
    cues, claims = read_table(tmp_path / "cues.parquet"), read_table(tmp_path / "claims.parquet")
    listed = [t for t, prose in zip(claims["text"], claims["prose"], strict=True) if not prose]
    assert listed == ["may reduce anxiety", "helps with sleep", "avoid alcohol at night"]
    assert [list(cues["surface"]), list(cues["prose"])] == [["may"], [False]]
    no_pairs = {"doc_a": [], "within": [], "difference": []}
    rates = document_measures(["a"], [14], claims, cues, no_pairs, load_lexicon())
    assert rates["hedge_cues"].tolist() == rates["claims"].tolist() == [0]
    assert rates["list_sentences"].tolist() == [3]
    assert rates["list_claims"].tolist() == [2]
    assert rates["list_hedged"].tolist() == rates["list_direct_causal"].tolist() == [1]
    assert rates["list_advice"].tolist() == [1]


@pytest.mark.parametrize(
    "text", [LISTED, "Benefits of the tea:\n\n- green leaves\n- old teapots\n"]
)
def test_sentences_of_the_tables_have_the_rows_that_they_have_among_all_others(text):
    tokenised = encode([document_from_text(name, text) for name in ("a", "b")])
    found: dict[str, dict[bool, list]] = {"cues": {}, "claims": {}}
    for everything in (True, False):
        parts: dict[str, list] = {"cues": [], "claims": []}
        write = {name: parts[name].append for name in parts}
        hedging.measure(tokenised, load_lexicon(), "fast", write, outside_prose=everything)
        for name in parts:
            (part,) = parts[name]
            found[name][everything] = to_arrow(SHARD[name], part).to_pylist()
    stated = {
        (doc, int(tokenised.sentence_start[s]))
        for s in np.flatnonzero(tokenised.sentence_stated).tolist()
        for doc in (tokenised.doc_ids[tokenised.sentence_doc[s]],)
    }
    number = {(row["doc_id"], row["sentence"]): row["start"] for row in found["claims"][True]}
    assert len(number) == len(tokenised.sentence_start)
    for rows in found.values():
        wanted = [
            r for r in rows[True] if (r["doc_id"], number[r["doc_id"], r["sentence"]]) in stated
        ]
        assert rows[False] == wanted


def test_documents_of_lists_alone_have_no_rates():
    claims = {
        "doc_id": ["a"], "prose": [False], "hedged": [True], "certainty": [2.0],
        "claim": ["none"], "stance": ["absent"], "direction": ["none"], "agent": [None],
        "effect": [None], "advice": ["none"], "attribution": ["none"],
        "attribution_named": [False], "zone": ["list_item"], "section": [0],
        "claim_probability": [0.9], "is_question": [False], "outcome": [None],
    }  # fmt: skip
    cues = {"doc_id": ["a"], "type": ["modal"], "prose": [False]}
    no_pairs = {"doc_a": [], "within": [], "difference": []}
    found = document_measures([], [], claims, cues, no_pairs, load_lexicon())
    assert all(len(values) == 0 for values in found.values())


def test_empty_text_and_empty_file(tmp_path):
    (line,) = run(tmp_path, [json.dumps({"id": "x", "text": " \n"})])
    assert line["sentences"] == [] and line["certainty"] is None and line["claim"] == "none"
    assert run(tmp_path, [""]) == []


def test_a_sentence_is_labelled_alike_whatever_stands_around_it(tmp_path):
    alone = "Kratom may reduce pain."
    both = "The leaves are green. " + alone
    one, two = run(
        tmp_path,
        [json.dumps({"id": "a", "text": alone}), json.dumps({"id": "b", "text": both})],
    )
    first, second = one["sentences"][0], two["sentences"][1]
    for key in set(label.SENTENCE_KEYS) - {"start", "end", "cues", "agent", "outcome"}:
        assert first[key] == second[key]


@pytest.mark.parametrize("bad", ["{", '{"id": "a"}', '{"id": "a", "text": 3}', "[1]"])
def test_bad_lines_name_file_and_line(tmp_path, bad):
    with pytest.raises(UserError, match=r"in\.jsonl, line 2"):
        run(tmp_path, ['{"id": "a", "text": "b"}', bad])


def document(doc_id: str, blocks: list[tuple[str, str]]) -> Document:
    text, spans = "", []
    for kind, words in blocks:
        spans.append(Block(kind, len(text), len(text) + len(words), 0, kind != "heading"))
        text += words + "\n"
    return Document(doc_id, text, tuple(spans), "text", "utf-8", len(text))


@pytest.fixture
def tables(tmp_path):
    tokenised = encode(
        [
            document("a", [("summary", "Kratom reduces pain."), ("heading", "Kratom may help"),
                           ("paragraph", "Kratom may reduce pain. Kratom causes insomnia.")]),
            document("b", [("paragraph", "Kratom promotes sleep. The leaves are green.")]),
        ]
    )  # fmt: skip
    write_tokens(tmp_path / "text.arrow", tokenised)
    hedging.run(tmp_path / "text.arrow", tmp_path / "cues.parquet", tmp_path / "claims.parquet", [])
    return read_table(tmp_path / "cues.parquet"), read_table(tmp_path / "claims.parquet")


def test_the_rule_writes_both_tables(tables):
    cues, claims = tables
    assert tuple(cues) == SHARD["cues"].names
    assert tuple(claims) == SHARD["claims"].names
    assert list(cues["surface"]) == ["may"]  # not the heading's
    assert len(claims["text"]) == 5
    assert claims["text"][0] == "Kratom reduces pain."


def test_contradictions_within_and_across(tables):
    _, claims = tables
    found = contradiction_candidates([claims], load_lexicon())
    assert set(found) == set(CORPUS["contradictions"].names)
    assert found["effect"] == ["sleep"]
    assert (found["doc_a"], found["doc_b"]) == (["a"], ["b"])
    assert (found["direction_a"], found["direction_b"]) == (["harm"], ["benefit"])
    assert found["within"] == [False]
    assert found["difference"] == [""]


def test_a_noun_phrase_contradicts_nothing():
    claims = {
        "doc_id": ["a", "b"], "sentence": [0, 0], "claim": ["direct_causal"] * 2,
        "text": ["The role of kratom in easing insomnia is unclear.", "Kratom causes insomnia."],
        "direction": ["benefit", "harm"], "stance": ["asserted"] * 2, "is_question": [False] * 2,
        "agent": ["role of kratom in", "Kratom"], "effect": ["easing insomnia", "causes insomnia"],
    }  # fmt: skip
    assert contradiction_candidates([claims], load_lexicon())["doc_a"] == []
    claims["text"][0], claims["agent"][0] = "Kratom keeps easing insomnia.", "Kratom"
    assert contradiction_candidates([claims], load_lexicon())["doc_a"] == ["a"]


def test_parts_have_the_contradictions_of_the_whole():
    n = 700
    sides = [("eases", "benefit"), ("causes", "harm")]
    said = [sides[i % 3 > 0] for i in range(n)]
    agents = [f"{('Kratom', 'Mint', 'Green tea')[i % 5 % 3]}" for i in range(n)]
    claims = {
        "doc_id": [f"d{i * 389 % n:03}" for i in range(n)], "sentence": list(range(n)),
        "claim": [("direct_causal", "conditional_causal")[i % 7 > 4] for i in range(n)],
        "direction": [direction for _, direction in said], "stance": ["asserted"] * n,
        "is_question": [False] * n, "agent": agents,
        "effect": [f"{verb} insomnia" for verb, _ in said],
    }  # fmt: skip
    claims["text"] = [f"{agents[i]} {said[i][0]} insomnia." for i in range(n)]
    parts = [{name: c[i : i + 90] for name, c in claims.items()} for i in range(0, n, 90)]
    lexicon = load_lexicon()
    whole = contradiction_candidates([claims], lexicon)
    assert len(whole["doc_a"]) > 100
    assert contradiction_candidates(parts[::-1], lexicon) == whole


def test_low_and_high_doses_need_not_contradict_each_other():
    low, high = "Low doses of kratom reduce anxiety.", "High doses of kratom cause anxiety."
    assert difference(low, high) == "dose: low / high"
    assert difference(high, "In large amounts kratom causes anxiety.") == ""
    assert difference("Red vein kratom calms.", "White vein kratom keeps awake.") == (
        "strain: red / white"
    )
    assert difference("Kratom calms.", high) == ""


def test_document_measures(tables):
    cues, claims = tables
    pairs = contradiction_candidates([claims], load_lexicon())
    found = document_measures(["a", "b"], [11, 0], claims, cues, pairs, load_lexicon())
    assert set(found) == {column.name for column in DOCUMENT_COLUMNS}
    assert found["modal_cues"].tolist() == [1, 0]
    assert found["hedge_rate"][0] == pytest.approx(1000 / 11)
    assert str(found["hedge_rate"][1]) == "nan"
    assert found["direct_causal"].tolist() == [2, 1]
    assert found["conditional_causal"].tolist() == [1, 0]
    assert found["overstatement"].tolist() == [pytest.approx(2 / 3), 1.0]
    assert found["summary_overclaims"].tolist() == [1, 0]
    assert found["contradictions"].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("text", "attribution", "named"),
    [
        ("In the Ashby Cohort (Lowe et al., 2019), naps were linked to pain.", "research", True),
        ("Lowe (2019) found that walking eased pain.", "research", True),
        ("The clinic moved in spring (May 2019).", "none", False),
        ("The authors report no funding from any company.", "none", False),
        ("The 2018 Marsh trial found that the tea eases pain.", "research", True),
        ("Lund & Marsh 2010 review found less pain with the oil.", "research", True),
        ("A study (PMID 1234567) found that the tea eases pain.", "research", True),
        ("The findings, published in the journal Sleep Habits, show that naps help.", "research",
         True),
        ("Marsh B, et al. found that mint calms the stomach in a trial.", "research", True),
        ("A 2019 Japanese trial found that the tea eases pain.", "research", False),
        ("A US study found that the tea eases pain.", "research", False),
        ("A March 2020 study found that naps help.", "research", False),
        ("In 2019 studies found that the tea helps.", "research", False),
        ("One 2018 study found that the oil helps.", "research", False),
        ("“This study tells us that naps help.”", "research", False),
        ("Research in Spain suggests that the vitamin saves lives.", "research", False),
        ("Science strongly suggests that sleep protects the heart.", "research", False),
        ("Vitamin D, vitamin B, and zinc help, studies show.", "research", False),
    ],
)  # fmt: skip
def test_a_cited_work_is_a_named_source(tmp_path, text, attribution, named):
    [line] = run(tmp_path, [json.dumps({"id": "a", "text": text})])
    assert (line["attribution"], line["attribution_named"]) == (attribution, named)


def test_spans_are_offsets_in_the_text_as_given(tmp_path):
    text = "\u00a0 According to the FDA, strong coffee can cause headaches."
    [line] = run(tmp_path, [json.dumps({"id": "a", "text": text})])
    (sentence,) = line["sentences"]
    words = {k: text[slice(*sentence[k])] for k in ("agent", "outcome", "attribution_words")}
    assert "coffee" in words["agent"]
    assert "headaches" in words["outcome"]
    assert "FDA" in words["attribution_words"]


def test_each_label_records_what_gave_it(tmp_path):
    [line] = run(tmp_path, [json.dumps({"id": "a", "text": "Does ginger cause nausea?"})])
    decided = line["sentences"][0]["decided_by"]
    assert set(decided) == {"claim", "stance", "advice", "attribution"}
    [line] = run(tmp_path, [json.dumps({"id": "a", "text": "Ginger doesn't cause nausea."})])
    assert line["sentences"][0]["decided_by"]["stance"] == "negation"
    assert line["negated"] and line["stance"] == "denied"


@pytest.mark.parametrize("labeller", ["careful", "fast"])
def test_both_labellers_give_a_probability(tmp_path, labeller):
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "Ginger eases nausea."}')
    label.run(tmp_path / "in.jsonl", tmp_path / "out.jsonl", labeller)
    (line,) = [json.loads(x) for x in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert 0 <= line["claim_probability"] <= 1


def labelled(texts: dict[str, str], labeller: str) -> dict[str, list[tuple]]:
    """Return the rows of the claims of each document, labelled together."""
    text = encode([document_from_text(name, content) for name, content in texts.items()])
    labels = label_sentences(text, load_lexicon([]), labeller=labeller)
    columns = hedging.claim_columns(text, labels, np.arange(len(text.sentence_start)))
    table = to_arrow(SHARD["claims"], columns)
    rows: dict[str, list[tuple]] = {name: [] for name in texts}
    for row in table.to_pylist():
        rows[row["doc_id"]].append(tuple(row.values()))
    return rows


@pytest.mark.parametrize("labeller", LABELLERS)
def test_a_sentence_has_the_same_labels_whatever_stands_around_its_document(labeller):
    # without a stop, the words of two documents stand side by side
    texts = [
        "The leaf supports calm and helps", "Too much of the tea may also trigger",
        "Insomnia follows", "Less pain was reported", "So avoid the extract", "Studies in",
        "The Journal of Sleep", "Tea reduces and", "not only anxiety", "Smith et", "al. found it",
    ]  # fmt: skip
    alone = {text: labelled({"d": text}, labeller)["d"] for text in texts}
    for last in texts:
        pairs = {f"{k:02}": text for k, text in enumerate(t for f in texts for t in (last, f))}
        together = labelled(pairs, labeller)
        for name, text in pairs.items():
            assert [row[1:] for row in together[name]] == [row[1:] for row in alone[text]], text


def test_the_outcome_of_the_next_sentence_chooses_no_effect_word():
    text = "The leaf may lift your mood and helps.\n\nPain is common."
    (first, _) = labelled({"d": text}, "fast")["d"]
    (alone,) = labelled({"d": text.partition("\n")[0]}, "fast")["d"]
    assert first == alone
