"""Every control of the report: clicked, and reached by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import UNFOLD, Watched, needs_chromium

from make_results import make_results

pytestmark = needs_chromium

DOCUMENTS = 230
ROWS = DOCUMENTS + 1  # one document is left out of the statistics, not of the index
INTERACTIVE = "a[href], button, input, summary, [tabindex='0']"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with tables longer than a page and document pages of their own."""
    from hedgerow.steps import report

    folder = make_results(tmp_path_factory.mktemp("large"), n=DOCUMENTS)
    report.run(folder, [folder / "text.arrow"], {}, folder / "report.html")
    return folder / "report.html"


@pytest.fixture
def long_tables(browser, large: Path) -> Iterator[Watched]:
    watched = Watched(browser, large, viewport={"width": 1280, "height": 800})
    yield watched
    watched.context.close()


def _click_everything(watched: Watched) -> int:
    """Click every button and open every fold; return how many controls there were."""
    page = watched.page
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1; }; }")
    page.evaluate(UNFOLD)
    page.wait_for_timeout(200)
    buttons = page.locator("button:visible")
    # Clicks in the page are what a click of a person comes to, and are many times faster.
    clicked = page.evaluate(
        """() => {
            const seen = new Set();
            for (let again = true; again; ) {
                again = false;
                for (const button of document.querySelectorAll("button")) {
                    if (seen.has(button) || button.dataset.csv || button.disabled) continue;
                    seen.add(button);
                    button.click();
                    again = true;
                }
            }
            return seen.size;
        }"""
    )
    assert buttons.count() > 0
    assert page.evaluate("window.printed") == 1
    for search in page.locator("input[type=search]:visible").all():
        search.fill("fennel (")
        search.fill("")
    return clicked


def test_every_control_can_be_clicked(opened: Watched, made_up_report: Path) -> None:
    assert _click_everything(opened) > 150
    assert opened.complaints == []
    assert opened.dialogs == []
    assert opened.requests == [made_up_report.as_uri()]


def test_every_control_of_a_page_of_its_own_can_be_clicked(browser, large: Path) -> None:
    path = sorted((large.parent / "documents").glob("*.html"))[0]
    watched = Watched(browser, path)
    assert _click_everything(watched) > 20
    assert watched.complaints == []
    assert watched.requests == [path.as_uri()]
    watched.context.close()


def test_every_link_inside_the_page_leads_somewhere(opened: Watched) -> None:
    lost = opened.page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')]
            .map((a) => decodeURIComponent(a.hash.slice(1)))
            .filter((id) => id && !document.getElementById(id))"""
    )
    assert lost == []


def test_every_link_to_a_file_of_documents_leads_to_a_place_in_it(large: Path) -> None:
    import re

    html = large.read_text(encoding="utf-8")
    targets = set(re.findall(r'href="(documents/[^"]+)"', html))
    assert len(targets) >= DOCUMENTS
    texts: dict[str, str] = {}
    for target in targets:
        name, _, place = target.partition("#")
        if name not in texts:
            texts[name] = (large.parent / name).read_text(encoding="utf-8")
        assert not place or f'id="{place}"' in texts[name], target


@pytest.mark.parametrize("folded", [True, False])
def test_the_keyboard_reaches_everything(opened: Watched, folded: bool) -> None:
    page = opened.page
    if not folded:
        page.evaluate("document.querySelector('details.doc').open = true")
        page.evaluate("document.querySelector('details.doc details.more').open = true")
        page.wait_for_timeout(100)
    wanted = page.evaluate(
        f"""() => {{
            const all = [...document.querySelectorAll("{INTERACTIVE}")];
            const there = all.filter((node) => node.checkVisibility() && !node.disabled);
            there.forEach((node, place) => {{ node.dataset.place = place; }});
            return there.length;
        }}"""
    )
    assert wanted > 100
    reached: set[str] = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement.dataset.place")
        if place in reached:
            break
        if place is not None:
            reached.add(place)
    missed = page.evaluate(
        """(reached) => [...document.querySelectorAll("[data-place]")]
            .filter((node) => !reached.includes(node.dataset.place))
            .map((node) => node.outerHTML.slice(0, 120))""",
        sorted(reached),
    )
    assert missed == []


def test_focus_can_be_seen(opened: Watched) -> None:
    page = opened.page
    for _ in range(8):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", page.evaluate("document.activeElement.outerHTML.slice(0, 100)")


def test_a_long_table_unfolds_and_turns_its_pages(long_tables: Watched) -> None:
    page = long_tables.page
    table = page.locator("#table-documents")
    rows = table.locator("tbody tr")
    assert rows.count() == 10
    unfold = table.get_by_role("button", name=f"Show all {ROWS} rows")
    assert unfold.get_attribute("aria-expanded") == "false"
    unfold.click()
    assert rows.count() == 200
    table.get_by_role("button", name="Next").click()
    assert rows.count() == ROWS - 200
    assert "page 2 of 2" in table.locator(".pager").inner_text()
    table.get_by_role("button", name="Previous").click()
    table.get_by_role("button", name="Show fewer rows").click()
    assert rows.count() == 10


def test_searching_looks_through_all_rows(long_tables: Watched) -> None:
    page = long_tables.page
    table = page.locator("#table-documents")
    last = table.evaluate(
        "node => { node.querySelector('.unfold').click();"
        " [...node.querySelectorAll('button')].find(b => b.textContent === 'Next').click();"
        " return node.querySelector('tbody tr:last-child td').textContent; }"
    )
    page.locator("[data-search=documents]").fill(last)
    assert table.locator("tbody tr").count() == 1
    assert f"1 of {ROWS} rows" in table.locator(".pager").inner_text()


def test_sorting_sorts_all_rows_not_those_shown(long_tables: Watched) -> None:
    page = long_tables.page
    table = page.locator("#table-documents")
    head = table.locator("th", has_text="words").first
    column = 1 + head.evaluate("node => node.cellIndex")
    head.get_by_role("button").click()
    shown = table.locator(f"tbody td:nth-child({column})").all_inner_texts()
    table.locator(".unfold").click()
    everything = table.locator(f"tbody td:nth-child({column})").all_inner_texts()
    assert shown == everything[:10]


def test_the_attention_list_unfolds_and_moves_the_focus(long_tables: Watched) -> None:
    page = long_tables.page
    items = page.locator("#attention .attention > li:visible")
    before = items.count()
    page.locator("#attention [data-later]").press("Enter")
    assert items.count() > before == 10
    assert page.evaluate("document.activeElement.classList.contains('later')")


def test_print_shows_the_first_rows_of_a_long_table(long_tables: Watched) -> None:
    page = long_tables.page
    rows = page.locator("#table-documents tbody tr")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == 40
    said = page.locator("#table-documents .pager").text_content()
    assert f"The first 40 of {ROWS} rows are printed." in said
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert rows.count() == 10


def test_print_cuts_no_table_off(browser, made_up_report: Path) -> None:
    # 182 mm between the margins of A4 at 96 dots an inch.
    watched = Watched(browser, made_up_report, viewport={"width": 688, "height": 970})
    watched.page.emulate_media(media="print")
    watched.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wide = watched.page.evaluate("document.documentElement.scrollWidth")
    watched.context.close()
    assert wide <= 688


def test_a_report_on_two_hundred_documents_stays_small(tmp_path: Path) -> None:
    from hedgerow.steps import report

    folder = make_results(tmp_path, n=200)
    report.run(folder, [folder / "text.arrow"], {}, folder / "report.html")
    assert (folder / "report.html").stat().st_size < 5_000_000
    assert len(list((folder / "documents").glob("*.html"))) == 200
