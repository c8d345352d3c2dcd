"""A run over every format, good and bad: what is measured, and what is said of the rest."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from running import Run, snakemake

from samples import snapshot, write_bad, write_good

pytestmark = pytest.mark.workflow

ARGUMENTS = ("-j2", "--config", "corpus=mixed", "source=mixed corpus", "too_short=50")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, set[str], dict[str, str]]:
    """One finished run, the ids of the good documents, and the reasons for the bad ones."""
    folder = tmp_path_factory.mktemp("mixed")
    good = write_good(folder / "mixed corpus")
    bad = write_bad(folder / "mixed corpus")
    good |= {"bad.jsonl#whole", "ragged.csv#1"}
    rows = ["file,group", "word.docx,office", "paper.pdf,office", "table.csv,tables"]
    rows += ["table.tsv#1,tables", "sub/records.jsonl#r20,first", "crawl.warc.gz,web"]
    (folder / "mixed corpus/metadata.csv").write_text("\n".join(rows) + "\n")
    (folder / "outside.txt").chmod(0o600)
    before = snapshot(folder / "mixed corpus")
    run = snakemake(folder, *ARGUMENTS, "shards=3")
    assert run.status == 0, run.text
    assert snapshot(folder / "mixed corpus") == before, "the corpus is only read"
    return run, good, bad


def table(run: Run, name: str) -> dict[str, dict[str, str]]:
    path = run.folder / f"results/mixed/tables/{name}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return {row["doc_id"]: row for row in csv.DictReader(file)}


def test_every_good_document_is_measured(mixed) -> None:
    run, good, _ = mixed
    documents = table(run, "documents")
    for doc_id in good:
        assert documents[doc_id]["status"] in ("analysed", "near_duplicate", "duplicate"), doc_id
        assert documents[doc_id]["flesch_kincaid_grade"]
    record = documents["sub/records.jsonl#r21"]
    assert (record["title"], record["path"]) == ("Sleep and rest, part 21", "sub/records.jsonl")


def test_every_bad_document_has_its_reason_in_the_tables_and_on_the_terminal(mixed) -> None:
    run, good, bad = mixed
    documents, excluded = table(run, "documents"), table(run, "excluded")
    others = set(documents) - good - set(bad)
    assert others and others < {f"cut.jsonl.gz#r{i}" for i in range(100, 400)}
    for doc_id, reason in bad.items():
        assert documents[doc_id]["status"] == "unreadable"
        assert reason in excluded[doc_id]["reason"]
        assert f"Not used (unreadable): {doc_id}: " in run.text
        assert reason in run.text
    assert "Traceback" not in run.text
    assert "Nobody should read this" not in json.dumps(documents)


def test_the_report_names_them_and_counts_all(mixed) -> None:
    run, _, bad = mixed
    report = (run.folder / "results/mixed/report.html").read_text("utf-8")
    for reason in bad.values():
        assert reason in report
    flow = json.loads((run.folder / "results/mixed/summary.json").read_text())["flow"]
    assert flow["unreadable"] == len(bad)
    assert flow["found"] == len(table(run, "documents"))


def test_groups_come_from_the_table_then_from_records(mixed) -> None:
    documents = table(mixed[0], "documents")
    groups = {
        "word.docx": "office",
        "table.csv#2": "tables",
        "table.tsv#1": "tables",
        "table.tsv#2": "(not listed)",
        "sub/records.jsonl#r20": "first",
        "sub/records.jsonl#r21": "b",
        "sub/records.jsonl.gz#r40": "a",
        "crawl.warc.gz#http://a.org/2": "web",
        "plain.txt": "(not listed)",
    }
    assert {doc_id: documents[doc_id]["group"] for doc_id in groups} == groups


def test_shards_leave_no_trace_in_a_corpus_of_containers(mixed, tmp_path: Path) -> None:
    run = mixed[0]
    shutil.copytree(run.folder / "mixed corpus", tmp_path / "mixed corpus", symlinks=True)
    (tmp_path / "outside.txt").write_text("Nobody should read this.")
    again = snakemake(tmp_path, *ARGUMENTS, "shards=1")
    assert again.status == 0, again.text
    passing = ("summary.json", "report.html", "methods.md", "tables/*.parquet")
    for pattern in passing:
        for one in (run.folder / "results/mixed").glob(pattern):
            other = tmp_path / "results/mixed" / one.relative_to(run.folder / "results/mixed")
            assert one.read_bytes() == other.read_bytes(), one.name


def test_fields_are_named_in_the_config_and_a_change_reads_again(tmp_path: Path) -> None:
    (tmp_path / "rows").mkdir()
    row = json.dumps({"inhalt": "People may sleep well here. " * 30, "text": "no", "nr": 5})
    (tmp_path / "rows/a.jsonl").write_text(row + "\n")
    arguments = ("-j2", "--config", "corpus=rows", "source=rows", "too_short=5")
    run = snakemake(tmp_path, *arguments, "records={text: [inhalt], id: [nr]}")
    assert run.status == 0, run.text
    found = (tmp_path / "results/rows/tables/documents.csv").read_text()
    assert "a.jsonl#5" in found
    assert "normalise" in snakemake(tmp_path, "-n", *arguments).jobs
    wrong = snakemake(tmp_path, "-n", *arguments, "records={texts: [inhalt]}")
    assert "The config key 'texts' under 'records' is unknown; did you mean 'text'?" in wrong.text
