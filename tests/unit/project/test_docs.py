"""What the documentation says is there, is there: links, names, keys, commands, examples."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from hedgerow import __all__ as API
from hedgerow import cli
from hedgerow.corpus.schemas import CORPUS
from hedgerow.lexicons import load, vocabulary
from hedgerow.lexicons.pronunciations import pronunciations
from hedgerow.readability.formulas import FORMULAS
from hedgerow.report import labels
from hedgerow.steps.document_metadata import read_metadata
from hedgerow.text.blocks.block import BLOCK_KINDS

ROOT = Path(__file__).parents[3]
LIBRARY = ROOT / "workflow/src/hedgerow"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_text(encoding="utf-8"))
SCHEMA = yaml.safe_load((ROOT / "workflow/schemas/config.schema.yaml").read_text(encoding="utf-8"))

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
(_FLAGS,) = (c.meaning for c in CORPUS["documents"].columns if c.name == "flags")
FLAGS = set(re.findall(r"[a-z]+(?:_[a-z]+)+", _FLAGS))
COLUMNS = {column.name for table in CORPUS.values() for column in table.columns}
GENERATED = {"methods.md", "report.html", "summary.json", "datapackage.json", "run.json"}

NEW_FILES = re.findall(r"In a new file `([^`]+)`", TEXT["CONTRIBUTING.md"])
"""Files that a recipe makes."""

each_page = pytest.mark.parametrize("page", TEXT)


def keys(settings: dict, above: str = "") -> Iterator[tuple[str, object]]:
    """Yield every key of the settings with its dots, and its value."""
    for name, value in settings.items():
        yield above + name, value
        if isinstance(value, dict):
            yield from keys(value, f"{above}{name}.")


SETTINGS = dict(keys(CONFIG))


def prose(page: str) -> str:
    """A page without its fenced examples."""
    return FENCE.sub("", TEXT[page])


def examples(page: str, language: str = "") -> list[str]:
    return [code for kind, code in FENCE.findall(TEXT[page]) if kind == language]


def names(page: str) -> set[str]:
    """What stands as code in the text of a page."""
    return set(re.findall(r"`([^`\n]+)`", prose(page)))


def cells(page: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield (headings, cells) of each row of the tables of a page."""
    headings: list[str] = []
    for line in prose(page).splitlines():
        if not line.startswith("|"):
            headings = []
            continue
        row = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not headings:
            headings = row
        elif not set(row[0]) <= {"-", ":"}:
            yield headings, row


