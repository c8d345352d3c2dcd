"""Averages, shares, tiles, criteria and findings from a small made-up corpus."""

import math
import sys
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from hedgerow.corpus import estimates
from hedgerow.corpus.criteria import failed_criteria
from hedgerow.corpus.estimates import (
    MEASURES,
    by_group,
    describe,
    grade_shares,
    measures,
    percent,
    rates,
    share,
)
from hedgerow.corpus.findings import Evidence, findings
from hedgerow.corpus.group_tests import TOGETHER, compare_measures
from hedgerow.corpus.measured_share import measured_share
from hedgerow.corpus.schemas import CORPUS
from hedgerow.corpus.summary import families_summary
from hedgerow.corpus.tiles import Lines, tiles
from hedgerow.statistics.groups import COMPARED_GROUPS

CRITERIA = {
    "grade": 8,
    "overstatement": 0.8,
    "unattributed": 0.5,
    "named": 0.5,
    "template_share": 0.2,
}
LINES = Lines(8, CRITERIA)


def corpus(n=4, **columns):
    """Return n documents of every column, all undefined or zero but those given."""
    rows = {}
    for column in CORPUS["documents"].columns:
        empty = {"str": None, "bool": False, "int": 0, "float": np.nan}[column.type]
        rows[column.name] = pd.Series([empty] * n, dtype=object if empty is None else None)
    frame = pd.DataFrame(rows)
    frame["doc_id"] = [f"d{i}" for i in range(n)]
    frame = frame.assign(included=True, group="all", status="analysed", words=100).assign(**columns)
    return frame.assign(words_with_lists=frame["words"])


def summed(documents):
    summary = {
        "grades": grade_shares(documents, [6, 8]),
        "measures": measures(documents, 200, 1),
        "rates": rates(documents, 200, 1),
        "label_shares": {},
        "measured": measured_share(documents),
        "families": families_summary(pd.DataFrame(columns=["family", "doc_id"])),
    }
    return summary | {"tiles": tiles(documents, summary, LINES)}


def compared(documents):
    return compare_measures(documents, measures(documents, 200, 1), 1)


def tile(documents, key):
    return next(t for t in summed(documents)["tiles"] if t["key"] == key)


def test_describe_known_values():
    described = describe({"x": pd.Series([1.0, 2.0, 3.0, np.nan])}, 500, 1)["x"]
    assert (described["n"], described["mean"], described["median"]) == (3, 2.0, 2.0)
    assert described["sd"] == 1.0
    assert described["q1"] == 1.5
    assert described["mean_low"] <= 2.0 <= described["mean_high"]


@pytest.mark.parametrize("values", [[], [np.nan]])
def test_describe_nothing_is_null_throughout(values):
    described = describe({"x": pd.Series(values, dtype=float)}, 100, 1)["x"]
    assert described.pop("n") == 0
    assert set(described.values()) == {None}


def test_one_document_has_a_mean_but_no_interval():
    described = describe({"x": pd.Series([5.0])}, 100, 1)["x"]
    assert (described["mean"], described["mean_low"], described["sd"]) == (5.0, None, None)


def test_share_has_its_wilson_interval():
    assert share(4, 5) == {"k": 4, "n": 5, "share": 0.8, "low": 0.375535, "high": 0.963776}
    assert share(0, 0) == {"k": 0, "n": 0, "share": None, "low": None, "high": None}


def test_percent_is_written_with_a_space():
    assert percent(0.824) == "82 %"


def test_groups_leave_out_what_is_not_included():
    documents = corpus(3, group=["a", "b", "b"], included=[True, True, False])
    assert {name: len(rows) for name, rows in by_group(documents, ["doc_id"]).items()} == {
        "all": 2,
        "a": 1,
        "b": 1,
    }
    assert list(by_group(corpus(2), ["doc_id"])) == ["all"]


def test_rates_pool_words_and_keep_their_counts():
    documents = corpus(2, hedge_cues=[1, 3], words=[100, 300])
    row = rates(documents, 200, 1)["hedges"]["all"]
    assert (row["value"], row["count"], row["of"]) == (10.0, 4, 400)


def test_a_rate_of_nothing_is_null():
    row = rates(corpus(2), 100, 1)["research_named"]["all"]
    assert (row["value"], row["low"], row["of"]) == (None, None, 0)


