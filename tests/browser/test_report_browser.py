"""The report in Chromium, opened from its file as a reader would."""

from __future__ import annotations

from pathlib import Path

import pytest
from watching import LAY_OUT, UNFOLD, Watched, needs_chromium

pytestmark = needs_chromium


def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(
    opened: Watched, made_up_report: Path
) -> None:
    opened.page.evaluate(UNFOLD)
    opened.page.wait_for_timeout(100)
    assert opened.requests == [made_up_report.as_uri()]
    assert opened.complaints == []


def test_the_hostile_article_runs_nothing(opened: Watched) -> None:
    page = opened.page
    page.evaluate(UNFOLD)
    assert page.title() == "Hedgerow report: made-up"
    assert opened.dialogs == []
    assert page.locator("img, iframe, object, embed, form, link").count() == 0
    assert page.locator("script").count() == 1
    assert page.get_by_text('<script>document.title="owned"</script>').count() > 0


def test_the_policy_stops_scripts_styles_and_requests(opened: Watched) -> None:
    ran = opened.page.evaluate(
        """() => new Promise((done) => {
            const stopped = [];
            document.addEventListener("securitypolicyviolation", (event) => {
                stopped.push(event.effectiveDirective);
                if (stopped.length === 3) done({ stopped, ran: window.intruder === 1 });
            });
            const script = document.createElement("script");
            script.textContent = "window.intruder = 1";
            document.body.append(script);
            const style = document.createElement("style");
            style.textContent = "body { display: none }";
            document.body.append(style);
            const image = document.createElement("img");
            image.src = "https://example.org/x.png";
            document.body.append(image);
        })"""
    )
    assert ran["ran"] is False
    assert {"script-src-elem", "style-src-elem", "img-src"} == set(ran["stopped"])


def test_dark_mode_can_be_switched(opened: Watched) -> None:
    page = opened.page
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.locator("[data-theme-switch]").click()
    assert page.evaluate(colour) != light
    assert page.locator("[data-theme-switch]").inner_text() == "Light"
    page.locator("[data-theme-switch]").click()
    assert page.evaluate(colour) == light


def test_marks_in_a_text_can_be_switched(opened: Watched) -> None:
    page = opened.page
    document = page.locator("details.doc").nth(1)
    document.locator("summary").first.click()
    mark = document.locator(".m.hedge").first
    decorated = "node => getComputedStyle(node).textDecorationLine"
    button = document.get_by_role("button", name="Hedges")
    assert button.get_attribute("aria-pressed") == "true"
    assert mark.evaluate(decorated) == "underline"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert mark.evaluate(decorated) == "none"


def _column(page, table: str, column: int) -> list[str]:
    return page.locator(f"#table-{table} tbody td:nth-child({column})").all_inner_texts()


def test_tables_sort_by_number_with_the_keyboard(opened: Watched) -> None:
    page = opened.page
    head = page.locator("#table-readability-documents th", has_text="words")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    values = [int(text) for text in _column(page, "readability-documents", 3)]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) > 1
    assert head.get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    values = [int(text) for text in _column(page, "readability-documents", 3)]
    assert values == sorted(values)
    assert head.get_attribute("aria-sort") == "ascending"


def test_tables_can_be_searched(opened: Watched) -> None:
    page = opened.page
    page.evaluate(UNFOLD)
    page.locator("[data-search=occurrences]").fill("does not fit")
    verdicts = page.locator("#table-occurrences tbody td.verdict").all_inner_texts()
    assert verdicts
    assert all("does not fit" in verdict for verdict in verdicts)


def test_a_table_is_saved_as_csv_from_the_page_itself(opened: Watched, tmp_path: Path) -> None:
    with opened.page.expect_download() as download:
        opened.page.locator("[data-csv=flow]").click()
    saved = tmp_path / "flow.csv"
    download.value.save_as(saved)
    lines = saved.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "step,documents,of those found %,meaning"
    assert lines[1].startswith("found,7,")


