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


def _click_everything(watched: Watched) -> int:
    """Click every button and open every fold of every view; return how many there were."""
    page = watched.page
    page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1; }; }")
    clicked = 0
    for view in [*VIEWS, "search=fennel"]:
        watched.show(view if "=" in view else f"view-{view}")
        page.evaluate(UNFOLD)
        page.wait_for_timeout(200)
        # Clicks in the page are what a click of a person comes to, and are many times faster.
        clicked += page.evaluate(
            """() => {
                const seen = (window.seen ||= new Set());
                const before = seen.size;
                const inside = ".view:not([hidden]) button, header button";
                for (let again = true; again; ) {
                    again = false;
                    for (const button of document.querySelectorAll(inside)) {
                        const saves = /CSV|Previous|Next/.test(button.textContent);
                        // The heat table makes its buttons anew each time it is drawn.
                        const drawn = button.closest("[data-heat], .pager");
                        const key = drawn ? button.textContent.replace(/\\d+/g, "") : button;
                        if (seen.has(key) || saves || button.disabled) continue;
                        seen.add(key);
                        button.click();
                        again = true;
                    }
                }
                return seen.size - before;
            }"""
        )
        for search in page.locator(".view:not([hidden]) input[type=search]:visible").all():
            search.fill("fennel (")
            search.fill("")
        for choice in page.locator(".view:not([hidden]) select:visible").all():
            for value in choice.locator("option").all()[:4]:
                choice.select_option(value.get_attribute("value"))
    return clicked


def test_every_control_can_be_clicked(opened: Watched, made_up_report: Path) -> None:
    assert _click_everything(opened) > 100
    assert opened.page.evaluate("window.printed") >= 1
    assert opened.complaints == []
    assert opened.dialogs == []
    assert {url.partition("#")[0] for url in opened.requests} == {made_up_report.as_uri()}


def test_every_control_of_a_report_with_its_texts_beside_it(browser, tmp_path: Path) -> None:
    from hedgerow.steps import report

    folder = make_results(tmp_path, n=5)
    settings = {"report": {"pages": 2, "title": None}}
    report.run(folder, [folder / "text.arrow"], settings, folder / "report.html")
    watched = Watched(browser, folder / "report.html")
    assert _click_everything(watched) > 100
    assert watched.complaints == []
    loaded = {Path(url.partition("#")[0]).name for url in watched.requests}
    names = ("breaks", "sentences", "texts-1", "words", "words-1")
    assert loaded <= {"report.html", *(f"{name}.js" for name in names)}
    assert loaded >= {"report.html", "texts-1.js", "words.js", "words-1.js"}
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