def test_a_share_of_nought_is_not_certain():
    row = rates(corpus(3, research_attributions=3), 100, 1)["research_named"]["all"]
    assert row["value"] == 0.0
    assert row["high"] > 0.2


def test_tiles_are_seven_and_say_why_they_are_empty():
    found = summed(corpus(3))["tiles"]
    assert len(found) == 7
    empty = [t for t in found if t["value"] is None]
    assert all(t["status"] == "none" and t["why"] for t in empty)


def test_a_tile_is_judged_by_its_whole_interval():
    easy, hard = [5.0] * 8, [12.0] * 8
    assert tile(corpus(8, consensus_grade=easy), "consensus")["status"] == "pass"
    assert tile(corpus(8, consensus_grade=hard), "consensus")["status"] == "fail"
    assert tile(corpus(2, consensus_grade=[7.0, 9.5]), "consensus")["status"] == "warn"


def test_only_a_line_gives_a_verdict():
    documents = corpus(9, stuffed=True, template_share=0.9, direct_causal=3)
    assert {tile(documents, key)["status"] for key in ("stuffing", "templates", "hedges")} == {
        "none"
    }
    summary = summed(documents)
    free = Lines(8, CRITERIA | {"overstatement": None})
    (direct,) = [t for t in tiles(documents, summary, free) if t["key"] == "direct_causal"]
    assert (direct["status"], direct["value"]) == ("none", 1.0)


def test_the_share_measured_counts_exact_duplicates_once():
    documents = corpus(4, words=[70, 60, 60, 10], words_all=[100, 100, 100, 50])
    documents["words_with_lists"] = [80.0, np.nan, 60.0, 10.0]
    documents["status"] = ["analysed", "analysed", "duplicate", "too_short"]
    documents["included"] = [True, True, False, False]
    row = measured_share(documents)
    assert (row["words"], row["of"], row["share"]) == (140, 250, 0.56)
    assert row["low_documents"] == 1
    assert measured_share(corpus(0))["share"] is None


def test_tile_within_its_interval_of_the_line_only_warns():
    documents = corpus(4, direct_causal=[8, 9, 8, 8], conditional_causal=[2, 1, 2, 2])
    assert tile(documents, "direct_causal")["status"] == "warn"
    sure = corpus(4, direct_causal=[10, 10, 10, 10])
    assert tile(sure, "direct_causal")["status"] == "fail"


def test_criteria_name_their_numbers_and_limits():
    documents = corpus(
        1,
        consensus_grade=12.3,
        consensus_grade_low=11.0,
        consensus_grade_high=13.0,
        direct_causal=9,
        conditional_causal=1,
        overstatement=0.9,
        direct_unattributed=9,
        direct_unattributed_share=1.0,
        research_attributions=4,
        research_named_share=0.0,
        template_share=0.35,
        stuffed=True,
        stuffing_reasons="density 4.0",
    )
    row = failed_criteria(documents, CRITERIA).iloc[0]
    assert row["failed"] == 6
    for words in (
        "grade 12.3 (95 % interval 11.0 to 13.0), above 8",
        "9 of 10 causal claims are direct (90 %, above 80 %)",
        "9 of 9 direct claims name no source",
        "0 of 4 mentions of research name it (0 %, below 50 %)",
        "stuffed: density 4.0",
        "35 % of the words",
    ):
        assert words in row["failed_reasons"]


def test_a_criterion_of_null_or_of_one_sentence_fails_nobody():
    one = corpus(1, research_attributions=1, research_named_share=0.0)
    assert failed_criteria(one, CRITERIA)["failed"].tolist() == [0]
    bare = corpus(1, direct_causal=9, direct_unattributed=9, direct_unattributed_share=1.0)
    assert failed_criteria(bare, CRITERIA)["failed"].tolist() == [1]
    assert failed_criteria(bare, CRITERIA | {"unattributed": None})["failed"].tolist() == [0]


def test_undefined_measures_fail_nothing():
    row = failed_criteria(corpus(1), CRITERIA).iloc[0]
    assert row["failed"] == 0
    assert row["failed_reasons"] is None or row["failed_reasons"] != row["failed_reasons"]


def test_excluded_documents_fail_nothing():
    documents = corpus(1, consensus_grade=20.0, included=False)
    assert failed_criteria(documents, CRITERIA)["failed"].tolist() == [0]


def frames():
    return {name: pd.DataFrame(columns=list(table.names)) for name, table in CORPUS.items()}


