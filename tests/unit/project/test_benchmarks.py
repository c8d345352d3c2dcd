"""The benchmark makes the same corpus each time, and one small run prints every row."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hedgerow.sources.inventory import part, survey
from hedgerow.sources.records import Fields
from hedgerow.steps.normalise import documents_of

ROOT = Path(__file__).resolve().parents[3]
DEMO = ROOT / "data" / "raw" / "demo"
RULES = ("normalise", "readability", "keywords", "hedging", "similarity")


@pytest.fixture(scope="module")
def corpus() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import corpus

    yield corpus
    sys.path.remove(str(ROOT / "benchmarks"))


@pytest.fixture(scope="module")
def pieces(corpus) -> Any:
    return corpus.read_pieces(DEMO)


@pytest.fixture(scope="module")
def texts(corpus, pieces) -> list[str]:
    vocabulary = corpus.Vocabulary(1)
    return [corpus.make_document(pieces, vocabulary, 1, number) for number in range(150)]


def test_a_corpus_is_the_beginning_of_a_larger_one(corpus, pieces, texts, tmp_path) -> None:
    paths = corpus.write_corpus(tmp_path, pieces, 4, seed=1)
    assert [path.read_text("utf-8") for path in paths] == texts[:4]
    assert [path.name for path in paths] == sorted(path.name for path in paths)


def test_another_seed_gives_another_corpus(corpus, pieces, texts) -> None:
    other = corpus.make_document(pieces, corpus.Vocabulary(2), 2, 0)
    assert other != texts[0]


def test_documents_differ_and_have_lengths_of_articles(corpus, texts) -> None:
    sizes = sorted(len(text.encode()) for text in texts)
    assert len(set(texts)) == len(texts)
    assert abs(sum(sizes) / len(sizes) - corpus.MEAN_BYTES) < 0.15 * corpus.MEAN_BYTES
    assert sizes[-1] > 4 * sizes[0]


def test_the_vocabulary_grows_with_the_corpus(texts) -> None:
    words = [re.findall(r"[a-z]+", text.lower()) for text in texts]
    few = len({word for some in words[:15] for word in some})
    many = len({word for some in words for word in some})
    assert many > 2 * few


def test_most_words_stay_as_they_are(pieces, texts) -> None:
    real = set(re.findall(r"[a-z]+", " ".join(pieces.paragraphs + pieces.items).lower()))
    words = Counter(re.findall(r"[a-z]+", " ".join(texts).lower()))
    known = sum(count for word, count in words.items() if word in real)
    assert 0.9 < known / words.total() < 0.98


def test_phrases_are_distinct_and_stand_in_the_paragraphs(corpus, pieces) -> None:
    phrases = corpus.make_phrases(pieces, 600, seed=1)
    assert phrases == corpus.make_phrases(pieces, 600, seed=1)
    assert len(set(phrases)) == len(phrases) == 600
    assert {len(phrase.split()) for phrase in phrases} == {1, 2, 3, 4, 5}
    source = " ".join(pieces.paragraphs).lower()
    assert all(phrase in source for phrase in phrases)


def test_a_source_with_little_text_is_refused(corpus, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("A single paragraph is all that stands here.\n", "utf-8")
    with pytest.raises(corpus.UserError, match="too few to make a corpus from"):
        corpus.read_pieces(tmp_path)


@pytest.fixture(scope="module")
def small_run(tmp_path_factory) -> tuple[str, dict]:
    out = tmp_path_factory.mktemp("bench") / "out.json"
    command = [sys.executable, "benchmarks/run.py", "--documents", "3", "--rounds", "1"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow" / "src")}
    done = subprocess.run(
        [*command, "--json", str(out)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout, json.loads(out.read_text("utf-8"))


def test_a_small_run_has_every_row(small_run) -> None:
    printed, results = small_run
    rows = [(row["group"], row["name"]) for row in results["rows"]]
    both = ("normalise + readability + keywords", "all five rules")
    for group in ("process", "inside"):
        assert [name for g, name in rows if g == group] == [*RULES, *both]
    assert ("loop", "both: the loop") in rows
    assert ("floor", r're.findall(r"\w+", text)') in rows
    assert sum(group == "label" for group, _ in rows) == 3
    for row in results["rows"]:
        assert row["name"] in printed
        assert row["documents_per_second"] > 0
        assert row["times"]["least"] <= row["times"]["median"] <= row["times"]["most"]


def test_a_sum_of_rules_costs_what_the_rules_cost(small_run) -> None:
    _, results = small_run
    rows = {row["name"]: row for row in results["rows"] if row["group"] == "process"}
    cost = sum(1 / rows[rule]["documents_per_second"] for rule in RULES)
    assert cost == pytest.approx(1 / rows["all five rules"]["documents_per_second"])


def test_loop_and_hedgerow_find_the_same_phrases(small_run) -> None:
    # Hedgerow finds none in a part of a hyphenated word, where a plain expression does.
    _, results = small_run
    assert results["uses_by_hedgerow"] > 50
    assert results["uses_by_hedgerow"] == pytest.approx(results["uses_by_loop"], rel=0.1)


def test_the_output_says_how_far_the_loop_is_extrapolated(small_run) -> None:
    printed, results = small_run
    assert results["loop_documents"] == 3
    assert "they ran on 3 documents a round" in printed
    assert "extrapolated" in printed


def test_results_are_published_between_marks(small_run, tmp_path) -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import table

    pages = {"measured": tmp_path / "docs" / "performance.md",
             "speed": tmp_path / "docs" / "validation.md"}  # fmt: skip
    for name, page in pages.items():
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"before\n<!-- {name} -->\nold\n<!-- end {name} -->\nafter\n", "utf-8")
    table.publish(tmp_path, small_run[1])
    texts = {name: page.read_text("utf-8") for name, page in pages.items()}
    for name, text in texts.items():
        assert text.startswith(f"before\n<!-- {name} -->\n")
        assert text.endswith(f"<!-- end {name} -->\nafter\n")
        assert "`benchmarks/run.py --documents 3 --rounds 1 --publish`" in text
        assert "old" not in text
    assert "| all five rules |" in texts["measured"]
    assert "| `normalise`, a process |" in texts["speed"]
    assert re.search(r"text in memory \| [0-9.,]+ \| [0-9.,]+ \|", texts["speed"])


@pytest.fixture
def memory() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import memory

    yield memory
    sys.path.remove(str(ROOT / "benchmarks"))


def test_the_most_memory_of_each_rule_is_read_from_the_jobs(memory, tmp_path) -> None:
    base = tmp_path / "results" / "benchmark" / "benchmarks"
    for name, rss in (("normalise/0.tsv", 300.5), ("normalise/1.tsv", 700.25), ("report.tsv", 2e3)):
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(f"s\tmax_rss\tcpu_time\n1.0\t{rss}\t1.0\n")
    found = memory.peaks(tmp_path)
    assert found == {"normalise": [300.5, 700.25], "report": [2000.0]}
    written = memory.as_table(found, 12_345, 50)
    assert "12,345 documents" in written
    assert "FALLS SHORT (2,000 MB)" in written
    assert written.index("| report | 1 | 2,000 |") < written.index("| normalise | 2 | 700 |")


def test_records_of_the_size_asked_for(memory, tmp_path) -> None:
    path = tmp_path / "all.jsonl"
    number = memory.write_corpus(path, 1)
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == number
    assert 1e6 <= path.stat().st_size < 1.1e6
    assert json.loads(lines[0])["id"] == "0"


@pytest.fixture
def growth() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import growth

    yield growth
    sys.path.remove(str(ROOT / "benchmarks"))


def test_a_plan_draws_the_measured_lines_on(growth) -> None:
    def run(documents: int, jobs: int) -> Any:
        rules = {
            "hedging": growth.Rule(700.0, 36.0 + 0.0036 * documents, jobs),
            "keywords": growth.Rule(400.0, 0.0036 * documents, jobs),
            "summarise": growth.Rule(500.0 + 0.05 * documents, 0.0072 * documents, 1),
        }
        return growth.Measured(rules, documents * 1e-5, report=2.0, clock=documents / 100)

    found = {2_000: run(2_000, 1), 20_000: run(20_000, 2)}
    planned = growth.plan(found)
    assert "| hedging | 1,000 | 10.0 | 0.6 | 0.7 |" in planned
    assert "| summarise | 1 | 20.0 | 1,200.0 | 500.5 |" in planned
    assert "Together 2,001 jobs, 40 hours of one core, and 100 GB of results." in planned
    assert planned.endswith("a cluster has 1,001 jobs.")
    table = growth.as_table(found)
    assert "| summarise | 600 | 1,500 | 50.0 | 14 | 144 | 7.2 |" in table
    assert "| all rules | 700 | 1,500 | 44.4 | 65 | 324 | 14.4 |" in table
    assert "A document took 50% less processor time at 20,000 documents than at 2,000." in table
    assert "2,000 documents 20 s, 2.0 MB; 20,000 documents 200 s, 2.0 MB." in table
    assert "a job first holds 2,000 MB at 30,000 documents (`summarise`)." in table


@pytest.fixture
def containers() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import containers

    yield containers
    sys.path.remove(str(ROOT / "benchmarks"))


def test_shards_share_the_documents_of_a_file_of_each_format(containers, texts, tmp_path) -> None:
    containers.write_files(
        tmp_path, [{"id": f"{k}", "text": text} for k, text in enumerate(texts[:5])]
    )
    for name in containers.FILES:
        found = survey(tmp_path / name)
        shards = [
            {document.doc_id for _, document in documents_of(part(found, k, 2), Fields(), k, 2)}
            for k in range(2)
        ]
        assert len(shards[0] | shards[1]) == 5 == len(shards[0]) + len(shards[1]), name
        containers.pass_over(tmp_path / name, name)
    written = containers.as_table({"all.csv": [2.0, 2.1, 2.5, 0.01]}, "this", 1_000)
    assert "| `.csv` | 2.00 | 2.10 | 2.50 | 0.010 | 2,000,000 |" in written


def test_a_start_is_told_as_a_multiple_of_an_empty_snakefile() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import start

    sys.path.remove(str(ROOT / "benchmarks"))
    table = start.as_table([{start.EMPTY: 1.0, "a run": 8.0}, {start.EMPTY: 2.0, "a run": 20.0}])
    assert "| a run | 9 | 8 to 10 |" in table
    assert f"| {start.EMPTY} | 1 | 1 to 1 |" in table


def test_a_job_is_watched_to_its_end(monkeypatch) -> None:
    from snakemake import benchmark

    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import watched_snakemake

    measured = benchmark.benchmarked.__wrapped__
    monkeypatch.setattr(measured, "__defaults__", measured.__defaults__)
    assert signature(benchmark.benchmarked).parameters["interval"].default > 1
    watched_snakemake.watch_closely()
    assert signature(benchmark.benchmarked).parameters["interval"].default == 0.5


def test_jobs_that_ended_before_are_left_out(corpus, tmp_path) -> None:
    import workflow_run

    base = tmp_path / "results" / "benchmark" / "benchmarks"
    for name, ended in {
        "hedging/2/00.tsv": 100,
        "hedging/2/01.tsv": 300,
        "report.tsv": 100,
    }.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"max_rss\tcpu_time\n{ended}\t-\n", "utf-8")
        os.utime(path, (ended, ended))
    everything = workflow_run.jobs_in(tmp_path)
    assert {rule: len(jobs) for rule, jobs in everything.items()} == {"hedging": 2, "report": 1}
    again = workflow_run.jobs_in(tmp_path, since=200)
    assert again == {"hedging": [workflow_run.Job(300, 0)]}
