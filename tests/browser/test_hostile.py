"""Hostile articles through the whole pipeline: shown as text, running nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from watching import UNFOLD, VIEWS, Watched, needs_chromium

pytestmark = [*needs_chromium, pytest.mark.workflow]

ATTACK = (
    'The note <script>document.title="owned"; alert(1)</script> and "><img src=x '
    "onerror=alert(2)> and </style><style>body{display:none}</style> and </title></textarea> "
    "may help \u202eneddih\u202c readers \u2066here\u2069."
)
LONG = "a" * 10_000
FILLER = "Fennel tea may help people who lie awake. A cup before bed causes sound sleep. " * 12
ESCAPED = ATTACK.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
FILES = {
    '"><img src=x onerror=alert(3)>.txt': f"{ATTACK}\n\n{FILLER}\n\n{LONG} reduces pain.\n",
    "notes.md": f"# {ATTACK}\n\n{FILLER}\n\n## {LONG}\n\n{ATTACK}\n\n{FILLER}\n",
    "page.html": f"<html><head><title>{ESCAPED}</title></head><body><h1>{ESCAPED}</h1>"
    f"<p>{ESCAPED} {FILLER}</p><p>{LONG} {FILLER}</p></body></html>",
    "</script><script>alert(4)/x.xml": f"<doc><title>{ESCAPED}</title><p>{FILLER}</p>"
    f"<p>{ESCAPED}</p></doc>",
}

FOREIGN = """() => [...document.querySelectorAll("*")].filter((node) =>
  // The one kind of field the report draws itself: an editor of a sentence, in "What to rewrite".
  node.matches("img, iframe, object, embed, form, link, base, audio, video, textarea")
    && !node.matches(".rewrites > li > textarea[rows='3'][aria-label='Edit this sentence']")
  || node.matches("script:not(:root > body > script, :root > head > script)")
  || node.matches("style:not(:root > head > style)")
  || [...node.attributes].some((a) => /^on|^srcdoc$/i.test(a.name)
    || /^(href|src|action|formaction|xlink:href)$/i.test(a.name)
      && /^\\s*(javascript|vbscript|data:text)/i.test(a.value))
).map((node) => node.outerHTML.slice(0, 300))"""
"""Elements that the report never draws itself, or that could run something."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a run on hostile files, in a corpus with a hostile title and phrase."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in FILES.items():
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "set.yaml").write_text(
        "corpus: hostile\nsource: articles\nphrases: ['fennel tea', '<b>cup</b> before']\n"
        "report: {title: '</title><script>alert(5)</script>'}\n"
    )
    done = subprocess.run(
        [
            Path(sys.executable).with_name("snakemake"),
            "-j2",
            "--snakefile",
            Path(__file__).parents[2] / "workflow/Snakefile",
            "--configfile",
            "set.yaml",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "results/hostile/report.html"


def _documents(watched: Watched) -> list[str]:
    watched.show("view-documents")
    links = watched.page.locator(".heat-table tbody td.id a").all()
    return [link.get_attribute("href").removeprefix("#") for link in links]


@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_articles_are_shown_and_run_nothing(browser, hostile: Path, width: int) -> None:
    watched = Watched(browser, hostile, viewport={"width": width, "height": 844})
    page = watched.page
    for view in VIEWS:
        watched.show(f"view-{view}")
        page.evaluate(UNFOLD)
        assert page.evaluate(FOREIGN) == [], view
    for link in _documents(watched):
        watched.show(link)
        page.wait_for_selector(f"[id='{link}']")
        page.evaluate(UNFOLD)
        assert page.evaluate(FOREIGN) == [], link
    page.wait_for_timeout(300)
    assert page.title() == "</title><script>alert(5)</script>"
    assert watched.dialogs == []
    assert watched.complaints == []
    assert {url.partition("#")[0] for url in watched.requests} == {hostile.as_uri()}
    assert page.locator("script").count() == 1
    assert page.locator("style").count() == 1
    watched.context.close()


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=x>",
        "<textarea></textarea>",
        "<b onclick='x()'>b</b>",
        "<a href=' javascript:x()'>a</a>",
        "<p><style>b{}</style></p>",
        "<p><script>0</script></p>",
    ],
)
def test_markup_of_an_article_would_be_found(browser, markup: str) -> None:
    page = browser.new_page()
    page.set_content(f"<html><head><style></style></head><body>{markup}</body></html>")
    assert len(page.evaluate(FOREIGN)) == 1
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_long_words_make_nothing_wider_than_the_window(browser, hostile: Path, width: int) -> None:
    watched = Watched(browser, hostile, viewport={"width": width, "height": 844})
    wide = {}
    for address in [*(f"view-{view}" for view in VIEWS), *_documents(watched)]:
        watched.show(address)
        watched.page.evaluate(UNFOLD)
        wide[address] = watched.page.evaluate("document.documentElement.scrollWidth")
    watched.context.close()
    assert {address: pixels for address, pixels in wide.items() if pixels > width} == {}


def test_the_attack_can_be_read_word_for_word(browser, hostile: Path) -> None:
    watched = Watched(browser, hostile)
    texts = []
    for link in _documents(watched):
        watched.show(link)
        watched.page.wait_for_selector(f"[id='{link}']")
        texts.append(watched.page.locator("article .text").evaluate("node => node.textContent"))
    watched.context.close()
    assert len(texts) == len(FILES)
    whole = "\n".join(texts)
    for words in (
        'document.title="owned"; alert(1)</script>',
        "<img src=x onerror=alert(2)>",
        "</style><style>body{display:none}</style>",
        LONG,
    ):
        assert words in whole
    assert not any(0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 for c in whole)


def test_the_files_beside_the_report_are_data_and_no_page(hostile: Path) -> None:
    for path in hostile.parent.rglob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text and "<img" not in text