def test_findings_of_an_empty_corpus_are_none():
    documents = corpus(0)
    assert findings(Evidence(summed(documents), documents, frames(), 5, 0.2)) == []


def test_findings_carry_their_numbers():
    documents = corpus(4, consensus_grade=[5.0, 9.0, 10.0, 12.0])
    texts = [f["text"] for f in findings(Evidence(summed(documents), documents, frames(), 5, 0.2))]
    (grade,) = [text for text in texts if text.startswith("The median article reads")]
    assert "US school grade 9.5" in grade and "1 of 4 is at or below grade 8" in grade


RULES_OF_FINDINGS = sys.modules["hedgerow.corpus.findings"]
SHARE = {
    "count": 30,
    "of": 40,
    "n_coded": 0,
    "counted": 0.75,
    "corrected": 0.7,
    "low": 0.5,
    "high": 0.9,
    "method": "annotated sites",
    "reason": None,
}


def test_findings_on_labels_have_the_errors_of_the_labels():
    documents = corpus(4)
    coded = SHARE | {"method": "coded sample", "n_coded": 200}
    shares = {"direct_causal": SHARE, "direct_unattributed": coded}
    summary = summed(documents) | {"label_shares": shares}
    found = {f["topic"]: f for f in findings(Evidence(summary, documents, frames(), 5, 0.2))}
    assert "About 70 % of the causal claims (95 % interval 50 to 90 %" in found["Certainty"]["text"]
    assert "their errors on annotated sites; 30 of 40 by the labels" in found["Certainty"]["text"]
    assert "from the labels and 200 coded sentences" in found["Sources"]["text"]
    assert found["Certainty"]["importance"] == 0.5


def test_labels_whose_errors_are_not_known_make_no_finding():
    documents = corpus(4, direct_causal=9, direct_unattributed=9)
    unknown = {"direct_unattributed": SHARE | {"corrected": None, "method": "not corrected"}}
    summary = summed(documents) | {"label_shares": unknown}
    topics = {f["topic"] for f in findings(Evidence(summary, documents, frames(), 5, 0.2))}
    assert not topics & {"Certainty", "Sources", "Research"}


def test_a_tile_on_labels_shows_the_corrected_share():
    documents = corpus(4, direct_causal=3, conditional_causal=1)
    summary = summed(documents) | {"label_shares": {"direct_causal": SHARE}}
    found = {t["key"]: t for t in tiles(documents, summary, LINES)}["direct_causal"]
    assert (found["value"], found["low"], found["high"]) == (0.7, 0.5, 0.9)
    assert "12 of 16 causal claims by the labels (75 %)" in found["why"]


def test_a_list_with_few_right_entries_makes_no_finding(monkeypatch):
    documents = corpus(4, stuffed=True, focus_count=5.0, focus_phrase="tea")
    for right, made in ((True, True), (False, False)):
        monkeypatch.setattr(RULES_OF_FINDINGS, "reliable", lambda name, right=right: right)
        found = findings(Evidence(summed(documents), documents, frames(), 5, 0.2))
        assert any(f["topic"] == "Key phrases" for f in found) is made


def test_findings_are_ordered_by_the_share_of_the_corpus_that_they_concern(monkeypatch):
    monkeypatch.setattr(RULES_OF_FINDINGS, "reliable", lambda name: True)
    documents = corpus(40, consensus_grade=12.0, words_all=100)
    documents["stuffed"] = [True] * 2 + [False] * 38
    documents["focus_count"], documents["focus_phrase"] = 5.0, "tea"
    topics = [
        f["topic"] for f in findings(Evidence(summed(documents), documents, frames(), 5, 0.2))
    ]
    assert topics.index("Reading level") < topics.index("Key phrases")
    little = documents.assign(words_all=1000)
    first = findings(Evidence(summed(little), little, frames(), 5, 0.2))[0]
    assert first["topic"] == "Coverage" and "Only 10 %" in first["text"]


def test_page_families_are_counted():
    documents = corpus(50, words_all=100)
    rows = [{"family": 1 + k % 2, "doc_id": f"d{k}", "documents": 20} for k in range(40)]
    tables = frames() | {"families": pd.DataFrame(rows)}
    found = findings(Evidence(summed(documents), documents, tables, 5, 0.2))
    assert "40 of 50 pages are 2 templates" in found[0]["text"]


