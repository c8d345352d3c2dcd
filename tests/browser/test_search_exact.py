"""Both ways of searching, by the index and by the texts, find what one regular expression finds."""

from __future__ import annotations

import json
import random
import re
from typing import NamedTuple

import numpy as np
import pytest
from watching import needs_chromium

from hedgerow.report.packed.pack import packed, packed_bytes
from hedgerow.report.packed.word_positions import WordPositions
from hedgerow.report.packed.word_runs import lowered
from hedgerow.report.render import asset

pytestmark = needs_chromium

WORDS = ["tea", "Tea", "teas", "the", "of", "well", "known", "İzmir", "é", "x2", "𝔘nd", "ΟΔΟΣ", "2"]
GAPS = [" ", " ", " ", " ", ", ", "-", "'", "’", "\n", " \n\n ", ". ", "_", "--", " - "]
PIECES = [
    "tea",
    "the",
    "of",
    "well",
    "known",
    "te*",
    "*s",
    "*",
    "x*",
    "izmir",
    "é",
    "2",
    "t*a",
    "οδο*",
]
RUN, GAP = r"[^\W_]", r"(?:(?!\n)[\W_])+"
STAR = rf"{RUN}+(?:['’\-]{RUN}+)*"
LABELS = {"claim": ["none", "direct_causal"], "hedged": ["no", "yes"]}
NAMES = ("claim", "source", "advice", "stance", "direction", "named", "hedged", "question")

SCRIPT = """
const bundles = BUNDLES;
const once = (act) => { let made; return () => (made ||= act()); };
const all = [];
const bytesOf = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const inflate = async (bytes) => new Uint8Array(await new Response(
  new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer());
const bundle = async (name, raw) => {
  const bytes = await inflate(bytesOf(bundles[name]));
  return raw ? bytes : JSON.parse(new TextDecoder().decode(bytes));
};
const documents = once(async () => (DOCUMENTS));
TEXTS
INDEX
CONCORDANCE
const textsInside = INSIDE;
OPENED.forEach((doc, k) => {
  const cues = doc.cues.map((type) => ({ start: type[0], end: type[1], more: [type[2]] }));
  searchable.set(k, { ...doc, lower: lowered(doc.text), cues: () => cues });
});
globalThis.counted = async (queries) => {
  const found = [];
  for (const query of queries) {
    const result = await searchCorpus(query);
    if (result.problem) { found.push(result.problem); continue; }
    found.push(result.perDocument.map((d) => [d.k, d.hits]));
  }
  return found;
};
"""


class Sentence(NamedTuple):
    """A sentence: first character, one past the last, its labels and cues as numbers."""

    start: int
    end: int
    labels: int
    cues: int


def _made(rng: random.Random) -> tuple[str, list[Sentence]]:
    """Return a text, and labels of some of its stretches as sentences."""
    text = rng.choice(["", "", " ", "\n"])
    for _ in range(rng.randrange(60)):
        text += rng.choice(WORDS) + rng.choice(GAPS)
    cuts = sorted(rng.sample(range(len(text) + 1), min(len(text), 12)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    # The code of a claim is its place, that of hedged comes after seven others of one class.
    return text, [Sentence(a, b, rng.randrange(4), rng.randrange(4)) for a, b in pairs]


def _opened(text: str, sentences: list[Sentence]) -> dict:
    """Return a document as the page opens it: a cue fills its sentence."""

    def at(character: int) -> int:
        return len(text[:character].encode("utf-16-le")) // 2

    return {
        "text": text,
        "starts": [at(s.start) for s in sentences],
        "ends": [at(s.end) for s in sentences],
        "codes": [s.labels for s in sentences],
        "cues": [[at(s.start), at(s.end), k] for s in sentences for k in (0, 1) if s.cues >> k & 1],
    }


def _scan(texts: list[tuple[str, list[Sentence]]], query: str) -> list[list[int]]:
    """Return place and hits of each document with a hit, by one regular expression."""
    labels = [word for word in query.split() if ":" in word]
    pieces = [word for word in query.split() if ":" not in word]
    inner = (STAR if p == "*" else re.escape(p).replace(r"\*", f"{RUN}*") for p in pieces)
    pattern = re.compile(f"(?<!{RUN}){GAP.join(inner)}(?!{RUN})")

    def fits(s: Sentence) -> bool:
        return all(
            {
                "claim:direct": s.labels % 2 == 1,
                "hedged:yes": s.labels // 2 == 1,
                "cue:modal": s.cues & 1 == 1,
                "cue:hype": s.cues & 2 == 2,
            }[label]
            for label in labels
        )

    found = []
    for k, (text, sentences) in enumerate(texts):
        if pieces:
            places = [match.start() for match in pattern.finditer(lowered(text))]
            hits = [
                place
                for place in places
                if not labels or any(s.start <= place < s.end and fits(s) for s in sentences)
            ]
        else:
            hits = [s.start for s in sentences if fits(s)]
        if hits:
            found.append([k, len(hits)])
    return found


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("seed", [1, 2])
def test_both_ways_find_what_one_expression_finds(
    browser, seed: int, inside: bool, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr("hedgerow.report.packed.word_positions.OCCURRENCES", 200)
    rng = random.Random(seed)
    texts = [_made(rng) for _ in range(60)]
    words = WordPositions(tmp_path)
    for first in range(0, len(texts), 7):
        some = texts[first : first + 7]
        sentences = [np.array(own, np.int64).reshape(-1, 4) for _, own in some]
        words.add([text.encode() for text, _ in some], sentences)
    parts = list(words.parts())
    assert len(parts) > 3
    bundles = {f"words-{k}": packed_bytes([part]) for k, part in enumerate(parts, 1)}
    bundles |= {
        "words": packed(words.directory()),
        "breaks": packed_bytes(words.breaks()),
        "sentences": packed_bytes(words.labels()),
    }
    index = {
        "size": len(texts),
        "group": [""] * len(texts),
        "title": [""] * len(texts),
        "labels": {name: LABELS.get(name, ["none"]) for name in NAMES},
        "cues": [["modal"], ["hype"]],
    }
    script = SCRIPT
    for name, value in {
        "BUNDLES": json.dumps(bundles),
        "DOCUMENTS": json.dumps({**index, "parts": []}),
        "TEXTS": asset("texts.js"),
        "INDEX": asset("index.js"),
        "CONCORDANCE": asset("concordance.js"),
        "INSIDE": json.dumps(inside),
        "OPENED": json.dumps([_opened(*made) for made in texts]),
    }.items():
        script = script.replace(name, value, 1)
    queries = [" ".join(rng.choices(PIECES, k=rng.randint(1, 4))) for _ in range(400)]
    queries = [query for query in queries if query.replace("*", " ").strip()]
    asked = [
        "claim:direct",
        "hedged:yes",
        "cue:modal",
        "cue:modal cue:hype",
        "claim:direct cue:hype",
    ]
    queries += [f"{rng.choice(asked)} {query}" for query in queries[:150]] + asked
    page = browser.new_page()
    page.add_script_tag(content=script)
    found = page.evaluate("queries => counted(queries)", queries)
    page.close()
    wrong = [
        (query, here, there)
        for query, here in zip(queries, found, strict=True)
        if here != (there := _scan(texts, query))
    ]
    assert wrong == []
    assert sum(map(bool, found)) > 100
