"""A remote source, fetched as docs/install.md describes it, by HTTP and from a store of S3."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from fresh import OUTSIDE, called, needs_outside
from running import ROOT

pytestmark = [pytest.mark.workflow, needs_outside]
PART = re.compile(r"^## Remote sources\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
ARTICLES = "".join(
    json.dumps({"id": name, "text": f"It may rain in {name}. We think that tea helps a few."})
    + "\n"
    for name in ("York", "Leeds", "Hull")
)
PUT = """
import sys
import boto3
store = boto3.client("s3")
store.create_bucket(Bucket="corpus")
store.put_object(Bucket="corpus", Key="articles.jsonl", Body=sys.stdin.buffer.read())
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a file of three articles on a server of this machine, and no variables."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "articles.jsonl").write_text(ARTICLES)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/articles.jsonl", {}
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(programs: Path, tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of the same file in a store of S3, and the variables that open it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(OUTSIDE / "bin/moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    with (tmp_path / "store.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert time.monotonic() < end, (tmp_path / "store.log").read_text()
            time.sleep(0.2)
        variables = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
        variables["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{port}"
        done = called(programs, ["python", "-c", PUT], tmp_path, ARTICLES, **variables)
        assert done.returncode == 0, done.stderr
        yield "s3://corpus/articles.jsonl", variables
    finally:
        server.terminate()
        server.wait(30)


def fetched(
    programs: Path, folder: Path, address: str, variables: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Write the Snakefile of docs/install.md into a folder, and run its first line there."""
    (part,) = PART.findall((ROOT / "docs/install.md").read_text("utf-8"))
    blocks = re.findall(r"```(\w*)\n(.*?)```", part, re.DOTALL)
    assert [language for language, _ in blocks] == ["python", ""]
    (_, rules), (_, commands) = blocks
    assert commands.splitlines() == ["snakemake -j1", "hedgerow run articles"]
    folder.mkdir()
    (folder / "Snakefile").write_text(rules.replace("ADDRESS", address))
    return called(programs, ["snakemake", "-j1"], folder, **variables)


@pytest.mark.parametrize("place", ["web", "store"])
def test_a_remote_file_is_fetched(
    place: str, programs: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address, variables = request.getfixturevalue(place)
    folder = tmp_path / "study"
    done = fetched(programs, folder, address, variables)
    assert done.returncode == 0, done.stderr
    assert (folder / "articles/articles.jsonl").read_text() == ARTICLES


def test_what_was_fetched_is_measured(
    web: tuple[str, dict[str, str]], programs: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    assert fetched(programs, folder, *web).returncode == 0
    # The articles are here now, and the server may be gone.
    (tmp_path / "served/articles.jsonl").unlink()
    settings = ("--config", "too_short=5", "hedging={labels: fast}")
    done = called(programs, ["hedgerow", "run", "articles", *settings], folder)
    assert done.returncode == 0, done.stderr
    summary = json.loads((folder / "results/articles/summary.json").read_text("utf-8"))
    assert summary["flow"]["found"] == 3


@pytest.mark.parametrize("place", ["web", "store"])
def test_an_address_without_a_file_is_named(
    place: str, programs: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address, variables = request.getfixturevalue(place)
    missing = address.replace("articles.jsonl", "nowhere.jsonl")
    done = fetched(programs, tmp_path / "study", missing, variables)
    assert done.returncode != 0
    assert missing in done.stdout + done.stderr
    assert not (tmp_path / "study/articles/articles.jsonl").exists()
