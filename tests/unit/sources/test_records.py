"""Files of many documents: their ids, their fields, and what is wrong with some of them."""

from __future__ import annotations

import gzip
import io
import json
import random
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.sources import files
from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.formats import FORMATS, ending_of
from hedgerow.sources.packed import rewound
from hedgerow.sources.readers import read_sources
from hedgerow.sources.records import Fields, key_of
from hedgerow.text.blocks.document import document_of
from samples import parquet, warc, warc_record, write_bad, write_good, zstandard


def read(folder: Path, name: str, fields: Fields | None = None) -> dict[str, Source]:
    """All documents of a file by id; that none comes twice is part of every test."""
    found = list(read_sources(folder, name, fields or Fields(), lambda doc_id: True))
    assert len(dict(found)) == len(found)
    return dict(found)


def write(folder: Path, name: str, content: bytes | str) -> dict[str, Source]:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read(folder, name)


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def texts(found: dict[str, Source]) -> dict[str, str | None]:
    return {doc_id: source.text for doc_id, source in found.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_good(folder / "good")
    return folder


def test_every_format_gives_its_documents(folder: Path) -> None:
    wanted = write_good(folder / "good")
    found = {
        doc_id: source
        for path in (folder / "good").rglob("*")
        if path.is_file()
        for doc_id, source in read(
            folder / "good", path.relative_to(folder / "good").as_posix()
        ).items()
    }
    assert set(found) == wanted
    for doc_id, source in found.items():
        document = document_of(doc_id, source)
        assert document.status == "analysed", (doc_id, document.reason)
        assert "feel better in the morning" in document.text


def test_whatever_is_bad_has_its_reason_and_nothing_else(tmp_path: Path) -> None:
    from hedgerow.sources.inventory import survey

    reasons = write_bad(tmp_path / "bad")
    found = survey(tmp_path / "bad")
    said = dict(found.problems)
    for file in found.files:
        for doc_id, source in read(tmp_path / "bad", file.path).items():
            if source.reason is not None:
                said[doc_id] = source.reason
                assert source.text is None and source.blocks is None
    assert set(said) == set(reasons)
    for doc_id, words in reasons.items():
        assert words in said[doc_id]
        assert "reader failed" not in said[doc_id], "a reason, not the message of an error"


def test_ids_are_those_of_records_or_else_their_numbers(tmp_path: Path) -> None:
    found = write(
        tmp_path,
        "a.jsonl",
        lines({"id": "x", "text": "a"}, {"text": "b"}, {"id": 7, "text": "c"}, {"id": None}),
    )
    assert list(found) == ["a.jsonl#x", "a.jsonl#2", "a.jsonl#7", "a.jsonl#4"]


def test_blank_lines_count_as_lines(tmp_path: Path) -> None:
    found = write(tmp_path, "a.jsonl", '\n{"text": "a"}\n  \n{"text": "b"}')
    assert texts(found) == {"a.jsonl#2": "a", "a.jsonl#4": "b"}


def test_records_with_the_same_id_are_all_there(tmp_path: Path) -> None:
    found = write(
        tmp_path,
        "a.jsonl",
        lines(
            *({"id": i, "text": t} for i, t in (("x", "a"), ("2", "b"), ("x", "c"), ("x#3", "d")))
        ),
    )
    assert texts(found) == {
        "a.jsonl#x": "a", "a.jsonl#2": "b", "a.jsonl#x#3": "c", "a.jsonl#x%233": "d",
    }  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "1", "2", "3", "a#1", "a", " a ", "a\n", 1, 2, None, True, "é"]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_shards_part_the_records_and_agree_on_their_ids(tmp_path_factory, rows) -> None:
    folder = tmp_path_factory.mktemp("shards")
    records = [
        {"id": key, "text": "t"} if first else {"text": "t", "id": key} for key, first in rows
    ]
    whole = write(folder, "a.jsonl", lines(*records))
    from hedgerow.sources.inventory import shard_of

    parts = [
        dict(read_sources(folder, "a.jsonl", Fields(), lambda d, k=k: shard_of(d, 3) == k))
        for k in range(3)
    ]
    assert sum(map(len, parts)) == len(whole)
    assert {doc_id for part in parts for doc_id in part} == set(whole)


