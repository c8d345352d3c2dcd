"""Every control of every view is used once, and does something."""

from __future__ import annotations

from pathlib import Path

import pytest
from exercising import leads_nowhere, use_every_control
from watching import Watched, needs_chromium

from make_results import make_results

pytestmark = needs_chromium


def test_every_control_does_something(opened: Watched, made_up_report: Path) -> None:
    result = use_every_control(opened)
    assert result["missed"] == []
    assert result["idle"] == []
    assert len(result["met"]) > 200
    assert leads_nowhere(result["outside"], made_up_report) == []
    assert sorted(result["did"]) == ["copied", "printed", "saved"]
    assert opened.complaints == []
    assert opened.dialogs == []
    assert {url.partition("#")[0] for url in opened.requests} == {made_up_report.as_uri()}


@pytest.mark.parametrize("inside", [True, False])
def test_every_control_with_the_texts_beside_the_page(
    browser, tmp_path: Path, monkeypatch, inside: bool
) -> None:
    from hedgerow.steps import report

    if not inside:
        monkeypatch.setattr("hedgerow.report.build.MOST_OF_DOCUMENTS", 0)
    folder = make_results(tmp_path, n=5)
    settings = {"report": {"pages": 2, "title": None}}
    report.run(folder, [folder / "text.arrow"], settings, folder / "report.html")
    watched = Watched(browser, folder / "report.html")
    result = use_every_control(watched, ["read", "search", "search=fennel"])
    assert result["missed"] == result["idle"] == watched.complaints == []
    loaded = {Path(url.partition("#")[0]).name for url in watched.requests}
    names = ["breaks", "sentences", "texts-1", "words", "words-1"]
    if not inside:
        assert "documents.js" in loaded
        names.append("documents")
    assert loaded <= {"report.html", *(f"{name}.js" for name in names)}
    assert loaded >= {"report.html", "texts-1.js", "words.js", "words-1.js"}
    watched.context.close()


@pytest.mark.parametrize(
    ("view", "broken"), [("documents", "data-heat-only"), ("methods", "data-copy")]
)
def test_a_control_that_does_nothing_is_found(
    browser, made_up_report: Path, tmp_path: Path, view: str, broken: str
) -> None:
    watched = Watched(browser, made_up_report)
    # Nothing that happens to the control reaches what listens to it.
    watched.page.evaluate(
        """name => ["click", "change"].forEach((kind) => addEventListener(kind, (event) => {
            if (event.target.closest(`[${name}]`)) event.stopImmediatePropagation();
        }, true))""",
        broken,
    )
    watched.show(f"view-{view}")
    result = use_every_control(watched, [view])
    assert any(broken in html for html in result["idle"])
    assert all(broken in html for html in result["idle"])
    watched.context.close()
