"""The report in Chromium, opened from its file as a reader would."""

from __future__ import annotations

from pathlib import Path

import pytest
from watching import UNFOLD, VIEWS, Watched, needs_chromium

pytestmark = needs_chromium


def _slugs(watched: Watched) -> list[str]:
    watched.show("view-documents")
    links = watched.page.locator(".heat-table tbody td.id a")
    return [link.get_attribute("href").removeprefix("#") for link in links.all()]


def _document(watched: Watched, k: int = 1) -> str:
    """Open the document in row k of the heat table and return its address."""
    slug = _slugs(watched)[k]
    watched.show(slug)
    watched.page.wait_for_selector(f"[id='{slug}']")
    return slug


def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(
    opened: Watched, made_up_report: Path
) -> None:
    for view in VIEWS:
        opened.show(f"view-{view}")
        opened.page.evaluate(UNFOLD)
    opened.page.wait_for_timeout(100)
    assert {request.partition("#")[0] for request in opened.requests} == {made_up_report.as_uri()}
    assert opened.complaints == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_navigation_shows_one_view(opened: Watched, view: str) -> None:
    page = opened.page
    page.locator(f"nav.views a[href='#view-{view}']").click()
    page.wait_for_selector(f"#view-{view}:not([hidden])")
    assert page.locator("main > .view:not([hidden])").count() == 1
    assert page.locator("nav.views [aria-current=page]").get_attribute("href") == f"#view-{view}"


@pytest.mark.parametrize(
    ("address", "view"),
    [
        ("", "overview"),
        ("nowhere-at-all", "overview"),
        ("doc-of-another-corpus-123456", "overview"),
        ("%E0%A4%A", "overview"),
        ("table-strongest", "claims"),
        ("methods", "methods"),
        ("search=fennel", "search"),
    ],
)
def test_every_address_leads_somewhere(
    browser, made_up_report: Path, address: str, view: str
) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(f"{made_up_report.as_uri()}#{address}")
    page.wait_for_selector(f"#view-{view}:not([hidden])")
    context.close()


def test_the_label_of_a_claim_in_a_list_item_does_not_cover_the_text_before_it(
    opened: Watched,
) -> None:
    """A list item hangs by a negative indent, which what stands inside it would inherit."""
    indent = opened.page.evaluate(
        """() => {
            const item = document.createElement("div");
            item.className = "show-claim";
            item.innerHTML = '<div class="b-list_item"><p class="btext">Tea helps<span'
                + ' class="tag tag-claim">direct causal</span></p></div>';
            document.querySelector("main").append(item);
            return [".btext", ".tag"].map((name) =>
                parseFloat(getComputedStyle(item.querySelector(name)).textIndent));
        }"""
    )
    assert indent[0] < 0
    assert indent[1] == 0


def test_the_hostile_article_runs_nothing(opened: Watched) -> None:
    page = opened.page
    for slug in _slugs(opened):
        opened.show(slug)
        page.wait_for_selector(f"[id='{slug}']")
        if '<script>document.title="owned"</script>' in page.locator("article").inner_text():
            break
    else:
        pytest.fail("the hostile article is not shown")
    assert page.title() == "Hedgerow report: made-up"
    assert opened.dialogs == []
    assert page.locator("img, iframe, object, embed, form, link").count() == 0
    assert page.locator("script").count() == 1


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
    _document(opened)
    mark = page.locator("article .m.hedge").first
    decorated = "node => getComputedStyle(node).textDecorationLine"
    button = page.locator("article").get_by_role("button", name="Hedges")
    assert button.get_attribute("aria-pressed") == "true"
    assert mark.evaluate(decorated) == "underline"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert mark.evaluate(decorated) == "none"


def test_the_grade_moves_when_a_sentence_is_edited(opened: Watched) -> None:
    page = opened.page
    _document(opened, 4)
    meter = page.locator(".meter b")
    before = float(meter.inner_text())
    area = page.locator(".rewrites textarea").first
    whole = area.input_value()
    area.fill("A cup of tea is good.")
    easy = float(meter.inner_text())
    area.fill("Pharmacological investigations characterise anethole extensively.")
    assert float(meter.inner_text()) > easy
    area.fill(whole)
    assert float(meter.inner_text()) == before


