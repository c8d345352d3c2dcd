"""The table of documents: its forms, and its faults by line."""

# ruff: noqa: E501  pages and tables stand here as they come
from __future__ import annotations

from pathlib import Path

import pytest

from hedgerow.errors import UserError
from hedgerow.planning.metadata_check import checked_metadata, rows_without_file
from hedgerow.sources.inventory import survey
from hedgerow.sources.metadata import folded, read_metadata_rows

SETTINGS = {"groups": {"column": "group", "pair": "pair"}, "keywords": {"target": "target_phrase"}}


def table(folder: Path, content: bytes | str) -> Path:
    path = folder / "metadata.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "file,group\na.txt,x\nsub/b.txt,y\n",
        "\ufefffile;group\r\na.txt;x\r\nsub\\b.txt;y\r\n",
        "file\tgroup\na.txt\tx\n./sub//b.txt \ty\n",
        "sep=;\nfile;group\na.txt;x\nsub/b.txt;y\n",
        "file,group,\na.txt,x,\nsub/b.txt,y,,\n\n",
        '"file","group"\n"a.txt","x"\n"sub/b.txt","y"',
        "file,group\na.txt,x\nsub/b.txt,y\n".encode("utf-16"),
        "group,file\nx,a.txt\ny,sub/b.txt\n",
        'file,note,group\na.txt,"one ""two""\nthree",x\nsub/b.txt,a\u2028b\x0bc\x85d,y\n',
    ],
)
def test_every_usual_form_is_read(tmp_path: Path, content) -> None:
    rows = read_metadata_rows(table(tmp_path, content)).rows
    assert {name: row.values["group"] for name, row in rows.items()} == {
        "a.txt": "x",
        "sub/b.txt": "y",
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("file,group\na.txt,x\nb.txt,Bell, Ann\n", "line 3: 3 cells, but there are 2 columns"),
        ("file;group\na.txt;x;z\n", "with a ';' in it"),
        (
            "file,group\na.txt,x\n\n./a.txt,y\n",
            "line 4: './a.txt' is listed twice, first in line 2",
        ),
        ("file,group\na.txt," + "x" * 2_000_000, "2,000,000 characters, more than 500"),
        ("file,group\n,x\n", "line 2: no path"),
        ("", "it is empty"),
        ("name,group\na,x\n", "no column 'file'; it has: name, group"),
        ("file,group,group\na,x,y\n", "two columns 'group'"),
        (b"file,group\n\0\0\1\2", "cannot be read as CSV"),
        # a quotation mark that is not closed would take in the rows after it
        ('file,group\na.txt,x\nb.txt,"y\nc.txt,z\n', "line 3: cannot be read as CSV"),
        ('file,group\na.txt,"x\nb.txt,"y"\n', "line 2: cannot be read as CSV"),
    ],
)
def test_faults_are_named_with_their_line(tmp_path: Path, content, words: str) -> None:
    with pytest.raises(UserError) as error:
        read_metadata_rows(table(tmp_path, content))
    assert words in str(error.value)
    assert "metadata.csv" in str(error.value)


def test_a_line_counts_as_editors_count_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="line 5"):
        read_metadata_rows(table(tmp_path, 'file,note\na.txt,"one\ntwo"\nb.txt,x\nc.txt,x,y\n'))


def test_an_error_lists_a_few_columns_alone(tmp_path: Path) -> None:
    wide = ",".join(["file", "x" * 400, *map(str, range(5_000))])
    for content in (f"{wide}\na.txt,y\n", wide.replace("file", "name")):
        with pytest.raises(UserError, match=r"x\.\.\., 0, .* and 4,992 more") as error:
            checked_metadata(str(table(tmp_path, content)), SETTINGS)
        assert len(str(error.value)) < 400 + len(str(tmp_path))


def test_paths_are_folded() -> None:
    same = {folded(path) for path in ("Shop A/café.txt", "./Shop A/cafe\u0301.txt", "Shop A\\café.txt ",
                                      " Shop A/ café.txt", "Shop A//café.txt")}  # fmt: skip
    assert same == {"Shop A/café.txt"}
    assert folded("shop a/b.txt") != folded("Shop A/b.txt")


def test_columns_are_checked_before_anything_is_computed(tmp_path: Path) -> None:
    path = str(table(tmp_path, "file,kind,twin\na.txt,x,1\n"))
    with pytest.raises(
        UserError, match=r"no column 'group', which .*'groups.column'; it has: file, k"
    ):
        checked_metadata(path, SETTINGS)
    other = {"groups": {"column": "kind", "pair": "mate"}, "keywords": {"target": "target_phrase"}}
    with pytest.raises(UserError, match=r"no column 'mate', which .* under 'groups.pair'"):
        checked_metadata(path, other)
    assert checked_metadata(None, SETTINGS) is None


def test_rows_that_match_nothing_are_listed(tmp_path: Path) -> None:
    for name in ("a.txt", "cafe\u0301.txt", "c.jsonl"):
        (tmp_path / name).write_text("x")
    path = table(tmp_path, "file,group\na.txt,x\ncafé.txt,x\nA.txt,x\nb.txt,x\nc.jsonl#17,x\n")
    found = list(rows_without_file(checked_metadata(str(path), SETTINGS), survey(tmp_path)))
    assert found == [f"{path}, line 4: no document has the path A.txt",
                     f"{path}, line 5: no document has the path b.txt"]  # fmt: skip
    assert list(rows_without_file(None, survey(tmp_path))) == []
