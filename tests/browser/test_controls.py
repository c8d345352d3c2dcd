"""Every control of the report: clicked, and reached by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import UNFOLD, VIEWS, Watched, needs_chromium

from make_results import make_results

pytestmark = needs_chromium

DOCUMENTS = 230
ROWS = DOCUMENTS + 1  # one document is left out of the statistics, not of the index
INTERACTIVE = "a[href], button, input, select, textarea, summary, [tabindex='0']"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with tables longer than a page."""
    from hedgerow.steps import report

    folder = make_results(tmp_path_factory.mktemp("large"), n=DOCUMENTS)
    report.run(folder, [folder / "text.arrow"], {}, folder / "report.html")
    return folder / "report.html"


@pytest.fixture
def long_tables(browser, large: Path) -> Iterator[Watched]:
    watched = Watched(browser, large, viewport={"width": 1280, "height": 800})
    yield watched
    watched.context.close()


def test_every_link_inside_the_page_leads_somewhere(opened: Watched) -> None:
    page = opened.page
    for view in VIEWS:
        opened.show(f"view-{view}")
    links = page.evaluate(
        "() => [...new Set([...document.querySelectorAll('a[href^=\"#\"]')].map((a) => a.hash))]"
    )
    assert len(links) > 20
    for link in links:
        page.evaluate("document.querySelector('[data-status]').textContent = ''")
        opened.show(link.removeprefix("#"))
        assert page.locator("[data-status]").text_content() == "", link


@pytest.mark.parametrize("view", VIEWS)
def test_the_keyboard_reaches_everything(opened: Watched, view: str) -> None:
    page = opened.page
    opened.show(f"view-{view}")
    page.evaluate(UNFOLD)
    page.wait_for_timeout(200)
    wanted = page.evaluate(
        f"""() => {{
            document.activeElement.blur();
            const all = [...document.querySelectorAll("{INTERACTIVE}")];
            const there = all.filter((node) => node.checkVisibility() && !node.disabled);
            there.forEach((node, place) => {{ node.dataset.place = place; }});
            return there.length;
        }}"""
    )
    assert wanted > 10
    reached: set[str] = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement.dataset.place")
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


def test_the_heat_table_unfolds_and_turns_its_pages(long_tables: Watched) -> None:
    page = long_tables.page
    long_tables.show("view-documents")
    rows = page.locator(".heat-table tbody tr")
    assert rows.count() == 6
    pager = page.locator("[data-heat-pager]")
    pager.get_by_role("button", name="Show more").click()
    assert rows.count() == 100
    pager.get_by_role("button", name="Next").click()
    pager.get_by_role("button", name="Next").click()
    assert rows.count() == ROWS - 200
    assert "page 3 of 3" in pager.inner_text()
    pager.get_by_role("button", name="Previous").click()
    pager.get_by_role("button", name="Show fewer").click()
    assert rows.count() == 6


def test_filtering_and_sorting_take_all_rows_not_those_shown(long_tables: Watched) -> None:
    page = long_tables.page
    long_tables.show("view-documents")
    page.locator("[data-sort=consensus_grade]").click()
    cells = page.locator(".heat-table tbody td:nth-child(2)").all_inner_texts()
    page.locator("[data-heat-pager]").get_by_role("button", name="Show more").click()
    everything = page.locator(".heat-table tbody td:nth-child(2)").all_inner_texts()
    assert everything[: len(cells)] == cells
    page.locator("[data-heat-filter]").fill("part 229")
    assert page.locator(".heat-table tbody tr").count() == 1


def test_a_long_table_unfolds(long_tables: Watched) -> None:
    page = long_tables.page
    long_tables.show("view-claims")
    table = page.locator("#table-strongest")
    rows = table.locator("tbody tr")
    assert rows.count() == 3
    unfold = table.locator(".unfold")
    assert unfold.get_attribute("aria-expanded") == "false"
    unfold.click()
    assert rows.count() > 3
    unfold.click()
    assert rows.count() == 3


def test_the_attention_list_unfolds_and_moves_the_focus(long_tables: Watched) -> None:
    page = long_tables.page
    items = page.locator("#attention .attention > li:visible")
    before = items.count()
    page.locator("#attention [data-later]").press("Enter")
    assert items.count() > before
    assert page.evaluate("document.activeElement.classList.contains('later')")


def test_print_cuts_no_table_off(browser, made_up_report: Path) -> None:
    # 182 mm between the margins of A4 at 96 dots an inch.
    watched = Watched(browser, made_up_report, viewport={"width": 688, "height": 970})
    watched.page.wait_for_timeout(300)
    watched.page.emulate_media(media="print")
    watched.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wide = watched.page.evaluate("document.documentElement.scrollWidth")
    watched.context.close()
    assert wide <= 688


def test_a_report_on_two_hundred_documents_is_one_small_file(large: Path) -> None:
    assert large.stat().st_size < 3_000_000
    assert not (large.parent / "report-data").exists()