@given(st.text(max_size=300) | st.integers() | st.booleans() | st.none() | st.floats())
def test_an_id_is_one_printable_line(value) -> None:
    key = key_of(value)
    if key is not None:
        assert key and "\n" not in key and "#" not in key
        assert len(key) <= 600
        assert key.encode()


def test_fields_are_found_by_their_usual_names_in_any_case(tmp_path: Path) -> None:
    record = {"Headline": "H", "Body": "B", "published": "2024", "Group": "g", "PMID": 12}
    (source,) = write(tmp_path, "a.ndjson", lines(record)).values()
    assert (source.title, source.text, source.date, source.group) == ("H", "B", "2024", "g")
    assert list(read(tmp_path, "a.ndjson")) == ["a.ndjson#12"]


def test_fields_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text,Inhalt,Art\n1,no,yes,x\n")
    fields = Fields.given({"text": ["inhalt"], "group": ["Kind", "ART"], "id": []})
    (found,) = read(tmp_path, "a.csv", fields).items()
    assert found[0] == "a.csv#1"
    assert (found[1].text, found[1].group) == ("yes", "x")


def test_the_defaults_are_those_of_the_settings() -> None:
    import yaml

    config = Path(__file__).parents[3] / "config" / "config.yaml"
    assert Fields.given(yaml.safe_load(config.read_text("utf-8"))["records"]) == Fields()


def test_a_title_stands_before_the_text_once(tmp_path: Path) -> None:
    body = "The first sentence is here, and it is as long as one should be."
    found = write(
        tmp_path,
        "a.jsonl",
        lines({"title": "On tea", "text": body}, {"title": "On tea", "text": f"On tea\n\n{body}"}),
    )
    for doc_id, source in found.items():
        document = document_of(doc_id, source)
        assert document.text == f"On tea\n{body}"
        assert [block.kind for block in document.blocks] == ["title", "paragraph"]
        assert document.title == "On tea"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": 5}', "its text field does not hold text"),
        (b'{"text": {"a": "b"}}', "its text field does not hold text"),
        (b'["text"]', "not a JSON object"),
        (b'{"text": "\\udc00"}', "not JSON"),
        (b'{"text": "x", "n": NaN, "t": "\\ud800"}', "not JSON"),
        (b'{"text": "x"', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"words": "x"}', "no field with the text; name it under records.text"),
    ],
)
def test_a_bad_line_costs_one_document(tmp_path: Path, line: bytes, reason: str) -> None:
    found = write(tmp_path, "a.jsonl", b'{"text": "a"}\n' + line + b'\n{"text": "b"}\n')
    assert texts(found) == {"a.jsonl#1": "a", "a.jsonl#2": None, "a.jsonl#3": "b"}
    assert (found["a.jsonl#2"].reason or "").startswith(reason)


def test_what_programs_write_that_is_not_strict_json_is_read(tmp_path: Path) -> None:
    found = write(tmp_path, "a.jsonl", b'\xef\xbb\xbf{"text": "a", "n": NaN}\n{"text": ["b", "c"]}')
    assert texts(found) == {"a.jsonl#1": "a", "a.jsonl#2": "b\n\nc"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"id": "x", "text": "café {}"}\n' * 2),
        ("a.csv", "id,text\nx,café {}\ny,café\n"),
    ],
)
def test_containers_in_wide_encodings(
    tmp_path: Path, encoding: str, name: str, content: str
) -> None:
    content = content.replace("{}", "and much more of it " * 300)
    found = write(tmp_path, name, content.encode(encoding))
    assert len(found) == 2
    assert all(source.text.startswith("café") for source in found.values())