def test_a_document_is_opened_by_its_name_and_by_its_neighbours(opened: Watched) -> None:
    page = opened.page
    slugs = _slugs(opened)
    opened.show("view-read")
    pick = page.locator("[data-read-pick]")
    pick.fill("part 2")
    pick.press("Enter")
    page.wait_for_function(
        "() => document.querySelector('article h2').textContent.includes('part 2')"
    )
    page.locator("[data-read-step='1']").click()
    page.wait_for_function(
        "() => !document.querySelector('article h2').textContent.includes('part 2')"
    )
    assert page.evaluate("location.hash.slice(1)") in slugs


def test_the_heat_table_sorts_by_number_with_the_keyboard(opened: Watched) -> None:
    page = opened.page
    opened.show("view-documents")
    page.locator("[data-sort=consensus_grade]").focus()
    page.keyboard.press("Enter")
    cells = page.locator(".heat-table tbody td:nth-child(2)")
    values = [float(text) for text in cells.all_inner_texts() if text != "–"]
    assert values == sorted(values, reverse=True) and len(set(values)) > 1
    head = page.locator(".heat-table th", has=page.locator("[data-sort=consensus_grade]"))
    assert head.get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    values = [float(text) for text in cells.all_inner_texts() if text != "–"]
    assert values == sorted(values)


def test_the_heat_table_filters_and_has_columns_to_choose(opened: Watched) -> None:
    page = opened.page
    opened.show("view-documents")
    rows = page.locator(".heat-table tbody tr")
    every = rows.count()
    page.locator("[data-heat-filter]").fill("part 3")
    assert rows.count() == 1
    page.locator("[data-heat-filter]").fill("")
    page.locator("[data-heat-only]").select_option("out")
    assert 0 < rows.count() < every
    page.locator("[data-heat-only]").select_option("")
    heads = page.locator(".heat-table thead th")
    before = heads.count()
    page.locator(".menu summary").click()
    page.get_by_label("Dale-Chall").or_(page.get_by_label("Certainty (1 to 6)")).first.check()
    assert heads.count() == before + 1


def test_a_point_of_the_scatter_plot_opens_its_document(opened: Watched) -> None:
    page = opened.page
    opened.show("view-documents")
    page.locator("[data-scatter] > summary").click()
    points = page.locator("svg.scatter a")
    points.first.wait_for(state="attached")
    assert points.count() >= 5
    assert "n = " in page.locator("[data-scatter-note]").inner_text()
    points.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#view-read:not([hidden]) article h2")


def test_tables_can_be_searched(opened: Watched) -> None:
    page = opened.page
    opened.show("view-phrases")
    page.evaluate(UNFOLD)
    page.wait_for_timeout(100)
    page.locator("[data-search=occurrences]").fill("does not fit")
    verdicts = page.locator("#table-occurrences tbody td.verdict").all_inner_texts()
    assert verdicts
    assert all("does not fit" in verdict for verdict in verdicts)


def test_a_table_is_saved_as_csv_from_the_page_itself(opened: Watched, tmp_path: Path) -> None:
    opened.show("flow")
    with opened.page.expect_download() as download:
        opened.page.locator("[data-csv=flow]").evaluate("node => node.click()")
    saved = tmp_path / "flow.csv"
    download.value.save_as(saved)
    lines = saved.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "step,documents,of those found %,meaning"
    assert lines[1].startswith("found,7,")


def test_a_link_to_a_sentence_opens_its_document(opened: Watched) -> None:
    page = opened.page
    opened.show("view-claims")
    link = page.locator("#table-strongest tbody a[href*='-s']").first
    target = link.get_attribute("href").removeprefix("#")
    link.click()
    page.wait_for_selector(f"[id='{target}'].found")
    assert page.locator(f"[id='{target}']").is_visible()


def test_evidence_of_a_finding_comes_into_view(opened: Watched) -> None:
    page = opened.page
    for link in page.locator(".findings a").all():
        target = link.get_attribute("href").removeprefix("#")
        opened.show("view-overview")
        link.click()
        page.wait_for_function(
            """id => {
                const box = document.getElementById(id).getBoundingClientRect();
                return box.height > 0 && box.top >= -1 && box.top < innerHeight;
            }""",
            arg=target,
            timeout=3000,
        )


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_page_never_scrolls_sideways(browser, made_up_report: Path, width: int) -> None:
    watched = Watched(browser, made_up_report, viewport={"width": width, "height": 844})
    wide = {}
    for view in [*VIEWS, "search=fennel"]:
        watched.show(view if "=" in view else f"view-{view}")
        watched.page.evaluate(UNFOLD)
        watched.page.wait_for_timeout(100)
        wide[view] = watched.page.evaluate("document.documentElement.scrollWidth")
    watched.context.close()
    assert {view: pixels for view, pixels in wide.items() if pixels > width} == {}


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_figure_is_cut_or_scrolls(browser, made_up_report: Path, width: int) -> None:
    watched = Watched(browser, made_up_report, viewport={"width": width, "height": 844})
    seen, cut = set(), []
    for view in VIEWS:
        watched.show(f"view-{view}")
        watched.page.evaluate(UNFOLD)
        watched.page.wait_for_timeout(100)
        for name, words in watched.page.evaluate(_FIGURES_DRAWN):
            seen.add(name)
            cut += [(name, word) for word in words]
    watched.context.close()
    assert {"figure-grades", "figure-claim_sources", "figure-group_means"} <= seen
    assert cut == []


