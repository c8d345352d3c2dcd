"""Rule `normalise`: no file is lost, counts are those of the text, the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from hedgerow.errors import UserError
from hedgerow.sources import inventory
from hedgerow.steps import normalise
from hedgerow.tables.io import read_table
from hedgerow.text.tokens.token_file import read_tokens

_FILES = {
    "a.txt": b"Sleep and Rest\n\nSleep helps people. It is cheap and 5 of them like it for that"
    b" very reason.\n",
    "b/c.md": b"# Tea\n\nTea is a drink that many people have in the morning.\n",
    "empty.txt": b"",
    "nul.txt": b"\x00\x01\x02",
    "odd name \xc3\xa9.txt": "“Curly” quotes and no\u00a0break spaces are here.".encode(),
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    for name, content in _FILES.items():
        path = folder / name.encode("latin-1").decode("utf-8") if "\xc3" in name else folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def run(source: Path, out: Path, shard: int = 0, of: int = 1) -> tuple[Path, Path, Path]:
    found = inventory.survey(source)
    files = inventory.split(found.files, of)[shard]
    root = found.root if inventory.compared_by_content(found.files) else None
    mark = inventory.fingerprint(files, root)
    paths = out / "documents.parquet", out / "text.arrow", out / "cleaning.parquet"
    normalise.run(source, shard, of, mark, *paths)
    return paths


def test_every_file_has_a_row_and_only_texts_are_coded(source, tmp_path) -> None:
    documents, text, _ = run(source, tmp_path / "out")
    rows = read_table(documents)
    assert rows["doc_id"] == sorted(rows["doc_id"])
    status = dict(zip(rows["doc_id"], rows["status"], strict=True))
    assert len(status) == len(_FILES)
    assert status["a.txt"] == status["b/c.md"] == "analysed"
    assert status["empty.txt"] == "empty"
    assert all(
        reason for s, reason in zip(rows["status"], rows["reason"], strict=True) if s != "analysed"
    )
    tokenised = read_tokens(text)
    assert tokenised.doc_ids == [d for d, s in status.items() if s == "analysed"]


@pytest.mark.parametrize("of", [1, 3])
def test_a_corpus_of_which_nothing_can_be_read_ends_the_run(tmp_path: Path, of: int) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    for name in ("a.pages", "b.doc", "c.txt", "d.qqq"):
        (folder / name).write_bytes(b"\0\1")
    for shard in range(of):
        with pytest.raises(UserError, match="could be used, so there is nothing to measure"):
            run(folder, tmp_path / "out", shard, of)
    (folder / "e.txt").write_text("The tea is warm, and it is good for you as well.")
    for shard in range(of):
        run(folder, tmp_path / "out", shard, of)


def test_plain_text_pays_for_no_other_format(source, tmp_path) -> None:
    for name in ("b/c.md", "nul.txt"):
        (source / name).unlink()
    code = (
        "import sys; from pathlib import Path; from hedgerow.sources import inventory as i;"
        "from hedgerow.steps import normalise; from hedgerow.sources.extent import extent;"
        "s, o = map(Path, sys.argv[1:]); f = i.survey(s).files; extent(s, f);"
        "normalise.run(s, 0, 1, i.fingerprint(f, s), o / 'd', o / 't', o / 'c');"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, source, tmp_path], capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "hedgerow" in loaded
    others = {"pypdfium2", "fastwarc", "resiliparse", "trafilatura", "lxml", "markdown_it"}
    assert not loaded & (others | {"orjson", "py3langid", "pandas"})


def test_counts_are_those_of_the_coded_text(source, tmp_path) -> None:
    documents, text, _ = run(source, tmp_path / "out")
    rows = read_table(documents)
    place = rows["doc_id"].index("a.txt")
    assert rows["words"][place] == 15
    assert rows["words_all"][place] == 18
    assert rows["blocks"][place] == 2
    tokenised = read_tokens(text)
    assert rows["tokens"].sum() == len(tokenised.token_type)
    unused = np.array([s != "analysed" for s in rows["status"]])
    assert (rows["tokens"][unused] == 0).all()


def test_changes_are_logged(source, tmp_path) -> None:
    _, _, cleaning = run(source, tmp_path / "out")
    rows = read_table(cleaning)
    changes = {
        change: n for doc, change, n in zip(*rows.values(), strict=True) if doc.startswith("odd")
    }
    assert changes == {"nbsp": 1, "quote": 2}


def test_the_same_source_gives_the_same_bytes(source, tmp_path) -> None:
    first, second = run(source, tmp_path / "one"), run(source, tmp_path / "two")
    for a, b in zip(first, second, strict=True):
        assert a.read_bytes() == b.read_bytes()


def test_shards_hold_each_document_once(source, tmp_path) -> None:
    ids = []
    for shard in range(3):
        documents, _, _ = run(source, tmp_path / str(shard), shard, 3)
        ids += read_table(documents)["doc_id"]
    whole, _, _ = run(source, tmp_path / "whole")
    assert sorted(ids) == read_table(whole)["doc_id"]


def test_files_that_changed_since_the_plan_stop_the_run(source, tmp_path) -> None:
    out = tmp_path / "documents", tmp_path / "text", tmp_path / "cleaning"
    with pytest.raises(UserError, match="changed while the run went on"):
        normalise.run(source, 0, 1, "0" * 16, *out)
    assert not any(path.exists() for path in out)