def test_cells_and_lines_have_encodings_of_their_own(tmp_path: Path) -> None:
    table = b"id,text\nx," + "naïve café".encode() + b"\ny," + "naïve café".encode("cp1252")
    found = write(tmp_path, "a.csv", table)
    assert texts(found) == dict.fromkeys(("a.csv#x", "a.csv#y"), "naïve café")
    assert [source.encoding for source in found.values()] == ["utf-8", "cp1252 (detected)"]
    found = write(tmp_path, "a.jsonl", '{"id": "é", "text": "naïve café"}'.encode("cp1252"))
    assert texts(found) == {"a.jsonl#é": "naïve café"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_finds_the_text(tmp_path: Path, delimiter: str) -> None:
    head = delimiter.join(["id", "text", "note, with; all| of"]) + "\n"
    head = head.replace("note, with; all| of", '"note, with; all| of"')
    row = delimiter.join(["x", '"a ""quoted"" cell\nof two lines"', "n"]) + "\n\n"
    found = write(tmp_path, "a.csv", head + row)
    assert texts(found) == {"a.csv#x": 'a "quoted" cell\nof two lines'}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_table_may_end_in_any_way(tmp_path: Path, end: str) -> None:
    table = ["id,text", 'x,"one', 'cell"', "y,two", ""]
    assert texts(write(tmp_path, "a.csv", end.join(table))) == {
        "a.csv#x": "one\ncell",
        "a.csv#y": "two",
    }


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("hedgerow.sources.delimited.DOCUMENT_BYTES", 1000)
    table = "text\ngood\n" + '"never closed\n' + "one more line\n" * 200
    found = write(tmp_path, "a.csv", table)
    assert found["a.csv#1"].text == "good"
    assert "row 2 and what follows it are not read" in found["a.csv"].reason


def test_a_container_of_nothing_says_so(tmp_path: Path) -> None:
    for ending in (ending for form in FORMATS if form.container for ending in form.endings):
        (found,) = write(tmp_path, f"a{ending}", b"").items()
        assert found[0] == f"a{ending}"
        assert found[1].reason


def test_tables_without_a_text_name_their_columns(tmp_path: Path) -> None:
    for name, content in (("a.csv", b"x,y\n1,2\n"), ("a.parquet", parquet({"x": [1], "y": ["a"]}))):
        (source,) = write(tmp_path, name, content).values()
        assert (
            source.reason == "no field with the text; name it under records.text (its fields: x, y)"
        )


def test_parquet_columns_of_other_types(tmp_path: Path) -> None:
    import datetime

    table = {
        "id": [1, 2, 3],
        "text": ["a", None, "c"],
        "group": [1.5, None, float("nan")],
        "date": [datetime.date(2024, 5, 1), None, None],
    }
    found = write(tmp_path, "a.parquet", parquet(table))
    assert texts(found) == {"a.parquet#1": "a", "a.parquet#2": "", "a.parquet#3": "c"}
    first, _, last = found.values()
    assert (first.group, first.date, last.group) == ("1.5", "2024-05-01", None)
    (source,) = write(tmp_path, "b.parquet", parquet({"text": [b"bytes"]})).values()
    assert source.reason == "its text field does not hold text"


def test_a_text_that_is_stored_once_may_not_be_repeated_without_bounds(
    tmp_path: Path,
) -> None:
    def repeated(rows: int) -> dict[str, Source]:
        column = pa.DictionaryArray.from_arrays(
            pa.array([0] * rows, pa.int32()), ["tea " * 250_000]
        )
        return write(tmp_path, "a.parquet", parquet({"text": column}))

    assert all(source.reason is None for source in repeated(60).values())
    found = repeated(200)
    assert "a Parquet bomb" in (found["a.parquet"].reason or "")
    assert len(found) - 1 < 64


def test_parquet_strings_may_hold_other_encodings(tmp_path: Path) -> None:
    data = pa.array(["naïve café".encode("cp1252"), b"plain"])
    strings = pa.StringArray.from_buffers(2, *data.buffers()[1:])
    found = write(tmp_path, "a.parquet", parquet({"id": strings, "text": strings}))
    assert texts(found) == {"a.parquet#naïve café": "naïve café", "a.parquet#plain": "plain"}
    assert [source.encoding for source in found.values()] == ["cp1252 (detected)", "utf-8"]


def test_archives_tell_pages_from_the_rest(tmp_path: Path) -> None:
    page = "<html><body><article><p>{}</p></article></body></html>".format("A café, a café. " * 20)
    archive = warc([("http://a/1", page.encode("cp1252"))], "text/html; charset=windows-1252")
    archive += warc([("http://a/2", b"\x89PNG")], "image/png")
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nGone"
    archive += warc_record("response", "http://a/3", "application/http; msgtype=response", gone)
    archive += warc_record("request", "http://a/1", "application/http", b"GET / HTTP/1.1\r\n\r\n")
    packed = gzip.compress(page.encode())
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    )
    archive += warc_record("response", "http://a/1", "application/http; msgtype=response", answer)
    found = write(tmp_path, "a.warc", archive)
    assert list(found) == [f"a.warc#http://a/{end}" for end in ("1", "2", "3", "1#4")]
    assert found["a.warc#http://a/1"].encoding == "cp1252 (declared)"
    for doc_id in ("a.warc#http://a/1", "a.warc#http://a/1#4"):
        assert "A café" in document_of(doc_id, found[doc_id]).text
    assert found["a.warc#http://a/2"].reason == "content of type image/png is not read"
    assert "status 404" in (found["a.warc#http://a/3"].reason or "")