_FIGURES_DRAWN = """() => {
    const figures = [...document.querySelectorAll(".view:not([hidden]) figure.drawing")];
    return figures.map((figure) => {
        const shown = [...figure.children].filter((node) => node.querySelector("svg"));
        const boxes = shown.filter((node) => node.clientWidth);
        const cut = boxes.length === 1 ? [] : [`${boxes.length} drawings`];
        boxes.forEach((box) => {
            if (box.scrollWidth > box.clientWidth) cut.push("it scrolls");
            const sheet = box.querySelector("svg").getBoundingClientRect();
            box.querySelectorAll("svg text").forEach((text) => {
                const own = text.getBoundingClientRect();
                const inside = own.left >= sheet.left - 1 && own.right <= sheet.right + 1;
                if (!inside) cut.push(text.textContent);
            });
        });
        return [figure.id, cut];
    });
}"""
"""The figures that are drawn in a view, each with the words that its sheet cuts."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation(browser, made_up_report: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # axe is injected as a script, which the policy of the page rightly stops.
    options = {"color_scheme": scheme, "bypass_csp": True}
    watched = Watched(browser, made_up_report, viewport={"width": width, "height": 844}, **options)
    found = {}
    for view in [*VIEWS, "search=fennel"]:
        watched.show(view if "=" in view else f"view-{view}")
        watched.page.evaluate(UNFOLD)
        watched.page.wait_for_timeout(200)
        result = Axe().run(watched.page)
        if result.violations_count:
            found[view] = result.generate_report()
    watched.context.close()
    assert found == {}


def test_axe_finds_no_violation_on_the_quality_page(browser, made_up_report: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(browser, made_up_report.with_name("quality.html"), bypass_csp=True)
    watched.page.evaluate("document.querySelector('#dictionary-cues').open = true")
    found = Axe().run(watched.page)
    complaints = watched.complaints
    watched.context.close()
    assert found.violations_count == 0, found.generate_report()
    assert complaints == []


def test_without_script_everything_is_there(browser, made_up_report: Path) -> None:
    watched = Watched(browser, made_up_report, java_script_enabled=False)
    page = watched.page
    assert page.locator("#table-flow tbody tr").count() == 4
    assert page.locator("main > .view:visible").count() == len(VIEWS)
    assert not page.locator("[data-theme-switch]").is_visible()
    # Links to documents lead to their row in the plain table.
    row = page.locator("table.plain tbody tr").first.get_attribute("id")
    assert row.startswith("doc-")
    watched.context.close()


def test_texts_are_unpacked_where_the_browser_cannot_do_it(browser, made_up_report: Path) -> None:
    context = browser.new_context(offline=True)
    context.add_init_script("delete globalThis.DecompressionStream")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(made_up_report.as_uri() + "#search=fennel")
    page.wait_for_selector(".concordance tbody tr")
    assert page.evaluate("typeof DecompressionStream") == "undefined"
    assert errors == []
    context.close()


def test_printing_shows_the_views_for_paper(opened: Watched) -> None:
    page = opened.page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown = page.locator("main > .view:visible").evaluate_all(
        "nodes => nodes.map(node => node.dataset.view)"
    )
    assert "overview" in shown and "methods" in shown
    assert "search" not in shown and "read" not in shown
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_a_pdf_is_a_summary_of_few_pages(made_up_report: Path, tmp_path: Path) -> None:
    from hedgerow.steps import pdf

    pdf.run(made_up_report, tmp_path / "report.pdf")
    content = (tmp_path / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    pages = content.count(b"/Type /Page\n") + content.count(b"/Type /Page ")
    assert 2 <= pages <= 12
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.pdf"]
