"""What a field or a plain text file holds: HTML, Markdown, a whole page, nothing, or plain text."""

# ruff: noqa: E501  texts stand here as they come
from __future__ import annotations

import json
from pathlib import Path

import pytest

from hedgerow.sources.base import Source
from hedgerow.sources.fragments import looks_like_html
from hedgerow.sources.markdown import looks_like_markdown, read_text
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields
from hedgerow.text.blocks.document import document_of

LAMP = "The lamp burns all night. Its oil may last until the morning."


def read(folder: Path, name: str, content: bytes | str) -> dict[str, Source]:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return dict(read_sources(folder, name, Fields(), lambda doc_id: True))


def blocks(source: Source) -> list[tuple[str | None, str]]:
    return [(block.kind, block.text) for block in source.blocks or ()]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{LAMP}</p><ul><li>Oil</li><li>Wick &amp; glass</li></ul>",
        f"<p class='lead' style=\"x\">{LAMP}</p>\n<ul class='a b'><li id='1'>Oil</li><li>Wick &#38; glass",
        f"<div><div>{LAMP}</div></div><ul><li><b>Oil</b></li><li><a href='/x'>Wick</a> &amp; glass</li></ul>",
        f"&lt;p&gt;{LAMP}&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Oil&lt;/li&gt;&lt;li&gt;Wick &amp;amp; glass&lt;/li&gt;",
        f"{LAMP}<br><br><ul><li>Oil</li><li>Wick &amp; glass</li></ul><script>var may = 1;</script>",
        f"<h1></h1><p><span>{LAMP}</span></p><pre>code()</pre><ul><li>Oil<li>Wick &amp; glass</ul>",
    ],
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json"])
def test_html_in_a_field_is_read_as_html(tmp_path: Path, name: str, markup: str) -> None:
    if name == "a.csv":
        content = 'id,text\n1,"{}"\n'.format(markup.replace('"', '""'))
    else:
        content = json.dumps({"id": "1", "text": markup})
    (source,) = read(tmp_path, name, content).values()
    found = [block for block in blocks(source) if block[0] != "code"]
    assert found == [(None, LAMP), ("list_item", "Oil"), ("list_item", "Wick & glass")]


@pytest.mark.parametrize(
    "text",
    [
        "If a < b and c > d, then a <= d.",
        "Write to <jo@lamp.example> or see <https://lamp.example>.",
        "The heart <3 beats; x<y and z>w too.",
        "Temperatures of < 5 °C or > 40 °C are bad for it.",
        "He said <laughs> and left.",
        "Use the <p> element to begin.",
    ],
)
def test_angle_brackets_in_a_plain_text_are_no_html(tmp_path: Path, text: str) -> None:
    assert not looks_like_html(text)
    (source,) = read(tmp_path, "a.jsonl", json.dumps({"text": text})).values()
    assert source.text == text