def test_the_ending_before_gz_counts() -> None:
    assert [ending_of(name) for name in ("a.TXT", "a.jsonl.GZ", "b.gz/a.md", "a.gz", ".gz")] == [
        ".txt", ".jsonl", ".md", "", "",
    ]  # fmt: skip


def test_long_lines_are_passed_over_without_being_held() -> None:
    stream = io.BytesIO(b"a\n" + b"b" * 50 + b"\nc\n" + b"d" * 10 + b"\n" + b"e" * 30)
    assert list(files.lines(stream, 10)) == [b"a\n", None, b"c\n", b"d" * 10 + b"\n", None]


def test_a_document_has_a_limit() -> None:
    assert files.whole(io.BytesIO(b"x" * 10), 10) == b"x" * 10
    with pytest.raises(UnreadableError, match="cut it up"):
        files.whole(io.BytesIO(b"x" * 11), 10)


def test_packed_text_may_be_dull_but_no_bomb(tmp_path: Path) -> None:
    dull = gzip.compress(b"The same line again and again.\n" * 100_000)
    (tmp_path / "dull.txt.gz").write_bytes(dull)
    with files.opened(tmp_path, "dull.txt.gz") as stream:
        assert len(files.whole(stream)) == 3_100_000
    (tmp_path / "two.txt.gz").write_bytes(gzip.compress(b"one ") + gzip.compress(b"two"))
    with files.opened(tmp_path, "two.txt.gz") as stream:
        assert files.whole(stream) == b"one two"


def test_zstandard_is_unpacked_and_goes_back_to_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "two.txt.zst").write_bytes(zstandard(b"one ") + zstandard(b"two"))
    with files.opened(tmp_path, "two.txt.zst") as stream:
        assert files.whole(stream) == b"one two"
        assert files.whole(rewound(stream)) == b"one two"


def test_the_records_before_the_end_of_a_cut_file_are_read(tmp_path: Path) -> None:
    noise = random.Random(1)
    rows = [
        {"id": f"r{i}", "text": "".join(noise.choices("abcdefgh ", k=2_000))} for i in range(999)
    ]
    packed = zstandard(lines(*rows).encode())
    found = write(tmp_path, "cut.jsonl.zst", packed[: len(packed) // 2])
    assert len(found) > 400
    assert "ends too early" in found["cut.jsonl.zst"].reason


@settings(max_examples=30, deadline=None)
@given(cut=st.integers(0, 400), flip=st.integers(0, 10_000))
def test_damaged_packed_lines_give_what_can_be_read_and_the_reason(
    tmp_path_factory, cut: int, flip: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    data = bytearray(
        gzip.compress(lines(*({"id": f"r{i}", "text": "t"} for i in range(99))).encode())
    )
    data[flip % len(data)] ^= 1 + flip % 255
    found = write(folder, "damaged.jsonl.gz", bytes(data[: len(data) - cut]))
    assert found
    for source in found.values():
        assert "reader failed" not in (source.reason or "")
