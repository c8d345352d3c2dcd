"""The `hedgerow` program: one subcommand for each rule of the workflow, and those for people.

Nothing heavy is imported here: each subcommand imports its own step.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from hedgerow import __version__, kernels
from hedgerow.commands.people import (
    ANSWERING,
    CORPUS,
    ELSEWHERE,
    GROUPS,
    INSTALLATION,
    LABELLER,
    LIGHT,
    ONE_TEXT,
    SYLLABLES,
    Arguments,
    path,
)
from hedgerow.errors import UserError, fault_of_the_machine

_PATH: dict = {"type": path, "required": True}
_PATHS: dict = {"type": path, "nargs": "+", "required": True}
_NUMBER: dict = {"type": int, "required": True}
_BOILERPLATE: dict = {"type": path, "help": "hashes of passages that are not measured"}
_RULES: dict[str, tuple[str, Arguments]] = {
    "normalise": (
        "read, clean and code the documents of one shard",
        {
            "--source": _PATH | {"help": "folder of the corpus"},
            "--shard": _NUMBER | {"help": "number of the shard, from 0"},
            "--of": _NUMBER | {"help": "how many shards there are"},
            "--fingerprint": {"required": True, "help": "of the shard's files when the run began"},
            "--documents": _PATH | {"help": "table to write: a row for each document"},
            "--text": _PATH | {"help": "file to write: the tokenised text"},
            "--cleaning": _PATH | {"help": "table to write: what was cleaned"},
            "--records": {"type": json.loads, "help": "names of the fields of records, as JSON"},
            "--seconds": {"type": float, "help": "processor time that a document may take"},
            "--megabytes": {"type": float, "help": "memory that a document may take"},
        },
    ),
    "readability": (
        "score the documents, sections and sentences of one shard",
        {
            "--text": _PATH | {"help": "tokenised text of the shard"},
            "--scores": _PATH | {"help": "table to write: a row for each document"},
            "--sections": _PATH | {"help": "table to write: a row for each section"},
            "--sentences": _PATH | {"help": "table to write: a row for each sentence"},
            "--hardwords": _PATH | {"help": "table to write: the costliest words"},
            "--oov_words": _PATH | {"help": "table to write: words outside the dictionary"},
            "--boilerplate": _BOILERPLATE,
            "--seed": _NUMBER | {"help": "seed of the resamples"},
            "--resamples": _NUMBER | {"help": "resamples of the sentences of a document"},
            "--syllables": SYLLABLES,
        },
    ),
    "textstat": (
        "score a sample of the corpus with textstat, for comparison",
        {
            "--text": _PATHS | {"help": "tokenised texts of all shards", "dest": "texts"},
            "--sample": _NUMBER | {"help": "how many documents to score"},
            "--boilerplate": _BOILERPLATE,
            "--out": _PATH | {"help": "table to write"},
        },
    ),
    "hedging": (
        "find cues and label the sentences of one shard",
        {
            "--text": _PATH | {"help": "tokenised text of the shard"},
            "--cues": _PATH | {"help": "table to write: a row for each cue"},
            "--claims": _PATH | {"help": "table to write: a row for each sentence"},
            "--boilerplate": _BOILERPLATE,
            "--lexicon": {
                "type": path,
                "nargs": "*",
                "default": [],
                "dest": "lexicons",
                "help": "your own lexicons of cues, TSV",
            },
            "--labels": LABELLER,
        },
    ),
    "keywords": (
        "find the listed phrases and count the words of one shard",
        {
            "--text": _PATH | {"help": "tokenised text of the shard"},
            "--phrases": {"type": path, "help": "file, one phrase a line"},
            "--occurrences": _PATH | {"help": "table to write: a row for each occurrence"},
            "--per_document": _PATH
            | {"help": "table to write: a row for each document and phrase"},
            "--unnatural": _PATH | {"help": "table to write: occurrences that do not fit"},
            "--words": _PATH | {"help": "file to write: counts of words and sequences"},
            "--boilerplate": _BOILERPLATE,
            "--forms": {
                "nargs": "*",
                "default": [],
                "help": "families of forms that count as the phrase: plural, hyphen, inflected",
            },
        },
    ),
    "similarity": (
        "make the signatures of the documents of one shard",
        {
            "--text": _PATH | {"help": "tokenised text of the shard"},
            "--signatures": _PATH | {"help": "file to write"},
        },
    ),
    "repeats": (
        "hash the blocks and sentences of one shard",
        {
            "--text": _PATH | {"help": "tokenised text of the shard"},
            "--passages": _PATH | {"help": "file to write: hashes of the passages"},
        },
    ),
    "boilerplate": (
        "find text that repeats over the corpus, and families of pages",
        {
            "--texts": _PATHS | {"help": "tokenised texts of all shards"},
            "--passages": _PATHS | {"help": "passages of all shards"},
            "--signatures": _PATHS | {"help": "signatures of all shards"},
            "--share": {
                "type": float,
                "required": True,
                "help": "share of the documents from which a passage is boilerplate",
            },
            "--keep": {"action": "store_true", "help": "list boilerplate, but measure it"},
            "--hashes": _PATH | {"help": "list that the measures read"},
            "--boilerplate": _PATH | {"help": "table to write: the passages"},
            "--families": _PATH | {"help": "table to write: pages made from one template"},
            "--differences": _PATH | {"help": "table to write: where these pages differ"},
        },
    ),
    "summarise": (
        "put the shards together to the tables of the corpus",
        {
            "--shards": _PATH | {"help": "folder with a folder for each shard"},
            "--textstat": _PATH | {"help": "textstat's scores"},
            "--boilerplate": _BOILERPLATE,
            "--repeated": {
                "type": path,
                "nargs": "*",
                "default": [],
                "help": "tables of the rule boilerplate",
            },
            "--metadata": {"type": path, "help": "groups and pairs of the documents"},
            "--codes": {
                "type": path,
                "nargs": "*",
                "default": [],
                "help": "files of coded sentences, one for each coder",
            },
            "--settings": {"type": json.loads, "required": True, "help": "the config, as JSON"},
            "--tables": _PATH | {"help": "folder to write the tables to"},
            "--summary": _PATH | {"help": "summary.json to write"},
        },
    ),
    "figures": (
        "draw the figures",
        {
            "--tables": _PATH | {"help": "folder of the tables"},
            "--summary": _PATH | {"help": "summary.json of the run"},
            "--texts": _PATHS | {"help": "tokenised texts of all shards"},
            "--out": _PATH | {"help": "folder to write to"},
            "--processes": {"type": int, "default": 1, "help": "how many draw at once; default 1"},
        },
    ),
    "influence": (
        "find the words that the surest claims rest on",
        {
            "--tables": _PATH | {"help": "folder of the tables"},
            "--summary": _PATH | {"help": "summary.json of the run"},
            "--out": _PATH | {"help": "table to write"},
        },
    ),
    "coding": (
        "draw a sample of sentences and write the page to code it",
        {
            "--tables": _PATH | {"help": "folder of the tables"},
            "--settings": {"type": json.loads, "required": True, "help": "the config, as JSON"},
            "--out": _PATH | {"help": "folder of the page and the sheets"},
        },
    ),
    "report": (
        "write the report",
        {
            "--results": _PATH | {"help": "folder of the results of the corpus"},
            "--texts": _PATHS | {"help": "tokenised texts of all shards"},
            "--settings": {"type": json.loads, "required": True, "help": "the config, as JSON"},
            "--compare": {
                "type": path,
                "nargs": "*",
                "default": [],
                "help": "summaries of earlier runs to compare with, oldest first",
            },
            "--out": _PATH | {"help": "report.html to write"},
        },
    ),
    "pdf": (
        "print the report to a PDF",
        {"--report": _PATH | {"help": "report.html"}, "--out": _PATH | {"help": "PDF to write"}},
    ),
}

_PEOPLE = ONE_TEXT | CORPUS | INSTALLATION

_WITHOUT_KERNELS = ("coding", "figures", "pdf", "report", *LIGHT)

USAGE, INTERRUPTED = 2, 130
"""Exit statuses beside 0 and 1: a command line that cannot be read, and Ctrl+C."""


def parser(listed: str = argparse.SUPPRESS) -> argparse.ArgumentParser:
    """Return the parser of the whole program.

    Args:
        listed: heading of argparse's own list of the commands, in place of which the help has
            groups; completion is made from that list.
    """
    whole = argparse.ArgumentParser(
        prog="hedgerow",
        usage="hedgerow COMMAND ...",
        description="Readability, hedging, claim strength and key phrases in English articles.",
        epilog=_listed(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"hedgerow {__version__}")
    commands = whole.add_subparsers(
        dest="command", required=True, metavar="COMMAND", prog="hedgerow", help=listed
    )
    for name, (purpose, arguments) in {**_PEOPLE, **_RULES}.items():
        command = commands.add_parser(
            name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}."
        )
        for flag, options in arguments.items():
            command.add_argument(flag, **options)
    return whole


def _listed() -> str:
    """Return the commands in groups, and the exit statuses."""
    lines = []
    for heading, commands in (GROUPS | {"The rules of the workflow": _RULES}).items():
        lines += [f"{heading}:", *(f"  {name:12} {what}" for name, (what, _) in commands.items())]
        lines.append("")
    return "\n".join(
        [
            *lines,
            "`hedgerow COMMAND --help` lists the options of a command.",
            "Exit status: 0 done, 1 an error to mend, 2 a command line that cannot be read,",
            "130 interrupted; of check, verify and doctor: 0 all is well, 1 something was found,",
            "2 an error to mend.",
        ]
    )


def _step(command: str) -> Callable[..., int | None]:
    """Import the step of a command; what that makes stays, and is not looked through for circles.

    Neither is anything at the end of the program, when all memory is given back.
    """
    name = f"hedgerow.{'commands' if command in ELSEWHERE else 'steps'}.{command}"
    if name not in sys.modules:
        gc.disable()
        if command not in _WITHOUT_KERNELS:
            kernels.start()
        import_module(name)
        gc.freeze()
        gc.enable()
        atexit.register(gc.freeze)
    return import_module(name).run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; return its exit status, 1 after an error that the user can mend."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words:
        parser().print_help(sys.stderr)
        return USAGE
    given = vars(parser().parse_args(words))
    command = given.pop("command")
    # A step makes many small objects and hardly a circle of them: looking for those after every
    # 700 new objects, as is Python's habit, would cost more than some of the work.
    gc.set_threshold(100_000)
    try:
        if "texts" in given and "source" in given:
            given["source"] = given.pop("texts") or given["source"] or _no_texts(command)
        if command == "completion":
            return _print_completion(**given)
        return _step(command)(**given) or 0
    except UserError as error:
        print(f"hedgerow: error: {error}", file=sys.stderr)
        return USAGE if command in ANSWERING else 1
    except BrokenPipeError:  # the reader of the output has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (OSError, MemoryError) as error:
        sentence = fault_of_the_machine(error)
        if sentence is None:
            raise
        print(f"hedgerow: error: {sentence}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("hedgerow: interrupted", file=sys.stderr)
        return INTERRUPTED


def _print_completion(shell: str) -> int:
    import shtab

    sys.stdout.write(shtab.complete(parser("commands"), shell=shell))
    return 0


def _no_texts(command: str) -> Path:
    raise UserError(
        f"name a text or a JSON lines file, or - for standard input: hedgerow {command} page.txt"
    )
