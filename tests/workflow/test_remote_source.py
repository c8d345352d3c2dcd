"""A remote source, fetched as docs/install.md describes it; `make remote` installs the plugin."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import util
from pathlib import Path

import pytest
from running import ROOT, SNAKEMAKE

pytestmark = [
    pytest.mark.workflow,
    pytest.mark.skipif(
        util.find_spec("snakemake_storage_plugin_http") is None,
        reason="snakemake-storage-plugin-http is not installed: `make remote` runs this test",
    ),
]
PART = re.compile(r"^## Remote sources\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a file of three articles, on a server of this machine."""
    folder = tmp_path / "served"
    folder.mkdir()
    lines = [
        json.dumps({"id": name, "text": f"It may rain in {name}. We think that tea helps a few."})
        for name in ("York", "Leeds", "Hull")
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/articles.jsonl"
    server.shutdown()
    thread.join()
    server.server_close()


def called(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, where Python finds what it finds here."""
    paths = os.pathsep.join(path for path in sys.path if path and Path(path).is_dir())
    return subprocess.run(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": paths},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=600, check=False,
    )  # fmt: skip


def test_a_remote_file_is_fetched_and_measured(address: str, tmp_path: Path) -> None:
    (part,) = PART.findall((ROOT / "docs/install.md").read_text("utf-8"))
    blocks = re.findall(r"```(\w*)\n(.*?)```", part, re.DOTALL)
    assert [language for language, _ in blocks] == ["python", ""]
    (_, rules), (_, commands) = blocks
    fetch, measure = commands.splitlines()
    assert fetch == "snakemake -j1"
    assert measure == "hedgerow run articles"
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "Snakefile").write_text(rules.replace("ADDRESS", address))
    done = called(folder, str(SNAKEMAKE), "-j1")
    assert done.returncode == 0, done.stdout
    wanted = (tmp_path / "served/articles.jsonl").read_bytes()
    assert (folder / "articles/articles.jsonl").read_bytes() == wanted
    # The articles are here now, and the server may be gone.
    shutil.rmtree(tmp_path / "served")
    settings = ("--config", "too_short=5", "hedging={labels: fast}")
    done = called(folder, sys.executable, "-m", "hedgerow", "run", "articles", *settings)
    assert done.returncode == 0, done.stdout
    summary = json.loads((folder / "results/articles/summary.json").read_text("utf-8"))
    assert summary["flow"]["found"] == 3


def test_an_address_without_a_file_is_named(address: str, tmp_path: Path) -> None:
    (part,) = PART.findall((ROOT / "docs/install.md").read_text("utf-8"))
    rules = part.partition("```python\n")[2].partition("```")[0]
    missing = address.replace("articles.jsonl", "nowhere.jsonl")
    (tmp_path / "Snakefile").write_text(rules.replace("ADDRESS", missing))
    done = called(tmp_path, str(SNAKEMAKE), "-j1")
    assert done.returncode != 0
    assert missing in done.stdout
    assert not (tmp_path / "articles/articles.jsonl").exists()
