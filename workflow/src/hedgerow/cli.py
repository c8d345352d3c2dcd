"""The `hedgerow` program: one subcommand for each rule of the workflow, and those for people.

Nothing heavy is imported here: each subcommand imports its own step.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import json
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from hedgerow import __version__, kernels
from hedgerow.errors import UserError, fault_of_the_machine

Arguments = dict[str, dict]

_PATH: dict = {"type": Path, "required": True}
_PATHS: dict = {"type": Path, "nargs": "+", "required": True}
_SYLLABLES: dict = {"type": Path, "nargs": "*", "default": [], "help": "your own syllables, TSV"}
_NUMBER: dict = {"type": int, "required": True}
_LABELLER: dict = {
    "choices": ("careful", "fast"),
    "default": "careful",
    "help": "careful (the default): by the encoder; fast: by linear models, less exactly",
}

_BOILERPLATE: dict = {"type": Path, "help": "hashes of passages that are not measured"}
_RULES: dict[str, tuple[str, Arguments]] = {
    "normalise": (
        "read, clean and code the documents of one shard",
        {
            "--source": _PATH | {"help": "folder of the corpus"},
            "--shard": _NUMBER | {"help": "number of the shard, from 0"},
            "--of": _NUMBER | {"help": "how many shards there are"},
            "--fingerprint": {"required": True, "help": "of the shard's files when the run began"},
            "--documents": _PATH,
            "--text": _PATH,
            "--cleaning": _PATH,
            "--records": {"type": json.loads, "help": "names of the fields of records, as JSON"},
            "--seconds": {"type": float, "help": "processor time that a document may take"},
            "--megabytes": {"type": float, "help": "memory that a document may take"},
        },
    ),
    "readability": (
        "score the documents, sections and sentences of one shard",
        {
            "--text": _PATH,
            "--scores": _PATH,
            "--sections": _PATH,
            "--sentences": _PATH,
            "--hardwords": _PATH,
            "--oov_words": _PATH,
            "--boilerplate": _BOILERPLATE,
            "--seed": _NUMBER,
            "--resamples": _NUMBER,
            "--syllables": _SYLLABLES,
        },
    ),
    "textstat": (
        "score a sample of the corpus with textstat, for comparison",
        {
            "--text": _PATHS | {"dest": "texts"},
            "--sample": _NUMBER,
            "--boilerplate": _BOILERPLATE,
            "--out": _PATH,
        },
    ),
    "hedging": (
        "find cues and label the sentences of one shard",
        {
            "--text": _PATH,
            "--cues": _PATH,
            "--claims": _PATH,
            "--boilerplate": _BOILERPLATE,
            "--lexicon": {"type": Path, "nargs": "*", "default": [], "dest": "lexicons"},
            "--labels": _LABELLER,
        },
    ),
    "keywords": (
        "find the listed phrases and count the words of one shard",
        {
            "--text": _PATH,
            "--phrases": {"type": Path, "help": "file, one phrase a line"},
            "--occurrences": _PATH,
            "--per_document": _PATH,
            "--unnatural": _PATH,
            "--words": _PATH,
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
        {"--text": _PATH, "--signatures": _PATH},
    ),
    "repeats": (
        "hash the blocks and sentences of one shard",
        {"--text": _PATH, "--passages": _PATH},
    ),
    "boilerplate": (
        "find text that repeats over the corpus, and families of pages",
        {
            "--texts": _PATHS,
            "--passages": _PATHS,
            "--signatures": _PATHS,
            "--share": {
                "type": float,
                "required": True,
                "help": "share of the documents from which a passage is boilerplate",
            },
            "--keep": {"action": "store_true", "help": "list boilerplate, but measure it"},
            "--hashes": _PATH | {"help": "list that the measures read"},
            "--boilerplate": _PATH,
            "--families": _PATH,
            "--differences": _PATH,
        },
    ),
    "summarise": (
        "put the shards together to the tables of the corpus",
        {
            "--shards": _PATH | {"help": "folder with a folder for each shard"},
            "--textstat": _PATH,
            "--boilerplate": _BOILERPLATE,
            "--repeated": {
                "type": Path,
                "nargs": "*",
                "default": [],
                "help": "tables of the rule boilerplate",
            },
            "--metadata": {"type": Path, "help": "groups and pairs of the documents"},
            "--codes": {
                "type": Path,
                "nargs": "*",
                "default": [],
                "help": "files of coded sentences, one for each coder",
            },
            "--settings": {"type": json.loads, "required": True, "help": "the config, as JSON"},
            "--tables": _PATH,
            "--summary": _PATH,
        },
    ),
    "coding": (
        "draw a sample of sentences and write the page to code it",
        {
            "--tables": _PATH,
            "--settings": {"type": json.loads, "required": True, "help": "the config, as JSON"},
            "--out": _PATH | {"help": "folder of the page and the sheets"},
        },
    ),
    "figures": ("draw the figures", {"--tables": _PATH, "--summary": _PATH, "--out": _PATH}),
    "report": (
        "write the report",
        {
            "--results": _PATH,
            "--texts": _PATHS,
            "--settings": {"type": json.loads, "required": True, "help": "the config, as JSON"},
            "--compare": {"type": Path, "help": "an earlier summary.json to compare with"},
            "--out": _PATH,
        },
    ),
    "pdf": ("print the report to a PDF", {"--report": _PATH, "--out": _PATH}),
}

_PEOPLE: dict[str, tuple[str, Arguments]] = {
    "label": (
        "label the sentences of texts: hedges, claims, advice, attribution",
        {"--in": _PATH | {"dest": "source"}, "--out": _PATH, "--labels": _LABELLER},
    ),
    "score": (
        "count and score texts for readability",
        {"--in": _PATH | {"dest": "source"}, "--out": _PATH, "--syllables": _SYLLABLES},
    ),
    "validate": (
        "compare the labels with human annotation",
        {
            "--gold": _PATH | {"help": "folder of gold files"},
            "--out": {"type": Path, "help": "folder of validation.json and validation.md"},
        },
    ),
    "prepare": ("work out reference data and compile the kernels, once", {}),
}

_WITHOUT_KERNELS = ("coding", "figures", "pdf")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hedgerow",
        description="Readability, hedging, claim strength and key phrases over a corpus.",
        epilog="Run a whole corpus with `snakemake -j4`; its steps are the first eleven commands.",
    )
    parser.add_argument("--version", action="version", version=f"hedgerow {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (purpose, arguments) in {**_RULES, **_PEOPLE}.items():
        command = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".")
        for flag, options in arguments.items():
            command.add_argument(flag, **options)
    return parser


def _step(command: str) -> Callable[..., None]:
    """Import the step of a command; what that makes stays, and is not looked through for circles.

    Neither is anything at the end of the program, when all memory is given back.
    """
    name = f"hedgerow.steps.{command}"
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
    """Run one subcommand; return 0, or 1 after an error that the user can mend."""
    given = vars(_parser().parse_args(arguments))
    command = given.pop("command")
    # A step makes many small objects and hardly a circle of them: looking for those after every
    # 700 new objects, as is Python's habit, would cost more than some of the work.
    gc.set_threshold(100_000)
    try:
        _step(command)(**given)
    except UserError as error:
        print(f"hedgerow: error: {error}", file=sys.stderr)
        return 1
    except (OSError, MemoryError) as error:
        sentence = fault_of_the_machine(error)
        if sentence is None:
            raise
        print(f"hedgerow: error: {sentence}", file=sys.stderr)
        return 1
    return 0
