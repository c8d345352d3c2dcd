"""The report as a whole, from made-up tables: same bytes, nothing undefined, odd corpora."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from hedgerow.errors import UserError
from hedgerow.lexicons.label_accuracy import published_figures
from hedgerow.report.build import write_report
from hedgerow.report.figures.write import write_figures
from hedgerow.report.methods import bibliography, methods_markdown, references
from hedgerow.report.packed.pack import unpacked
from hedgerow.report.render import asset
from hedgerow.report.results import Results
from hedgerow.report.sections import overview
from hedgerow.report.sections.attention import reasons
from hedgerow.report.texts import read_texts
from hedgerow.steps import influence, report
from make_results import HOSTILE, PHRASE, make_results


def _report(folder: Path, settings: dict | None = None, figures: bool = False) -> str:
    results = Results.read(folder / "tables", folder / "summary.json", settings)
    if figures:
        write_figures(results, folder / "figures")
    shards = [folder / "text.arrow"]
    texts = read_texts(shards, set(results.titles))
    write_report(results, texts, folder / "report.html")
    return (folder / "report.html").read_text(encoding="utf-8")


def _visible(html: str) -> str:
    # The lexicons list "undefined" as a word.
    lists = r'<dl class="terms">.*?</dl>'
    hidden = rf"<(script|style|template)\b[^>]*>.*?</\1>|{lists}"
    body = re.sub(hidden, "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", body)


def test_same_tables_give_the_same_bytes(made_up_report: Path, tmp_path: Path) -> None:
    folder = make_results(tmp_path)
    influence.run(folder / "tables", folder / "summary.json", folder / "claim_words.parquet")
    _report(folder, figures=True)
    sums = []
    for folder in (made_up_report.parent, tmp_path):
        sums.append(
            {
                path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(folder.rglob("*"))
                if path.is_file() and path.name != "run.json"
            }
        )
    assert sums[0] == sums[1]
    assert {"report.html", "methods.md", "datapackage.json"} <= set(sums[0])
    assert {f"figures/grades.{ending}" for ending in ("svg", "png", "csv")} <= set(sums[0])


@pytest.mark.parametrize(
    ("n", "groups"), [(0, ("all",)), (1, ("all",)), (2, ("a", "b")), (5, ("a", "b", "c"))]
)
def test_odd_corpora_get_a_report_without_undefined_words(
    tmp_path: Path, n: int, groups: tuple[str, ...]
) -> None:
    words = _visible(_report(make_results(tmp_path, n=n, groups=groups, hostile=False)))
    assert not re.search(r"\b(nan|NaN|None|NaT|undefined|Infinity|<NA>)\b", words)


@pytest.mark.parametrize(("n", "cut"), [(12, False), (13, True)])
def test_the_report_says_which_groups_are_compared_in_pairs(
    tmp_path: Path, n: int, cut: bool
) -> None:
    groups = tuple(f"g{i:02}" for i in range(n))
    folder = make_results(tmp_path, n=n, groups=groups, hostile=False)
    assert (f"in pairs the 12 largest groups of {n}" in _visible(_report(folder))) == cut
    methods = methods_markdown(Results.read(folder / "tables", folder / "summary.json"))
    assert ("effect sizes are those of pairs of the 12 largest groups" in methods) == cut


def test_the_policy_allows_nothing_but_the_inline_script_and_style(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r'\sstyle="|\son\w+="[^"]*"\s*>', re.sub(r"&[^;]+;", "", html))


def test_nothing_is_loaded_from_anywhere(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
    assert not re.search(r"<(?:link|iframe|img|object|embed|base)\b", html)


def test_the_hostile_article_is_shown_as_text(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    assert "&lt;script&gt;document.title=" in html
    assert html.count("<script") == 1
    assert "\u202e" not in html
    assert "{{ 7*7 }}" in html
    assert HOSTILE not in html


def test_each_use_of_a_phrase_is_listed_with_place_and_verdict(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    table = html[html.index('id="table-occurrences"') : html.index('id="table-phrase-documents"')]
    assert table.count(f">{PHRASE}</a>") == table.count('class="verdict')
    assert "does not fit" in table
    assert "a question stands after" in table


def _bundle(html: str, name: str) -> Any:
    return unpacked(re.search(rf'<template data-bundle="{name}">([^<]*)<', html)[1])


def test_every_inner_link_has_its_target(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    slugs = set(_bundle(html, "documents")["slug"])
    lost = {link for link in re.findall(r'href="#([^"]+)"', html) if link not in ids}
    # Sentences are on the pages that the script makes of the packed documents.
    assert {re.sub(r"^doc-|-s\d+$", "", link) for link in lost} <= slugs


def test_links_beside_the_report_lead_to_files_of_the_run(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    for link in set(re.findall(r'href="((?:figures|methods|references|run|datap)[^"#]*)"', html)):
        assert (made_up_report.parent / link).is_file(), link


def test_many_documents_have_their_texts_beside_the_report_and_in_an_archive(
    tmp_path: Path,
) -> None:
    folder = make_results(tmp_path, n=4)
    html = _report(folder, {"report": {"pages": 2, "title": "Four"}})
    assert 'data-bundle="texts-1"' not in html and "'self' file:" in html.replace("&#39;", "'")
    names = {path.name for path in (folder / "report-data").iterdir()}
    assert names == {
        f"{name}.js" for name in ("breaks", "sentences", "texts-1", "words", "words-1")
    }
    with zipfile.ZipFile(folder / "report.zip") as archive:
        held = archive.namelist()
    assert {"report/report.html", "report/report-data/texts-1.js"} <= set(held)
    # A report that is one file again leaves none of the others behind.
    html = _report(folder, {"report": {"pages": 150, "title": None}})
    assert 'data-bundle="texts-1"' in html
    assert not (folder / "report-data").exists() and not (folder / "report.zip").exists()


def test_of_very_many_documents_names_and_measures_are_beside_the_report_too(
    tmp_path: Path, monkeypatch
) -> None:
    folder = make_results(tmp_path, n=4)
    settings = {"report": {"pages": 2, "title": "Four"}}
    whole = _bundle(_report(folder, settings), "documents")
    monkeypatch.setattr("hedgerow.report.build.MOST_OF_DOCUMENTS", 10)
    assert '<template data-bundle="documents"></template>' in _report(folder, settings)
    text = (folder / "report-data" / "documents.js").read_text(encoding="ascii")
    assert unpacked(re.search(r',"([^"]*)"\)', text)[1]) == whole


def test_a_packed_document_has_the_places_of_its_text(tmp_path: Path) -> None:
    html = _report(make_results(tmp_path, n=3, hostile=False))
    index = _bundle(html, "documents")
    documents = _bundle(html, "texts-1")
    assert len(documents) == len(index["slug"]) == 4
    text, blocks, sentences, _, cues, *_ = documents[0]
    starts = [sum(sentences[1 : k + 1 : 7]) for k in range(1, len(sentences), 7)]
    for k, start in enumerate(starts):
        end = start + sentences[7 * k + 2]
        assert text[start:end][-1] in ".?!" and text[start].isupper()
    first = text[cues[0] : cues[0] + cues[1]]
    assert first.lower() in ("may", "suggest", "if", "experts", "often", "clearly", "possible")
    assert sum(blocks[2::3]) + len(blocks) // 3 == len(text)


def test_the_index_of_words_counts_what_is_in_the_texts(tmp_path: Path) -> None:
    folder = make_results(tmp_path, n=3, hostile=False)
    _report(folder, {"report": {"pages": 2, "title": None}})

    def read(name: str) -> Any:
        text = (folder / "report-data" / f"{name}.js").read_text(encoding="ascii")
        return unpacked(re.search(r',"([^"]*)"\)', text)[1])

    index = read("words")
    texts = [document[0].lower() for document in read("texts-1")]
    place = index["words"].split().index("fennel")
    assert index["counts"][place] == sum(len(re.findall(r"\bfennel\b", text)) for text in texts)
    # A position for each word, each line break between words and the end of the document.
    between = [re.split(r"[^\W_]+", text) for text in texts]
    assert index["lengths"] == [len(gaps) + sum("\n" in gap for gap in gaps) for gaps in between]


def test_settings_given_to_the_report_win(tmp_path: Path) -> None:
    html = _report(make_results(tmp_path, n=1), {"report": {"pages": 150, "title": "A <b>Title"}})
    assert "A &lt;b&gt;Title" in html


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    folder = make_results(tmp_path, n=1)
    (folder / "tables" / "claims.parquet").unlink()
    with pytest.raises(UserError, match=r"claims\.parquet"):
        _report(folder)


def _compared(folder: Path, earlier: Path) -> str:
    report.run(folder, [folder / "text.arrow"], {}, folder / "report.html", [earlier])
    return (folder / "report.html").read_text(encoding="utf-8")


def _earlier(folder: Path, to: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Copy the summary of a run, changed, as that of an earlier one."""
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    change(summary)
    to.mkdir(parents=True)
    (to / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    return to / "summary.json"


def test_without_an_earlier_run_nothing_moved(tmp_path: Path) -> None:
    assert 'id="changes"' not in _report(make_results(tmp_path, n=2))


def test_the_report_shows_what_moved_and_by_how_much(tmp_path: Path) -> None:
    folder = make_results(tmp_path / "now", n=3)

    def lower(summary: dict[str, Any]) -> None:
        cells = summary["measures"]["consensus_grade"]["all"]
        for key in ("mean", "mean_low", "mean_high"):
            cells[key] -= 5
        summary["settings"]["seed"] = 7
        summary["corpus"] = "<b>before"

    html = _compared(folder, _earlier(folder, tmp_path / "then", lower))
    table = html[html.index('id="table-changes-measures"') :]
    first = table[table.index("<tbody>") : table.index("</tr>", table.index("<tbody>"))]
    assert "Consensus grade" in first and "+5.0" in first and "▲ up" in first
    assert "<code>seed</code> (7 → 1)" in html
    assert "&lt;b&gt;before" in html
    assert 'id="table-changes-documents"' not in html


def test_several_earlier_runs_are_a_line(tmp_path: Path) -> None:
    folder = make_results(tmp_path / "now", n=3)
    runs = []
    for k in (2, 1):

        def lower(summary: dict[str, Any], k: int = k) -> None:
            summary["measures"]["consensus_grade"]["all"]["mean"] -= k

        runs.append(_earlier(folder, tmp_path / f"then-{k}", lower))
    report.run(folder, [folder / "text.arrow"], {}, folder / "report.html", runs)
    html = (folder / "report.html").read_text(encoding="utf-8")
    table = html[html.index('id="table-runs"') :]
    first = table[table.index("<tbody>") : table.index("</tr>", table.index("<tbody>"))]
    values = [float(v) for v in re.findall(r'data-v="([\d.]+)"', first)]
    assert "Consensus grade" in first and 'class="run"' in first
    assert [round(b - a, 6) for a, b in pairwise(values)] == [1, 1]


def test_documents_are_held_against_themselves_where_their_table_is_there(tmp_path: Path) -> None:
    import pandas as pd

    folder = make_results(tmp_path / "now", n=4)
    earlier = _earlier(folder, tmp_path / "then", lambda summary: None)
    frame = pd.read_parquet(folder / "tables" / "documents.parquet")
    (earlier.parent / "tables").mkdir()
    frame["hedge_rate"] -= 2.5
    frame.to_parquet(earlier.parent / "tables" / "documents.parquet")
    html = _compared(folder, earlier)
    table = html[html.index('id="table-changes-paired"') :]
    first = table[table.index("<tbody>") : table.index("</tr>", table.index("<tbody>"))]
    assert "Hedges" in first and "+2.5 (+2.5 to +2.5)" in first and "▲ up" in first
    assert 'id="table-changes-documents"' in html


@pytest.mark.parametrize(
    ("content", "said"), [(None, "missing"), ("[", "JSON"), ("{}", "`schema` is None")]
)
def test_what_cannot_be_compared_is_named(tmp_path: Path, content: str | None, said: str) -> None:
    folder = make_results(tmp_path, n=1)
    other = tmp_path / "other.json"
    if content is not None:
        other.write_text(content)
    with pytest.raises(UserError, match=re.escape(said)):
        _compared(folder, other)


def test_figures_without_data_are_removed_and_said_to_be_missing(tmp_path: Path) -> None:
    folder = make_results(tmp_path, n=0, groups=("all",))
    (folder / "figures").mkdir()
    (folder / "figures" / "timeline.svg").write_text("<svg/>")
    results = Results.read(folder / "tables", folder / "summary.json")
    reasons = write_figures(results, folder / "figures")
    assert "timeline" in reasons
    assert not (folder / "figures" / "timeline.svg").exists()
    assert "Documents by year (" in _report(folder)


def test_a_corpus_without_sure_claims_has_a_report(tmp_path: Path) -> None:
    import pandas as pd

    folder = make_results(tmp_path, n=3)
    path = folder / "tables" / "claims.parquet"
    claims = pd.read_parquet(path)
    for kept in (claims.assign(claim="none"), claims.iloc[:0]):
        kept.to_parquet(path)
        assert 'id="claims"' in _report(folder)


def test_reasons_are_one_for_each_criterion() -> None:
    row = {
        "failed_reasons": "hard to read: grade 12; stuffed: density 3.4 %; 2 unnatural uses",
        "stuffing_reasons": "density 3.4 %; 2 unnatural uses",
    }
    assert reasons(row) == [
        "hard to read: grade 12",
        "stuffed: density 3.4 %, 2 unnatural uses",
    ]


def test_an_undefined_tile_says_so() -> None:
    tile = overview.tile_view({"key": "research_named", "label": "x", "unit": "share", "n": 0})
    assert (tile.status, tile.word) == ("none", "Not defined")


def test_methods_name_the_parameters_and_cite_only_known_works(tmp_path: Path) -> None:
    folder = make_results(tmp_path, n=2)
    settings = {"too_short": 123, "statistics": {"resamples": 4321}}
    text = methods_markdown(Results.read(folder / "tables", folder / "summary.json", settings))
    assert "below 123 words" in text and "4,321 times" in text and "fewer than 10" in text
    keys = {entry["key"] for entry in references(text)}
    assert set(re.findall(r"@(\w+)", text)) == keys
    assert bibliography(text).count("\n@") + 1 == len(keys)


def test_methods_give_the_figures_of_the_labels(tmp_path: Path) -> None:
    folder = make_results(tmp_path, n=2)
    text = methods_markdown(Results.read(folder / "tables", folder / "summary.json"))
    figures = published_figures()
    assert figures
    for row in figures:
        assert f"{row.figure} {row.value:.2f} on {row.items:,} sentences of " in text


def test_every_entry_of_the_bibliography_has_what_its_kind_needs() -> None:
    needed = {
        "article": {"journal", "volume", "pages"},
        "inproceedings": {"booktitle"},
        "incollection": {"booktitle", "publisher", "pages"},
        "techreport": {"institution", "number"},
        "book": {"publisher"},
        "misc": {"howpublished"},
    }
    text = asset("references.bib")
    for line in text.strip().splitlines():
        kind, key = re.match(r"@(\w+)\{(\w+), ", line).groups()
        fields = set(re.findall(r"(\w+) = \{", line))
        assert needed[kind] | {"author", "title"} <= fields, key
        assert "year" in fields or key == "cmudict", key
        assert line.count("{") == line.count("}"), key


def test_the_data_package_describes_the_tables(tmp_path: Path) -> None:
    folder = make_results(tmp_path, n=2)
    (folder / "tables" / "claims.csv").write_text("doc_id\n")
    _report(folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    claims = next(r for r in package["resources"] if r["path"] == "tables/claims.csv")
    assert claims["schema"]["primaryKey"] == ["doc_id", "sentence"]
    digest = hashlib.sha256(b"doc_id\n").hexdigest()
    assert claims["hash"] == f"sha256:{digest}"


def test_documents_are_named_by_title_with_the_file_beneath(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    assert "Fennel tea and sleep, part 1" in html
    assert '<small class="file">' in html


def test_a_family_is_shown_side_by_side_with_its_differences(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    assert "3 pages are 1 template" in html
    pair = html[html.index('class="pair"') :]
    assert pair.count("<blockquote>") >= 2 and "m differs" in pair


def test_checks_of_the_measures_are_on_a_page_of_their_own(made_up_report: Path) -> None:
    html = made_up_report.read_text(encoding="utf-8")
    checks = (made_up_report.parent / "quality.html").read_text(encoding="utf-8")
    for key in ("textstat", "segmentation", "index-agreement", "appendix", "formulas"):
        assert f'<section id="{key}">' in checks
        assert f'<section id="{key}">' not in html
    ids = re.findall(r'\sid="([^"]+)"', checks)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', checks)) <= set(ids)


def test_little_measured_prose_is_a_warning(made_up_report: Path, tmp_path: Path) -> None:
    assert 'class="warning"' in made_up_report.read_text(encoding="utf-8")
    folder = make_results(tmp_path, n=3)
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    summary["measured"] |= {"words": 800, "share": 0.8}
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    assert 'class="warning"' not in _report(folder)


def test_empty_tables_share_one_line(tmp_path: Path) -> None:
    html = _report(make_results(tmp_path, n=0, groups=("all",)))
    assert "Nothing to list" not in html
    assert "Without content: " in html


def test_lists_are_headed_by_their_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    from hedgerow.report import lists
    from hedgerow.report.tabulate import ReportTable

    table = ReportTable("strongest", "Strongest claims", [], [])
    for right, caption in ((45, "Strongest claims"), (35, "Candidates: strongest claims")):
        monkeypatch.setattr(
            lists, "precisions", lambda right=right: {"strongest": lists.Precision(right, 50)}
        )
        shown = lists.listed("strongest", table)
        assert shown is not None and shown.caption == caption and "n = 50" in shown.unit
    monkeypatch.setattr(lists, "precisions", lambda: {"strongest": lists.Precision(20, 50)})
    assert lists.listed("strongest", table) is None
    monkeypatch.setattr(lists, "precisions", dict)
    shown = lists.listed("strongest", table)
    assert shown is not None and shown.caption.startswith("Candidates: ")
