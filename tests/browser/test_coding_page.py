"""A person codes a sample by the keyboard alone, exports it, and reads corrected shares."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from watching import CHROMIUM, needs_chromium

from hedgerow.corpus.label_error import label_error_tables
from hedgerow.corpus.schemas import CORPUS
from hedgerow.labels.schemas import CLAIMS as CLAIMS_TABLE
from hedgerow.steps import coding
from hedgerow.steps.coder_files import read_coder_files
from hedgerow.tables.io import read_arrow, write_table

pytestmark = needs_chromium

SETTINGS = {"corpus": "made-up", "seed": 1, "coding": {"half_width": 0.06}}
HOSTILE = "</script><script>document.title='owned'</script>"


def _row(number: int) -> dict:
    """One sentence of thirty documents; the labels call every third an unhedged direct claim."""
    claims = (number // 30 + number) % 3 == 0
    text = f"Tea number {number} {'eases' if claims else 'meets'} a headache. {HOSTILE}"
    return {
        "doc_id": f"d{number % 30:02}",
        "sentence": number // 30,
        "start": 0,
        "end": len(text),
        "text": text,
        "prose": True,
        "hedged": False,
        "certainty": 4.0,
        "claim": "direct_causal" if claims else "none",
        "claim_probability": 0.95,
        "stance": "asserted" if claims else "absent",
        "direction": "benefit" if claims else "none",
        "advice": "none",
        "attribution": "none",
        "attribution_named": False,
        "evidence": False,
        "is_question": False,
    }


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coding")
    rows = sorted((_row(n) for n in range(900)), key=lambda r: (r["doc_id"], r["sentence"]))
    columns = {name: [row.get(name) for row in rows] for name in CLAIMS_TABLE.names}
    write_table(folder / "claims.parquet", CLAIMS_TABLE, columns)
    documents = [
        {"doc_id": f"d{d:02}", "title": f"Tea {d}", "included": True, "group": "all"}
        for d in range(30)
    ]
    schema = CORPUS["documents"]
    cells = {name: [row.get(name) for row in documents] for name in schema.names}
    write_table(folder / "documents.parquet", schema, cells)
    coding.run(folder, SETTINGS, folder / "coding")
    return folder


@pytest.fixture
def page(browser, tables: Path) -> Iterator:
    context = browser.new_context(viewport={"width": 1200, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.problems = []
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    opened.on("console", lambda m: m.type == "error" and opened.problems.append(m.text))
    opened.goto((tables / "coding" / "coding.html").as_uri())
    yield opened
    context.close()


def _export(page, folder: Path) -> list[dict[str, str]]:
    """Reach the button by Tab, press it, and return the lines of the file."""
    while page.evaluate("document.activeElement.id") != "export":
        page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_whole_sample_is_coded_by_the_keyboard(page, tables: Path, tmp_path: Path) -> None:
    """Five in seven of what the labels call a claim are claims; the corrected share shows it."""
    page.keyboard.press("Tab")
    page.keyboard.type("Ann B.")
    page.keyboard.press("Escape")
    total = int(page.locator("#progress").get_attribute("max"))
    assert total >= 200
    for _ in range(total):
        text = page.locator("#sentence").inner_text()
        if "eases" in text and int(text.split()[2]) % 7 > 1:
            page.keyboard.press("3")
            page.keyboard.press("b")
        page.keyboard.press("Enter")
    assert page.locator("#done").inner_text() == f"{total} of {total}"
    rows = _export(page, tmp_path)
    assert len(rows) == total and all(row["claim"] and row["hedged"] == "no" for row in rows)
    path = tmp_path / "Ann-B-.csv"
    documents = read_arrow(tables / "documents.parquet").to_pandas()
    documents["included"] = documents["included"].astype(bool)
    made, summary = label_error_tables(
        [read_arrow(tables / "claims.parquet")],
        documents,
        read_coder_files([path]),
        resamples=100,
        seed=1,
    )
    assert summary["coders"] == [{"coder": "Ann-B-", "coded": total, "lost": 0}]
    row = made["label_shares"].set_index("measure").loc["direct_causal_sentences"]
    assert row["counted"] == pytest.approx(1 / 3)
    assert row["method"] == "coded sample"
    assert row["low"] < 5 / 21 < row["high"] < row["counted"]
    assert not page.problems and page.title() != "owned"


def test_marks_are_taken_back_and_kept_over_a_reload(page) -> None:
    pressed = "document.querySelectorAll('[aria-pressed=true]').length"
    for key in ("h", "3", "q"):
        page.keyboard.press(key)
    assert page.evaluate(pressed) == 3
    page.keyboard.press("z")
    assert page.evaluate(pressed) == 2
    page.keyboard.press("i")
    page.keyboard.type("hz3")
    page.keyboard.press("Escape")
    page.reload()
    assert page.evaluate(pressed) == 2
    assert page.locator("#note").input_value() == "hz3"
    page.keyboard.press("3")
    assert page.evaluate(pressed) == 1


def test_labels_are_hidden_until_asked_for_and_that_is_noted(page, tmp_path: Path) -> None:
    assert not page.locator("#program").is_visible()
    page.keyboard.press("p")
    assert "claim" in page.locator("#program").inner_text()
    page.keyboard.press("Enter")
    assert not page.locator("#program").is_visible()
    first, second, *_ = _export(page, tmp_path)
    assert first["notes"] == "[labels shown]" and first["claim"]
    assert second["notes"] == "" and second["claim"] == ""


def test_a_claim_is_asserted_unless_marked_otherwise(page, tmp_path: Path) -> None:
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    for key in ("2", "d", "Enter"):
        page.keyboard.press(key)
    first, second, *_ = _export(page, tmp_path)
    assert (first["claim"], first["stance"]) == ("direct_causal", "asserted")
    assert (second["claim"], second["stance"]) == ("conditional_causal", "denied")


def test_single_keys_can_be_switched_off(page) -> None:
    page.locator("#keys").uncheck()
    page.keyboard.press("h")
    assert page.locator("[aria-pressed=true]").count() == 0


@pytest.mark.parametrize("width", [1200, 380])
def test_the_page_is_accessible_and_fits(page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_asks_for_nothing_from_the_network(tables: Path) -> None:
    html = (tables / "coding" / "coding.html").read_text(encoding="utf-8")
    assert "http://" not in html and "https://" not in html
    assert CHROMIUM