@pytest.mark.parametrize(
    "text",
    [
        f"# Lamps\n\n{LAMP}\n\n- Oil\n- **Wick**\n",
        f"Lamps\n=====\n\n{LAMP}\n\n* Oil\n* [Wick](https://w.example)\n\n```\nmay()\n```\n",
        f"## Lamps\n\n{LAMP}\n\n1. Oil\n2. Wick\n\n## Lamps\n",
        f"# Lamps #\n\n{LAMP}[^1]\n\n- [x] Oil\n- [ ] Wick\n\n| a | b |\n|---|---|\n\n[^1]: See below.\n",
        f"# Lamps {{#lamps .big}}\n\n{LAMP}\n\n- Oil ~~or gas~~\n- Wick\n\n~~~py\nmay()\n~~~\n",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.md"])
def test_markdown_is_read_as_such_wherever_it_is(tmp_path: Path, name: str, text: str) -> None:
    content = json.dumps({"text": text}) if name == "a.jsonl" else text
    (source,) = read(tmp_path, name, content).values()
    found = [(kind, words) for kind, words in blocks(source) if words]
    assert found[0][1] == "Lamps"
    assert found[0][0] in ("title", "heading")
    assert found[1:4] == [(None, LAMP), ("list_item", "Oil"), ("list_item", "Wick")]
    assert all(kind == "code" for kind, words in found if "may()" in words)


@pytest.mark.parametrize(
    "text",
    [
        "Lamp # 1 is old. Lamp # 2 is new.",
        "#lamps #oil are the tags of the day.",
        "5 * 4 ** 2 is not ** bold.",
        "Prices [in pounds] (without tax) rose.",
        "- One thing\n- Another thing\n",
        "A line\n-----\nand one more line.",
    ],
)
def test_signs_of_markdown_in_a_plain_text_are_none(text: str) -> None:
    assert not looks_like_markdown(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The lamp[^a] burns.\n\n[^a]: With oil.\n", ["The lamp burns.", "With oil."]),
        ("The lamp^[With oil.] burns.\n", ["The lamp burns.", "With oil."]),
        ("The lamp{.old #l1} burns.\n{: .note}\n", ["The lamp burns."]),
        ("{{< video x.mp4 >}}\n\nThe lamp burns. {{% note %}}\n", ["The lamp burns."]),
        ("{% include a.html %}\n\nThe lamp {{ site.name }}burns.\n", ["The lamp burns."]),
        ("::: tip\nThe lamp burns.\n:::\n", ["The lamp burns."]),
        ("!!! note \"Oil\"\n    The lamp burns.\n\nIt is old.\n", ["The lamp burns.", "It is old."]),
        ("The ~~gas~~ lamp ==burns== at 10^2^ K in H~2~O.\n", ["The lamp burns at 102 K in H2O."]),
        ("Lamp\n: A thing that burns.\n", ["Lamp", "A thing that burns."]),
        ("> [!NOTE]\n> The lamp burns.\n", ["The lamp burns."]),
        ("The [[Old lamp|lamp]] burns. %% not yet %%\n![[pic.png]]\n", ["The lamp burns."]),
        ("The lamp burns [@hall2019; @bell2020].\n", ["The lamp burns ."]),
        ("<!-- may --> \n\nThe lamp burns.\n\n<div>Oil &amp; gas</div>\n", ["The lamp burns.", "Oil & gas"]),
        ("+++\ntitle = \"Lamps\"\n+++\nThe lamp burns.\n", ["Lamps", "The lamp burns."]),
    ],
)  # fmt: skip
def test_marks_of_markdown_dialects_are_no_words(text: str, words: list[str]) -> None:
    assert [block.text for block in read_text(text).blocks or () if block.text] == words


def test_a_foot_note_is_no_prose() -> None:
    (text, note) = read_text("The lamp[^1].\n\n[^1]: A note.\n").blocks or ()
    assert (text.kind, note.kind) == (None, "note")


def test_a_whole_page_in_a_field_or_text_file_is_read_as_a_page(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Lamps</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Lamps</h1><p>{LAMP * 6}</p></article></body></html>"
    )
    for name, content in (("a.jsonl", json.dumps({"text": page})), ("a.txt", page)):
        (source,) = read(tmp_path, name, content).values()
        assert source.title == "Lamps"
        assert "Home" not in " ".join(text for _, text in blocks(source))


@pytest.mark.parametrize(
    "word", ["NaN", "null", "NULL", "None", "[deleted]", "[removed]", "#N/A", " nan "]
)
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.tsv"])
def test_a_word_for_nothing_is_an_empty_text(tmp_path: Path, name: str, word: str) -> None:
    content = {
        "a.csv": f'id,text,group\n1,"{word}",{word}\n',
        "a.tsv": f"id\ttext\tgroup\n1\t{word}\t{word}\n",
        "a.jsonl": json.dumps({"id": 1, "text": word, "group": word}),
    }[name]
    ((doc_id, source),) = read(tmp_path, name, content).items()
    assert (source.text, source.group) == ("", None)
    assert document_of(doc_id, source).status == "empty"


def test_a_sentence_about_nothing_stays(tmp_path: Path) -> None:
    (source,) = read(tmp_path, "a.jsonl", json.dumps({"text": "None of it burns."})).values()
    assert source.text == "None of it burns."


@pytest.mark.parametrize(
    "table",
    [
        'sep=;\nid;text\nx;"one; two"\n',
        "sep=,\r\nid,text\r\nx,one; two\r\n",
        '"sep=|"\nid|text\nx|one; two\n',
        "\ufeffsep=;\nid;text\nx;'one; two'\n".replace("'", '"'),
        "SEP=\t\nid\ttext\nx\tone; two\n",
        "id,text,\nx,one; two,\n",
        'id;text;;\nx;"one; two";;\n',
    ],
)
def test_a_table_may_announce_its_delimiter_and_end_its_rows_with_it(tmp_path, table: str) -> None:
    found = read(tmp_path, "a.csv", table)
    assert {doc_id: source.text for doc_id, source in found.items()} == {"a.csv#x": "one; two"}


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        (
            '1\tShe said "yes".\n2\t"A bare mark\n3\tthree\n',
            ['She said "yes".', '"A bare mark', "three"],
        ),
        ('1\t"quoted ""twice"" here"\n2\ttwo\n', ['quoted "twice" here', "two"]),
        ('1\t"line one\nline two"\n2\ttwo\n', ["line one\nline two", "two"]),
        ('1\t5" pipe\n2\t6" pipe\n', ['5" pipe', '6" pipe']),
        ('1\t"\n2\t""\n3\tthree\n', ['"', "", "three"]),
        ('1\t"open\n2\t"open too\n3\t"and this\n', ['"open', '"open too', '"and this']),
    ],
)
def test_a_quotation_mark_in_a_table_with_tabs_is_a_letter(tmp_path, rows, texts) -> None:
    found = read(tmp_path, "a.tsv", f"id\ttext\n{rows}")
    assert [source.text for source in found.values()] == texts


def test_a_field_inside_another_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"meta": {"t": LAMP}, "text": "no"}))
    fields = Fields.given({"text": ["meta.t"]})
    ((_, source),) = read_sources(tmp_path, "a.jsonl", fields, lambda doc_id: True)
    assert source.text == LAMP
