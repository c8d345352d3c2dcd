"""The demonstration corpus is what `tests/planted.yaml` says it is.

Checked from the files alone, by a few plain rules for these pages and without the pipeline, so that
what the pipeline is held to does not come from the pipeline.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from statistics import median

import pytest
import yaml
from lxml import html

ROOT = Path(__file__).resolve().parents[3]
DEMO = ROOT / "data" / "raw" / "demo"
NOTICE = "Invented text for demonstration. Not medical advice."
FORMATS = {".txt": "text", ".md": "markdown", ".html": "html"}
PLANTED = yaml.safe_load((ROOT / "tests" / "planted.yaml").read_text(encoding="utf-8"))
DOCUMENTS: dict[str, dict] = PLANTED["documents"]
ANALYSED = sorted(path for path, fact in DOCUMENTS.items() if fact["status"] == "analysed")
WRITTEN = sorted(path for path, fact in DOCUMENTS.items() if fact["status"] != "empty")
LONG = [
    path
    for path in WRITTEN
    if DOCUMENTS[path]["status"] in ("analysed", "near_duplicate", "duplicate")
]
BROKEN = re.compile("â€.|Ã.")

Blocks = list[tuple[str, str]]


@cache
def raw(path: str) -> str:
    return (DEMO / path).read_bytes().decode("utf-8")


def tidy(text: str) -> str:
    """Straight quotes, single spaces, nothing invisible."""
    for character in "\u00ad\u200b\ufeff":
        text = text.replace(character, "")
    quotes = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
    return " ".join(text.translate(quotes).split())


def repaired(text: str) -> str:
    """Undo UTF-8 that was read as cp1252, sequence by sequence."""
    return BROKEN.sub(lambda hit: hit.group().encode("cp1252").decode("utf-8"), text)


def text_blocks(text: str) -> Blocks:
    lines = text.split("\n\n") if "\n\n" in text else text.split("\n")
    lines = [
        part for line in lines for part in (line.split("\n") if line.startswith("- ") else [line])
    ]
    lines = [line for line in map(tidy, lines) if line]
    blocks: Blocks = []
    for number, line in enumerate(lines):
        if line.startswith("- "):
            blocks.append(("toc" if line[2:] in lines else "list_item", line[2:]))
        elif re.match(r"(By|Published|Updated)\b", line):
            blocks.append(("byline", line))
        elif line[-1] in '.?!…"':
            blocks.append(("paragraph", line))
        else:
            blocks.append(("title" if number == 0 else "heading", line))
    return blocks


def markdown_blocks(text: str) -> Blocks:
    headings = set(re.findall(r"^## (.*)$", text, re.MULTILINE))
    blocks: Blocks = []
    for part in re.split(r"\n\s*\n|\n(?=- |\d+\. )", text):
        part = part.strip()
        item = re.match(r"(?:- |\d+\. )(.*)", part, re.DOTALL)
        if part.startswith("# "):
            blocks.append(("title", tidy(part[2:])))
        elif part.startswith("## "):
            blocks.append(("heading", tidy(part[3:])))
        elif part.startswith("|"):
            blocks.append(("table", tidy(part.replace("|", " ").replace("---", " "))))
        elif part.startswith("> "):
            blocks.append(("quote", tidy(part[2:])))
        elif item:
            words = re.sub(r"\[(.*?)\]\(#.*?\)", r"\1", item.group(1)).replace("\\", "")
            blocks.append(("toc" if words in headings else "list_item", tidy(words)))
        elif re.match(r"\*?(By|Published|Last reviewed|Por|Publicado)\b", part):
            blocks.append(("byline", tidy(part.strip("*"))))
        elif part:
            blocks.append(("paragraph", tidy(part.strip("*"))))
    return blocks


def html_blocks(text: str) -> Blocks:
    article = html.fromstring(text.encode("utf-8")).xpath("//article")[0]
    for extra in article.xpath('.//*[@class="share" or @class="advert"]'):
        extra.drop_tree()
    kinds = {"h1": "title", "h2": "heading", "figcaption": "caption", "table": "table"}
    blocks: Blocks = []
    for element in article.iter("h1", "h2", "p", "div", "li", "figcaption", "table", "blockquote"):
        if element.tag == "p" and element.getparent().tag == "blockquote":
            continue
        kind = kinds.get(element.tag, "paragraph")
        if element.get("class") in ("byline", "date", "meta"):
            kind = "byline"
        elif element.tag == "blockquote":
            kind = "quote"
        elif element.tag == "li":
            kind = "toc" if element.getparent().get("class") == "toc" else "list_item"
        cells = [tidy(cell) for cell in element.itertext()]
        blocks.append((kind, tidy(" ".join(cells) if kind == "table" else element.text_content())))
    return blocks


@cache
def blocks_of(path: str) -> Blocks:
    text = repaired(raw(path).replace("\r\n", "\n"))
    form = DOCUMENTS[path]["format"]
    return {"text": text_blocks, "markdown": markdown_blocks, "html": html_blocks}[form](text)


def table_rows(path: str) -> int:
    if DOCUMENTS[path]["format"] == "html":
        return len(html.fromstring(raw(path).encode("utf-8")).xpath("//article//tr"))
    rows = [line for line in raw(path).splitlines() if line.startswith("|")]
    return sum(not set(row) <= set("|-") for row in rows)


def visible(path: str) -> str:
    return "\n".join(text for _, text in blocks_of(path))


def counted(path: str) -> str:
    """All that phrases are counted in: the visible text but tables."""
    return "\n".join(text for kind, text in blocks_of(path) if kind != "table")


def prose(path: str) -> list[str]:
    """Paragraphs, quotes and the list items that are sentences."""
    return [
        text
        for kind, text in blocks_of(path)
        if kind in ("paragraph", "quote") or (kind == "list_item" and text[-1] in '.?!"')
    ]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:['-][a-z0-9]+)*", text.lower())


def holds(path: str, sequence: str) -> bool:
    return " ".join(words(sequence)) in " ".join(words(visible(path)))


def uses(phrase: str, text: str) -> list[int]:
    """Places of a phrase, any case, within one line of the text."""
    pattern = r"\b" + r"[ ]".join(map(re.escape, phrase.split())) + r"\b"
    return [hit.start() for hit in re.finditer(pattern, text, re.IGNORECASE)]


def shingles(path: str, size: int = 5) -> set[tuple[str, ...]]:
    tokens = words(visible(path))
    return {tuple(tokens[at : at + size]) for at in range(len(tokens) - size + 1)}


def jaccard(one: str, other: str) -> float:
    return len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))


def grade(path: str) -> float:
    """Flesch-Kincaid with a crude syllable rule: good to about a grade, enough to order groups."""
    text = " ".join(prose(path))
    tokens = words(text)
    sentences = len(re.findall(r"[.?!][\"']?(?= |$)", text))
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e(s|d)?$", "", token))))
        for token in tokens
    )
    return 0.39 * len(tokens) / sentences + 11.8 * syllables / len(tokens) - 15.59


def metadata() -> dict[str, dict[str, str]]:
    with (DEMO / "metadata.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_planted_documents_are_the_files() -> None:
    files = {
        path.relative_to(DEMO).as_posix()
        for path in DEMO.rglob("*")
        if path.is_file() and path.name != "metadata.csv"
    }
    assert files == set(DOCUMENTS)
    assert len(ANALYSED) == 16
    for path, fact in DOCUMENTS.items():
        assert fact["format"] == FORMATS[Path(path).suffix]
        assert fact["group"] == path.split("/")[0]


def test_metadata_names_every_page() -> None:
    rows = metadata()
    assert set(rows) == set(WRITTEN)
    for path, row in rows.items():
        assert row["group"] == DOCUMENTS[path]["group"]
        assert row["title"] == DOCUMENTS[path]["title"]
        assert re.fullmatch(r"202[4-6]-\d\d-\d\d", row["published"])
        target = PLANTED["phrases"].get(path, {}).get("target")
        if target:
            assert row["target_phrase"] == target["phrase"]


@pytest.mark.parametrize("path", WRITTEN)
def test_every_page_says_that_it_is_invented(path: str) -> None:
    text = raw(path)
    if DOCUMENTS[path]["format"] == "html":
        footer = html.fromstring(text.encode("utf-8")).xpath("//footer")[0]
        assert NOTICE in tidy(footer.text_content())
        assert text.count(NOTICE) >= 2
    else:
        assert text.strip().splitlines()[-1].strip("*") == NOTICE


@pytest.mark.parametrize("path", LONG)
def test_articles_have_400_to_900_words(path: str) -> None:
    assert 400 <= len(words(" ".join(prose(path)))) <= 900


@pytest.mark.parametrize("path", LONG)
def test_blocks(path: str) -> None:
    kinds = [kind for kind, _ in blocks_of(path)]
    expected = DOCUMENTS[path]["blocks"]
    found = {kind: kinds.count(kind) for kind in expected} | {"table_rows": table_rows(path)}
    assert found == expected
    assert ("title" in kinds) == DOCUMENTS[path]["title_in_text"]
    headings = [text for kind, text in blocks_of(path) if kind == "heading"]
    for kind, text in blocks_of(path):
        if kind == "title":
            assert text == DOCUMENTS[path]["title"]
        if kind == "toc":
            assert text in headings


@pytest.mark.parametrize("path", sorted(PLANTED["phrases"]))
def test_phrases(path: str) -> None:
    fact = PLANTED["phrases"][path]
    listed = (ROOT / "config" / "phrases" / "demo.txt").read_text(encoding="utf-8").splitlines()
    listed = [line.strip() for line in listed if line.strip() and not line.startswith("#")]
    targets = {
        entry["target"]["phrase"] for entry in PLANTED["phrases"].values() if "target" in entry
    }
    assert 12 <= len(listed) <= 20
    found = {phrase: len(uses(phrase, counted(path))) for phrase in listed}
    expected = dict(fact["plain"])
    if "target" in fact:
        expected[fact["target"]["phrase"]] = fact["target"]["total"]
    assert targets <= set(listed)
    assert {phrase: count for phrase, count in found.items() if count} == expected


@pytest.mark.parametrize("path", sorted(p for p, e in PLANTED["phrases"].items() if "target" in e))
def test_places_of_target_phrases(path: str) -> None:
    target = PLANTED["phrases"][path]["target"]
    counts = dict.fromkeys(target["places"], 0)
    blocks = blocks_of(path)
    last = max(number for number, (kind, _) in enumerate(blocks) if kind == "heading")
    before = 0
    for number, (kind, text) in enumerate(blocks):
        for at in uses(target["phrase"], text) if kind != "table" else ():
            first_word = before + len(words(text[:at]))
            in_prose = (
                "introduction" if first_word < 100 else "conclusion" if number > last else "body"
            )
            counts[kind if kind in ("title", "heading", "toc") else in_prose] += 1
            # No use stands so near word 100 that the way of counting words would decide.
            assert kind in ("title", "heading", "toc") or not 80 <= first_word < 125
        before += len(words(text)) if kind not in ("title", "byline", "heading", "toc") else 0
    assert counts == target["places"]
    assert sum(counts.values()) == target["total"]
    judged = target["unnatural"] + target["natural"]
    assert len(set(judged)) == len(judged)
    for sentence in judged:
        assert tidy(sentence) in visible(path)
        assert len(uses(target["phrase"], sentence)) == 1
    to_judge = sum(counts[place] for place in ("introduction", "body", "conclusion"))
    assert to_judge - 1 <= len(judged) <= to_judge


def test_a_target_phrase_runs_over_a_line_end() -> None:
    path = "commercial/is-kratom-good-for-back-pain.txt"
    phrase = PLANTED["phrases"][path]["target"]["phrase"]
    assert len(uses(phrase, raw(path))) < PLANTED["phrases"][path]["target"]["total"]


@pytest.mark.parametrize("fact", PLANTED["claims"], ids=lambda fact: fact["text"][:40])
def test_claim_sentences_stand_in_their_pages(fact: dict) -> None:
    sentence = tidy(fact["text"])
    assert DOCUMENTS[fact["doc"]]["status"] == "analysed"
    assert sum(text.count(sentence) for text in prose(fact["doc"])) == 1
    block = next(text for text in prose(fact["doc"]) if sentence in text)
    at = block.index(sentence)
    assert at == 0 or re.search(r"[.?!]\"? $", block[:at]), "not a sentence of its own"
    if fact["claim"] == "none":
        assert fact["direction"] == "none"
    if fact.get("attribution") == "none":
        assert not fact["named"]


def test_claims_cover_every_class() -> None:
    for key, values in {
        "claim": ("none", "correlational", "conditional_causal", "direct_causal"),
        "attribution": ("none", "research", "users", "experts", "authority", "hearsay"),
        "advice": ("none", "weak", "strong"),
        "direction": ("none", "benefit", "harm"),
        "hedged": (True, False),
        "named": (True, False),
        "stance": ("asserted", "denied"),
    }.items():
        seen = [fact[key] for fact in PLANTED["claims"] if key in fact]
        assert set(seen) == set(values)


def test_contradictions_and_stronger_summaries_stand_in_their_pages() -> None:
    alone = 0
    for fact in PLANTED["contradictions"]:
        alone += len(fact["docs"]) == 1
        assert len(fact["sentences"]) == 2
        for place, sentence in enumerate(fact["sentences"]):
            assert tidy(sentence) in visible(fact["docs"][place % len(fact["docs"])])
            assert holds_words(sentence, fact["agent"]) and holds_words(sentence, fact["effect"])
    assert alone >= 2 and len(PLANTED["contradictions"]) - alone >= 1
    for fact in PLANTED["summary_stronger"]:
        assert prose(fact["doc"])[0].startswith(tidy(fact["summary"]))
        assert any(tidy(fact["body"]) in text for text in prose(fact["doc"])[2:])


def holds_words(sentence: str, phrase: str) -> bool:
    return f" {phrase} " in f" {' '.join(words(sentence))} "


@pytest.mark.parametrize("fact", PLANTED["templates"], ids=lambda fact: fact["text"][:40])
def test_templates_stand_in_exactly_their_pages(fact: dict) -> None:
    assert len(fact["docs"]) >= 3
    assert [path for path in ANALYSED if holds(path, fact["text"])] == fact["docs"]


def test_skeletons_open_a_paragraph_in_their_pages() -> None:
    for fact in PLANTED["skeletons"]:
        opened = [
            path for path in ANALYSED if any(text.startswith(fact["text"]) for text in prose(path))
        ]
        assert opened == fact["docs"]


def test_duplicates() -> None:
    copies = {
        status: [
            (path, fact["duplicate_of"])
            for path, fact in DOCUMENTS.items()
            if fact["status"] == status
        ]
        for status in ("duplicate", "near_duplicate")
    }
    ((copy, original),) = copies["duplicate"]
    assert (DEMO / copy).read_bytes() != (DEMO / original).read_bytes()
    assert visible(copy) == visible(original)
    ((edited, source),) = copies["near_duplicate"]
    assert 0.85 <= jaccard(edited, source) < 0.95
    others = [path for path in WRITTEN if path not in (copy, edited)]
    pairs = [(a, b) for a in others for b in others if a < b]
    assert max(jaccard(a, b) for a, b in pairs) < 0.3, "no other page is a near copy"


def test_pages_that_are_not_analysed() -> None:
    assert (DEMO / "commercial/coming-soon.txt").read_bytes() == b""
    assert 40 <= len(words(" ".join(prose("health-service/sleep-clinic-hours.txt")))) < 90
    spanish = words(visible("health-service/dormir-mejor.md"))
    assert len(spanish) >= 300
    assert sum(word in ("de", "la", "el", "que", "y", "o", "se", "una") for word in spanish) > 50


@pytest.mark.parametrize("path", sorted(PLANTED["cleaning"]))
def test_dirt_to_be_cleaned(path: str) -> None:
    fact, data, text = PLANTED["cleaning"][path], (DEMO / path).read_bytes(), raw(path)
    assert data.startswith(b"\xef\xbb\xbf") == bool(fact["bom"])
    if "mojibake" in fact:
        assert len(BROKEN.findall(text)) == fact["mojibake"]
        assert text.count("\u00a0") == fact["nbsp"]
        assert text.count("\u00ad") == fact["soft_hyphen"]
        assert text.count("\u200b") == fact["zero_width"]
    assert (data.count(b"\r\n") == data.count(b"\n")) == fact.get("crlf", False)
    if "wrapped" in fact:
        assert fact["wrapped"] - 10 < max(map(len, text.splitlines())) <= fact["wrapped"]
    for string in fact.get("removed", ()):
        assert string in text
        assert tidy(string) not in visible(path)


def test_other_pages_are_clean() -> None:
    planted = PLANTED["cleaning"]
    assert {path for path in ANALYSED if path.endswith(".html")} <= set(planted)
    assert max(fact.get("mojibake", 0) for fact in planted.values()) >= 6
    for path in set(WRITTEN) - set(planted):
        assert not re.search("â€|Ã.|[\u00a0\u00ad\u200b\ufeff\r]", raw(path))


@pytest.mark.parametrize("path", sorted(PLANTED["transparency"]))
def test_transparency(path: str) -> None:
    fact = PLANTED["transparency"][path]
    bylines = " ".join(text for kind, text in blocks_of(path) if kind == "byline")
    author = re.search(r"By (?:Dr )?([A-Z]\w+ [A-Z]\w+)", bylines)
    date = re.search(r"\d{1,2} [A-Z][a-z]+ 202\d", bylines)
    headings = [text for kind, text in blocks_of(path) if kind == "heading"]
    assert (author.group(1) if author else None) == fact["author"]
    assert fact["author"] == DOCUMENTS[path].get("byline")
    assert (date.group() if date else None) == fact["date"]
    assert ("References" in headings) == fact["references"]
    assert ("Disclosure" in headings) == fact["disclosure"]


def test_transparency_covers_the_analysed_pages() -> None:
    assert sorted(PLANTED["transparency"]) == ANALYSED


def test_the_health_service_is_easier_to_read() -> None:
    fact = PLANTED["readability"]
    grades = {
        group: median(grade(path) for path in ANALYSED if DOCUMENTS[path]["group"] == group)
        for group in (fact["lower"], fact["higher"])
    }
    assert grades[fact["higher"]] - grades[fact["lower"]] >= fact["least_difference"]
    for group, (low, high) in fact["median_range"].items():
        assert low - 1 <= grades[group] <= high + 1
