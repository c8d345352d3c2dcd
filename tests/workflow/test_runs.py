"""Runs to the end: what they make, what a change makes again, and what they do with bad input."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from running import ARTICLES, ROOT, Run, snakemake, write_articles

from hedgerow.corpus.schemas import CORPUS
from hedgerow.report.figures.write import ENDINGS

pytestmark = pytest.mark.workflow

AFTER_SUMMARY = {"summarise": 1, "figures": 1, "influence": 1, "report": 1, "all": 1}
RESULTS = ("report.html", "summary.json", "methods.md", "references.bib", "datapackage.json")


def steps(run: Run) -> dict[str, int]:
    """The jobs that were planned, without their sum."""
    assert run.status == 0, run.text
    return {rule: count for rule, count in run.jobs.items() if rule != "total"}


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def contents(results: Path) -> dict[str, bytes]:
    """All results that are promised to be the same bytes."""
    passing = ("shards", "logs", "benchmarks", "run.json", ".snakemake_timestamp")
    return {
        path.relative_to(results).as_posix(): path.read_bytes()
        for path in results.rglob("*")
        if path.is_file() and not set(path.relative_to(results).parts) & set(passing)
    }


def test_a_run_makes_all_that_is_promised(finished: Run) -> None:
    assert finished.last_line == "The report is at results/tiny/report.html"
    results = finished.folder / "results/tiny"
    for name in (*RESULTS, "run.json"):
        assert (results / name).stat().st_size > 0, name
    for name in CORPUS:
        assert (results / f"tables/{name}.parquet").stat().st_size > 0
        assert (results / f"tables/{name}.csv").stat().st_size > 0
    figures = sorted((results / "figures").glob("*.csv"))
    assert figures
    for figure in figures:
        assert all(figure.with_suffix(f".{ending}").exists() for ending in ENDINGS)
    assert json.loads((results / "summary.json").read_text())["corpus"] == "tiny"


def test_odd_names_reach_the_tables(finished: Run) -> None:
    found = {row["doc_id"] for row in rows(finished.folder / "results/tiny/tables/documents.csv")}
    assert found == set(ARTICLES)


def test_nothing_reruns_nothing_nor_does_a_touch(again: Callable[..., Run]) -> None:
    for path in (again.folder / "my articles").rglob("*.txt"):
        os.utime(path)
    os.utime(again.folder / "phrases.txt")
    assert "Nothing to be done" in again("-n").text


def test_a_phrase_list_reruns_keywords_and_what_follows(again: Callable[..., Run]) -> None:
    (again.folder / "phrases.txt").write_text("does kratom help\nliver\n")
    assert steps(again("-n")) == {"keywords": 3} | AFTER_SUMMARY


def test_a_document_reruns_its_shard_and_what_follows(again: Callable[..., Run]) -> None:
    path = again.folder / "my articles/clinic/sleep.txt"
    path.write_text(path.read_text() + "One more sentence.\n")
    assert steps(again("-n")) == AFTER_SUMMARY | {
        "normalise": 1,
        "repeats": 1,
        "boilerplate": 1,
        "readability": 1,
        "hedging": 1,
        "keywords": 1,
        "similarity": 1,
        "textstat": 1,
    }


@pytest.mark.parametrize(
    ("settings", "rules"),
    [
        (["criteria={grade: 9}"], AFTER_SUMMARY),
        (["report={title: Sleep}"], {"report": 1, "all": 1}),
        (["compare=earlier.json"], {"report": 1, "all": 1}),
        (
            ["seed=2", "hedging={lexicons: [own.tsv]}", "readability={textstat_sample: 3}"],
            {"readability": 3, "hedging": 3, "textstat": 1} | AFTER_SUMMARY,
        ),
    ],
)
def test_a_setting_reruns_what_reads_it(
    again: Callable[..., Run], settings: list[str], rules: dict[str, int]
) -> None:
    shutil.copy(ROOT / "workflow/src/hedgerow/lexicons/cues.tsv", again.folder / "own.tsv")
    shutil.copy(again.folder / "results/tiny/summary.json", again.folder / "earlier.json")
    assert steps(again("-n", "--config", *settings)) == rules


def test_a_run_until_a_rule_promises_no_report(articles: Path) -> None:
    run = snakemake(
        articles, "-j2", "--until", "normalise", "--config", "corpus=tiny", "source=my articles"
    )
    assert run.status == 0, run.text
    assert not (articles / "results/tiny/report.html").exists()
    assert "The report is at" not in run.text


def test_a_pdf_is_made_on_demand_and_says_what_it_needs(again: Callable[..., Run]) -> None:
    assert steps(again("-n", "pdf")) == {"pdf": 1}
    assert "pdf" not in steps(again("-n", "--config", "seed=2"))


def test_a_table_of_groups_reruns_the_summary(again: Callable[..., Run]) -> None:
    table = "\n".join(["file,group", "clinic/sleep.txt,a"])
    (again.folder / "my articles/metadata.csv").write_text(table + "\n")
    assert steps(again("-n")) == AFTER_SUMMARY


@pytest.mark.parametrize(
    ("edited", "rules"),
    [
        (
            ["readability/word_features.py", "lexicons/cues.tsv"],
            {"readability": 3, "hedging": 3} | AFTER_SUMMARY,
        ),
        (["report/build.py"], {"report": 1, "all": 1}),
    ],
)
def test_a_library_edit_reruns_what_uses_it(
    again: Callable[..., Run], tmp_path: Path, edited: list[str], rules: dict[str, int]
) -> None:
    copy = tmp_path / "checkout"
    for name in ("workflow", "config", "profiles"):
        shutil.copytree(ROOT / name, copy / name)
    for name in ("Snakefile", "environment.yml"):
        shutil.copy(ROOT / name, copy / name)
    for name in edited:
        with (copy / "workflow/src/hedgerow" / name).open("a") as file:
            file.write("\n# edited\n")
    assert steps(again("-n", snakefile=copy / "Snakefile")) == rules


def test_shards_and_cores_leave_the_results_alone(finished: Run, tmp_path: Path) -> None:
    shutil.copytree(finished.folder / "my articles", tmp_path / "my articles")
    for name in ("phrases.txt", "hedgerow.yaml"):
        shutil.copy(finished.folder / name, tmp_path / name)
    run = snakemake(tmp_path, "-j1", "--configfile", "hedgerow.yaml", "--config", "shards=1")
    assert run.status == 0, run.text
    one, three = (contents(f / "results/tiny") for f in (tmp_path, finished.folder))
    assert one.keys() == three.keys()
    assert [name for name in one if one[name] != three[name]] == []


def test_bad_documents_are_named_and_the_others_measured(tmp_path: Path) -> None:
    corpus = write_articles(tmp_path / "data/raw/odd")
    (corpus / "empty.txt").write_text("")
    (corpus / "gone.txt").symlink_to("nothing.txt")
    (corpus / "folder.txt").mkdir()
    (corpus / "out.txt").symlink_to("/etc/hostname")
    (corpus / "bytes.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "phrases.txt").write_text("\ndoes kratom help\n\n  \n")
    run = snakemake(tmp_path, "-j2", "--config", "corpus=odd", "phrases=phrases.txt")
    assert run.status == 0, run.text
    assert "Traceback" not in run.text
    assert "out.txt" in run.text
    tables = tmp_path / "results/odd/tables"
    excluded = {row["doc_id"]: row["reason"] for row in rows(tables / "excluded.csv")}
    assert {"empty.txt", "gone.txt", "out.txt"} <= set(excluded)
    assert all(excluded.values())
    analysed = {r["doc_id"] for r in rows(tables / "documents.csv") if r["status"] == "analysed"}
    assert set(ARTICLES) <= analysed
    listed = [r for r in rows(tables / "phrase_documents.csv") if r["origin"] == "listed"]
    assert {row["phrase"] for row in listed} == {"does kratom help"}


def test_a_corpus_of_nothing_usable_still_has_a_report(tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad/empty.txt").write_text("")
    (tmp_path / "bad/short.txt").write_text("Too short.")
    run = snakemake(tmp_path, "-j2", "--config", "corpus=bad", "source=bad")
    assert run.status == 0, run.text
    assert "Traceback" not in run.text
    assert (tmp_path / "results/bad/report.html").stat().st_size > 0


def test_a_table_without_its_column_ends_in_one_sentence(again: Callable[..., Run]) -> None:
    (again.folder / "my articles/metadata.csv").write_text("file,site\nclinic/sleep.txt,a\n")
    run = again()
    assert run.status != 0
    assert "Traceback" not in run.text
    assert run.last_line.startswith("Hedgerow cannot start: ")
    assert "metadata.csv" in run.last_line and "'group'" in run.last_line
    assert (again.folder / "results/tiny/report.html").is_file()  # costs no earlier result


def test_the_workflow_is_a_module_of_another(finished: Run, tmp_path: Path) -> None:
    shutil.copytree(finished.folder / "my articles", tmp_path / "my articles")
    (tmp_path / "Snakefile").write_text(f"""
module hedgerow:
    snakefile: {str(ROOT / "workflow/Snakefile")!r}
    config: {{"corpus": "inner", "source": "my articles", "too_short": 50}}

use rule * from hedgerow as hedgerow_*

rule count:
    default_target: True
    input: rules.hedgerow_report.output.report
    output: "bytes.txt"
    shell: "wc -c < {{input:q}} > {{output:q}}"
""")
    run = snakemake(tmp_path, "-j2")
    assert run.status == 0, run.text
    assert int((tmp_path / "bytes.txt").read_text()) > 0
    assert "Nothing to be done" in snakemake(tmp_path, "-n", "-j2").text


def test_snakemake_makes_its_own_report_of_the_run(again: Callable[..., Run]) -> None:
    run = again("--report", "run.html")
    assert run.status == 0, run.text
    assert (again.folder / "run.html").stat().st_size > 0