def anchors(text: str) -> set[str]:
    """The anchors of the headings of a Markdown text, as GitHub and others make them."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@each_page
def test_every_link_leads_somewhere(page: str) -> None:
    for link in LINK.findall(prose(page)):
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), f"{page} links to {link}, which is not there"
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), f"{page}: no {link}"


@each_page
def test_no_address_and_no_path_of_a_machine(page: str) -> None:
    """Documents link to one another; of the world outside only a DOI has an address."""
    for address in re.findall(r"\w+://\S+", TEXT[page]):
        assert address.startswith("https://doi.org/"), f"{page} names {address}"
    assert not re.findall(r"(?<![\w.>/~*)])/\w+/[\w/]+", TEXT[page])
    assert "~/" not in TEXT[page]


@each_page
def test_names_with_underscores_are_names_of_something(page: str) -> None:
    known = (
        COLUMNS | set(CORPUS) | set(BLOCK_KINDS) | set(vocabulary.CUE_TYPES) | set(labels.STATUSES)
    )
    known |= set(labels.CLAIMS) | set(labels.CHANGES) | set(labels.SCORES) | FLAGS
    known |= {part for key in SETTINGS for part in key.split(".")}
    known |= {
        value for table in load._ALLOWED.values() for some in table.values() for value in some
    }
    used = {name for name in names(page) if re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", name)}
    known |= {"not_after:X", "not_before:X", "check_estimator"}
    assert used <= known, f"{page} speaks of {sorted(used - known)}"


@each_page
def test_columns_in_tables_are_columns(page: str) -> None:
    for headings, row in cells(page):
        if headings[0] == "column" and headings[1] != "values":
            named = set(re.findall(r"`([^`]+)`", row[0]))
            assert named and named <= COLUMNS, f"{page}: {row[0]}"


@each_page
def test_names_with_dots_are_settings(page: str) -> None:
    files = (
        r"\.(py|tsv|md|smk|yaml|yml|toml|lock|j2|ipynb|cff|html|json|bib|csv|pdf|txt|htm|xml"
        r"|arrow|zip|docx|odt|epub|rtf|xlsx|gz)$"
    )
    for name in names(page):
        if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", name) and not re.search(files, name):
            of_library = name.partition(".")[0] in ("hedgerow", "hr") and name.split(".")[1] in API
            assert name in SETTINGS or of_library, f"{page} speaks of a setting {name}"


@each_page
def test_defaults_in_brackets_are_the_defaults(page: str) -> None:
    stated = re.findall(r"`([a-z_.]+)`(?:\s\w+)?\s\(([\d.,]+(?: and [\d.]+)*)\)", prose(page))
    for name, value in stated:
        if name in SETTINGS:
            default = SETTINGS[name]
            wanted = default if isinstance(default, list) else [default]
            given = [float(number.replace(",", "")) for number in value.split(" and ")]
            assert given == wanted, f"{page}: {name} is {default}, not {value}"


@each_page
def test_files_that_are_named_exist(page: str) -> None:
    pattern = re.compile(r"[\w./-]+(\.(py|tsv|smk|yaml|yml|toml|lock|j2|ipynb|cff|md)|/)")
    for name in names(page):
        written = name.startswith(("results/", ".venv/")) or name in GENERATED
        if pattern.fullmatch(name) and not name.startswith(".") and not written:
            made = (
                "shards/",
                "logs/",
                "benchmarks/",
                "figures/",
                "my-cues.tsv",
                *NEW_FILES,
            )
            places = (
                ROOT / name,
                LIBRARY / name,
                LIBRARY / "lexicons" / name,
                ROOT / "tests" / name,
            )
            assert name in made or any(p.exists() for p in places), f"{page}: there is no {name}"


def commands() -> Iterator[tuple[str, list[str]]]:
    """Yield the page and the words of every command in a fenced example or in the text."""
    for page, text in TEXT.items():
        lines = [line for code in examples(page) for line in code.splitlines()]
        lines += re.findall(r"`((?:make|hedgerow|snakemake)(?: [^`\n]+)?)`", text)
        for line in lines:
            yield page, shlex.split(line)


def test_commands_are_those_of_the_project() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    variables = set(re.findall(r"\$\((\w+)\)", makefile))
    seen = set()
    for page, (program, *words) in commands():
        seen.add(program)
        if program == "make":
            for word in words:
                name, _, value = word.partition("=")
                assert name in (variables if value else targets), f"{page}: make {word}"
        elif program == "hedgerow" and words and not words[0].startswith("-"):
            known = cli._PEOPLE | cli._RULES
            assert words[0] in known, f"{page}: hedgerow {words[0]}"
            flags = {word for word in words if word.startswith("--")}
            assert flags <= set(known[words[0]][1]), f"{page}: hedgerow {words}"
        elif program == "snakemake" and "--config" in words:
            for word in words[words.index("--config") + 1 :]:
                key, _, value = word.partition("=")
                assert key in CONFIG, f"{page}: {word}"
                if value.startswith("{"):
                    assert set(yaml.safe_load(value)) <= set(CONFIG[key]), f"{page}: {word}"
    assert seen >= {"make", "hedgerow", "snakemake"}


def test_readme_gives_both_commands_and_is_the_package_description() -> None:
    made = [words for page, words in commands() if page == "README.md"]
    assert ["make"] in made
    assert ["make", "test"] in made
    assert 'readme = "README.md"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_readme_stays_short() -> None:
    assert len(TEXT["README.md"].splitlines()) < 120


def test_data_page_lists_the_tables() -> None:
    listed = {
        row[0].strip("`"): row[1] for head, row in cells("docs/data.md") if head[0] == "table"
    }
    assert listed == {name: table.row for name, table in CORPUS.items()}


def test_data_page_lists_the_statuses() -> None:
    listed = [row[0].strip("`") for head, row in cells("docs/data.md") if head[0] == "status"]
    assert sorted(listed) == sorted(labels.STATUSES)


def test_measures_page_has_every_score() -> None:
    assert set(FORMULAS) <= names("docs/measures.md")


def test_report_page_explains_every_status_word() -> None:
    listed = {row[0] for head, row in cells("docs/reading-the-report.md") if head[0] == "word"}
    assert set(labels.STATUS_WORDS.values()) <= listed


def header(table: str) -> list[str]:
    lines = (LIBRARY / "lexicons" / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if not line.startswith("#")).split("\t")


def test_lexicon_page_gives_headers_and_values_as_they_are() -> None:
    page = "docs/own-lexicons.md"
    headers = {row[0]: row[1] for head, row in cells(page) if head[:2] == ["file", "header row"]}
    assert headers == {
        f"`{table}.tsv`": ", ".join(f"`{name}`" for name in header(table)) for table in load.TABLES
    }
    values = {row[0]: row[1] for head, row in cells(page) if head[:2] == ["column", "values"]}
    for table, columns in load._ALLOWED.items():
        for column, allowed in columns.items():
            assert values[f"`{column}` in `{table}.tsv`"] == ", ".join(f"`{a}`" for a in allowed)


def test_lexicon_example_loads(tmp_path: Path) -> None:
    example, syllables = examples("docs/own-lexicons.md", "tsv")
    path = tmp_path / "my-cues.tsv"
    path.write_text(example, encoding="utf-8")
    lines = [line.split("\t") for line in example.splitlines()[1:]]
    added = {line[0] for line in lines if not line[0].startswith("-")}
    removed = {line[0][1:] for line in lines if line[0].startswith("-")}
    assert added and removed
    terms = {entry.term for entry in load.load_lexicon([path]).entries if entry.table == "cues"}
    assert added <= terms
    assert not removed & terms
    path.write_text(syllables, encoding="utf-8")
    assert pronunciations([path])["tirzepatide"] == 4


@pytest.mark.parametrize("page", ["docs/data.md", "config/README.md"])
def test_metadata_example_is_read(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    (example,) = [code for _, code in FENCE.findall(text) if ",group,pair" in code]
    path = tmp_path / "metadata.csv"
    path.write_text(example, encoding="utf-8")
    table = read_metadata(path, CONFIG["groups"]["column"], CONFIG["groups"]["pair"])
    assert list(table.index) == ["clinic/sleep.html", "shop/sleep.html"]
    assert list(table["group"]) == ["clinic", "shop"]
    assert set(table["target_phrase"].dropna()) <= {"best sleep aid"}


NAME = r"([A-ZÖ][\w'-]*[a-zö][\w'-]*)"
CITED = re.compile(NAME + r"(?: et al\.| & [A-Z][\w'-]+)?(?:'s)? \(?((?:\d{4}, )*(?:19|20)\d\d)\b")


def test_sources_and_references_match() -> None:
    text, _, listed = TEXT["docs/measures.md"].partition("\n## References\n")
    entries = set(re.findall(r"^- ([^,]+),[^(]*\((\d{4})\)", listed, re.MULTILINE))
    cited = {(name, year) for name, years in CITED.findall(text) for year in years.split(", ")}
    assert cited == entries


LAYERS = (
    (
        "errors",
        "tables",
        "statistics",
        "lexicons",
        "settings",
        "code_digest",
        "kernels",
        "kernel_files",
        "lean_kernels",
        "text.code_points",
    ),
    ("sources", "text.characters"),
    ("text.blocks",),
    ("text.tokens",),
    ("readability", "labels", "phrases", "overlap"),
    ("corpus",),
    ("report",),
    ("steps",),
    ("planning",),
    ("api",),
    ("commands",),
    ("cli", "__init__"),
    ("__main__",),
)
"""The arrows of docs/layout.md: a room imports from lower layers, and of its own only itself."""
GROUND = LAYERS[0]
RANKS = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}


def room_of(module: str) -> str:
    """Return the room of a dotted module name without the package, such as `text.tokens`."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "text" and len(parts) > 1 else parts[0]


def test_imports_run_one_way() -> None:
    wrong = []
    for path in sorted(LIBRARY.rglob("*.py")):
        own = room_of(".".join(path.relative_to(LIBRARY).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            target = room_of(module.removeprefix("hedgerow."))
            if not module.startswith("hedgerow.") or target in (own, "text", "hedgerow"):
                continue
            if RANKS[target] >= RANKS.get(own, 0) and not (target in GROUND and own in GROUND):
                wrong.append(f"{path.relative_to(LIBRARY)} imports {module}")
    assert not wrong
