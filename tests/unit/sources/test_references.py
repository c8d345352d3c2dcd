"""Records of publications in text files: MEDLINE, RIS and PubMed's abstracts."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgerow.sources.base import Source
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields

OVENS = "Bakers who rise at three sleep less than they say. We asked forty of them for a month."
BOATS = "The harbour was measured twice. Salt in the water rose where the river had been moved."

MEDLINE = f"""
PMID- 900001
OWN - NLM
DP  - 2021 Mar 4
TI  - Early ovens and
      the sleep of bakers.
AB  - {OVENS[:40]}
      {OVENS[41:]}
FAU - Hall, Jo
AU  - Hall J
FAU - Bell, Ann
AU  - Bell A
JT  - Journal of bread

PMID- 900002
TI  - Salt.
AB  - {BOATS}
PST - ppublish

PMID- 900003
TI  - No abstract here.
"""

RIS = f"""Provider: A library
Content: text/plain

TY  - JOUR
AU  - Hall, Jo
AU  - Bell, Ann
TI  - Early ovens
PY  - 2021/03/04
UR  - http://a.example/ovens
AN  - 900001
AB  - {OVENS}
ER  -

TY  - BOOK
T1  - Salt
N2  - {BOATS}
ID  - 900002
ER  -
"""

ABSTRACTS = f"""
1. J Bread. 2021 Mar 4;12(3):1-9. doi: 10.1000/b.1. Epub 2021 Feb 1.

Early ovens and the sleep of
bakers.

Hall J(1), Bell A(2)(3).

Author information:
(1)Department of Bread, Riverside.
(2)Harbour School.

BACKGROUND: {OVENS}

CONCLUSIONS: {BOATS}

© 2021 The Society.

Conflict of interest statement: The authors own a bakery.

DOI: 10.1000/b.1
PMCID: PMC17
PMID: 900001 [Indexed for MEDLINE]


2. Salt Lett. 2019;1:2.

[Salt in the harbour].

[Article in Danish]

Sund P.

{BOATS}

PMID: 900002
"""


def read(folder: Path, name: str, content: str) -> dict[str, Source]:
    (folder / name).write_text(content, encoding="utf-8-sig")
    return dict(read_sources(folder, name, Fields(), lambda doc_id: True))


@pytest.mark.parametrize("ending", [".nbib", ".txt"])
def test_medline(tmp_path: Path, ending: str) -> None:
    found = read(tmp_path, f"a{ending}", MEDLINE)
    assert list(found) == [f"a{ending}#{number}" for number in (900001, 900002, 900003)]
    first, second, third = found.values()
    assert (first.title, first.text) == ("Early ovens and the sleep of bakers.", OVENS)
    assert (first.byline, first.date) == ("Hall, Jo; Bell, Ann", "2021 Mar 4")
    assert (second.text, third.text) == (BOATS, "")


@pytest.mark.parametrize("ending", [".ris", ".txt"])
def test_ris(tmp_path: Path, ending: str) -> None:
    found = read(tmp_path, f"a{ending}", RIS)
    assert list(found) == [f"a{ending}#900001", f"a{ending}#900002"]
    first, second = found.values()
    assert (first.title, first.text, first.date) == ("Early ovens", OVENS, "2021/03/04")
    assert (first.byline, first.url) == ("Hall, Jo; Bell, Ann", "http://a.example/ovens")
    assert (second.title, second.text) == ("Salt", BOATS)


def test_a_long_field_of_ris_may_go_on_with_what_looks_a_little_like_a_tag(tmp_path: Path) -> None:
    content = f"TY  - JOUR\nAB  - {BOATS}\nHIV-1 was not looked for.\nER  -\n"
    (only,) = read(tmp_path, "a.ris", content).values()
    assert only.text == f"{BOATS} HIV-1 was not looked for."


def test_abstracts_of_pubmed(tmp_path: Path) -> None:
    found = read(tmp_path, "abstract-bread.txt", ABSTRACTS)
    assert list(found) == ["abstract-bread.txt#900001", "abstract-bread.txt#900002"]
    first, second = found.values()
    assert first.title == "Early ovens and the sleep of bakers."
    assert first.text == f"BACKGROUND: {OVENS}\n\nCONCLUSIONS: {BOATS}"
    assert (first.byline, first.date) == ("Hall J, Bell A", "2021 Mar 4")
    assert (second.title, second.text) == ("Salt in the harbour", BOATS)
    assert (second.byline, second.date) == ("Sund P", "2019")


@pytest.mark.parametrize(
    "content",
    [
        f"1. In 2019 I ate bread.\n\n{OVENS}\n\n2. Then I slept.\n\n{BOATS}\n",
        f"A list of tags:\n\nTI  - the title\nAB  - the abstract\n\n{OVENS}\n",
        f"{OVENS}\n\nPMID: 900001\n",
    ],
)
def test_an_article_that_looks_a_little_like_it_is_one_document(tmp_path: Path, content) -> None:
    assert list(read(tmp_path, "a.txt", content)) == ["a.txt"]