def test_the_finding_on_groups_gives_means_and_difference():
    grades = [15.0, 16.0, 15.5] * 4 + [7.0, 8.0, 7.5] * 4
    documents = corpus(24, group=["a"] * 12 + ["b"] * 12, consensus_grade=grades)
    tables = frames() | {"groups": compared(documents)}
    found = findings(Evidence(summed(documents), documents, tables, 5, 0.2))
    text = next(f["text"] for f in found if f["topic"] == "Groups")
    assert "“a” read hardest (mean grade 15.5), those in “b” easiest (7.5)" in text
    assert "a difference of 8.0 grades (95 % interval" in text


def test_many_groups_are_summed_up_and_no_single_pair_is_picked():
    grades = [15.0, 16.0, 15.5] * 4 + [7.0, 8.0, 7.5] * 4 + [11.0, 12.0, 11.5] * 4
    documents = corpus(36, group=["a"] * 12 + ["b"] * 12 + ["c"] * 12)
    documents["consensus_grade"] = grades
    tables = frames() | {"groups": compared(documents)}
    found = findings(Evidence(summed(documents), documents, tables, 5, 0.2))
    text = next(f["text"] for f in found if f["topic"] == "Groups")
    assert "“a” read hardest" in text and "“b” easiest" in text
    assert "the 3 groups differ by the Kruskal-Wallis test, adjusted for all tests made" in text


def test_families_are_named_and_never_a_silent_nothing():
    rows = pd.DataFrame({"family": [1] * 20 + [2] * 20, "doc_id": [f"d{i}" for i in range(40)]})
    found = families_summary(rows)
    assert found["text"] == "40 pages are 2 templates"
    assert found["sizes"] == [20, 20]
    nothing = families_summary(rows[:0])
    assert nothing["text"] == "No page is a near copy of another or shares its template"


def test_group_tests_say_why_there_is_none():
    documents = corpus(4, group=["a", "a", "b", "b"], consensus_grade=[1.0, 2.0, 3.0, 4.0])
    table = compared(documents)
    row = table[table["measure"] == "consensus_grade"].iloc[0]
    assert math.isclose(row["difference"], -2.0)
    assert math.isnan(row["p"])
    assert "no test below 10" in row["reason"]
    assert set(table["measure"]) == set(MEASURES)


def test_pairs_are_compared_in_pairs():
    n = 12
    values = np.arange(n, dtype=float)
    documents = corpus(
        2 * n,
        group=["a"] * n + ["b"] * n,
        pair=[f"p{i}" for i in range(n)] * 2,
        consensus_grade=np.concatenate([values + 1, values]),
    )
    row = compared(documents).query("measure == 'consensus_grade'").iloc[0]
    assert row["paired"]
    assert row["test"] == "Wilcoxon signed-rank"
    assert row["difference"] == 1.0
    assert row["p_holm"] < 0.05


def test_three_groups_are_tested_together_first():
    documents = corpus(6, group=list("aabbcc"), consensus_grade=[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    rows = compared(documents).query("measure == 'consensus_grade'")
    assert rows["group_a"].tolist() == [TOGETHER, "a", "a", "b"]


def test_the_largest_groups_are_compared_in_pairs_and_all_together():
    names = [f"g{i:02}" for i in range(COMPARED_GROUPS + 2)]
    # the first two have two documents, the others three
    group = [name for i, name in enumerate(names) for _ in range(2 if i < 2 else 3)]
    documents = corpus(len(group), group=group, consensus_grade=np.arange(len(group)) / 7)
    rows = compared(documents).query("measure == 'consensus_grade'")
    assert rows.iloc[0][["group_a", "n_a"]].tolist() == [TOGETHER, len(group)]
    pairs = list(combinations(names[2:], 2))
    assert list(zip(rows["group_a"][1:], rows["group_b"][1:], strict=True)) == pairs


def test_the_work_for_the_means_of_groups_grows_with_the_documents_alone(monkeypatch):
    drawn = []
    real = estimates.bootstrap_means
    monkeypatch.setattr(
        estimates,
        "bootstrap_means",
        lambda columns, **how: drawn.extend(map(len, columns)) or real(columns, **how),
    )
    n = 24
    work = []
    for count in (2, 12):
        drawn.clear()
        measures(corpus(n, group=[f"g{i % count}" for i in range(n)]), 10, 1)
        work.append(sum(drawn))
    assert work[0] == work[1]


def test_one_group_is_not_compared():
    assert compared(corpus(5)).empty