def test_a_link_to_a_sentence_opens_its_document(opened: Watched) -> None:
    page = opened.page
    page.evaluate("document.querySelectorAll('details.more').forEach(d => { d.open = true; })")
    link = page.locator("#phrases #table-occurrences tbody td.kwic a").first
    target = link.get_attribute("href").removeprefix("#")
    assert not page.locator(f"[id='{target}']").is_visible()
    link.click()
    page.wait_for_function(
        "id => document.getElementById(id).closest('details').open", arg=target, timeout=3000
    )
    assert page.locator(f"[id='{target}']").is_visible()


def test_evidence_of_a_finding_comes_into_view(opened: Watched) -> None:
    page = opened.page
    for link in page.locator(".findings a").all():
        link.click()
        target = link.get_attribute("href").removeprefix("#")
        page.wait_for_function(
            """id => {
                const box = document.getElementById(id).getBoundingClientRect();
                return box.top >= -1 && box.top < innerHeight / 2;
            }""",
            arg=target,
            timeout=3000,
        )
        page.evaluate("scrollTo(0, 0)")


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_page_never_scrolls_sideways(browser, made_up_report: Path, width: int) -> None:
    options = {"viewport": {"width": width, "height": 844}, "bypass_csp": True}
    watched = Watched(browser, made_up_report, **options)
    watched.page.add_style_tag(content=LAY_OUT)
    watched.page.evaluate(UNFOLD)
    wide = watched.page.evaluate("document.documentElement.scrollWidth")
    watched.context.close()
    assert wide <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser, made_up_report: Path, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # axe is injected as a script, which the policy of the page rightly stops.
    watched = Watched(browser, made_up_report, color_scheme=scheme, bypass_csp=True)
    watched.page.add_style_tag(content=LAY_OUT)
    # One document represents all of them; the folds of the sections are opened.
    watched.page.evaluate(
        """() => ["details.doc", "section > details.more"].forEach(
            (name) => document.querySelectorAll(name).forEach(
                (node, k) => { node.open = name.startsWith("section") || k === 0; }))"""
    )
    found = Axe().run(watched.page)
    watched.context.close()
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_no_violation_on_the_quality_page(browser, made_up_report: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(browser, made_up_report.with_name("quality.html"), bypass_csp=True)
    watched.page.add_style_tag(content=LAY_OUT)
    watched.page.evaluate("document.querySelector('#dictionary-cues').open = true")
    found = Axe().run(watched.page)
    complaints = watched.complaints
    watched.context.close()
    assert found.violations_count == 0, found.generate_report()
    assert complaints == []


def test_axe_finds_no_violation_on_a_page_of_its_own(browser, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    from hedgerow.steps import report
    from make_results import make_results

    folder = make_results(tmp_path, n=2)
    settings = {"report": {"pages": 1, "title": None}}
    report.run(folder, [folder / "text.arrow"], settings, folder / "report.html")
    page = sorted((folder / "documents").glob("*.html"))[0]
    watched = Watched(browser, page, bypass_csp=True)
    found = Axe().run(watched.page)
    complaints = watched.complaints
    watched.context.close()
    assert found.violations_count == 0, found.generate_report()
    assert complaints == []


def test_without_script_everything_is_there(browser, made_up_report: Path) -> None:
    watched = Watched(browser, made_up_report, java_script_enabled=False)
    assert watched.page.locator("#table-flow tbody tr").count() == 4
    assert not watched.page.locator("[data-theme-switch]").is_visible()
    watched.context.close()


def test_printing_opens_every_document(opened: Watched) -> None:
    page = opened.page
    assert page.locator("details.doc[open]").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.doc[open]").count() == 0


def test_a_pdf_is_printed_with_everything_opened(made_up_report: Path, tmp_path: Path) -> None:
    from hedgerow.steps import pdf

    pdf.run(made_up_report, tmp_path / "report.pdf")
    content = (tmp_path / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    pages = content.count(b"/Type /Page\n") + content.count(b"/Type /Page ")
    # One for each section at least, one for each document.
    assert pages > 10 + 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.pdf"]
