"""The commands for people, each with its options: what `hedgerow COMMAND --help` prints."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path

Arguments = dict[str, dict]


def named(text: str) -> str:
    """Return a name that an option was given.

    Raises:
        ArgumentTypeError: it is empty or blank, as that of a variable which a shell doesn't know.

    >>> named("mine")
    'mine'
    """
    if not text.strip():
        raise ArgumentTypeError("the name is empty")
    return text


def path(text: str) -> Path:
    """Return the path that an option was given; `Path("")` would be the current folder.

    Raises:
        ArgumentTypeError: it is empty or blank.

    >>> path("My articles").name
    'My articles'
    """
    return Path(named(text))


LABELLER: dict = {
    "choices": ("careful", "fast"),
    "default": "careful",
    "help": "careful (the default): by the encoder; fast: by linear models, less exactly",
}
SYLLABLES: dict = {
    "type": path,
    "nargs": "*",
    "default": [],
    "help": "your own syllables, TSV files",
}
_LEXICONS: dict = {
    "type": path,
    "nargs": "*",
    "default": [],
    "help": "your own cues, TSV files; write the files to check before this option",
}

_TEXTS: Arguments = {
    "texts": {
        "nargs": "?",
        "type": path,
        "metavar": "TEXTS",
        "help": 'one plain text, or JSON lines with "id" and "text"; - for standard input',
    },
    "--in": {"dest": "source", "type": path, "metavar": "TEXTS", "help": "the same, as an option"},
    "--out": {"type": path, "help": "JSON lines to write; standard output without it"},
}
_FORM: dict = {
    "choices": ("human", "json"),
    "default": "human",
    "help": "human (the default) or json",
}
_RESULTS: dict = {"type": path, "metavar": "RESULTS", "help": "folder of a run, as results/demo"}

ONE_TEXT: dict[str, tuple[str, Arguments]] = {
    "check": (
        "name what to rewrite in a text or page: hard sentences, claims without a source, stuffing",
        {
            "files": {
                "nargs": "+",
                "metavar": "FILE",
                "help": "texts, pages or other documents; - for standard input",
            },
            "--format": {
                "choices": ("human", "json", "sarif", "github"),
                "default": "human",
                "help": "human (the default), json, sarif (code scanning) or github (annotations)",
            },
            "--max-grade": {
                "metavar": "GRADE",
                "help": "highest consensus grade that passes, or none; by default criteria.grade"
                " of config/config.yaml",
            },
            "--max-unsourced": {
                "metavar": "N",
                "default": "0",
                "help": "most claims without a source that pass, or none for no limit; default 0",
            },
            "--max-stuffed": {
                "metavar": "N",
                "default": "0",
                "help": "most stuffed phrases that pass, or none for no limit; default 0",
            },
            "--phrases": {"type": path, "help": "phrases to judge as well; file, one a line"},
            "--lexicons": _LEXICONS,
            "--labels": LABELLER,
        },
    ),
    "score": (
        "count and score texts for readability",
        {**_TEXTS, "--syllables": SYLLABLES},
    ),
    "label": (
        "label the sentences of texts: hedges, claims, advice, attribution",
        {**_TEXTS, "--labels": LABELLER},
    ),
}

CORPUS: dict[str, tuple[str, Arguments]] = {
    "run": (
        "measure a folder of articles and write the report",
        {
            "articles": {"type": path, "metavar": "ARTICLES", "help": "folder of the articles"},
            "targets": {
                "nargs": "*",
                "metavar": "TARGET",
                "help": "what to make: report (the default), coding (a sample of sentences to code"
                " by hand), pdf (the report as a PDF; needs Chromium)",
            },
            "--name": {"type": named, "help": "name of the corpus; by default that of the folder"},
            "--cores": {"type": int, "help": "jobs at once; by default one a core"},
            "--configfile": {"type": path, "help": "settings, in the form of config/config.yaml"},
            "--config": {
                "nargs": "+",
                "default": [],
                "metavar": "KEY=VALUE",
                "help": "settings for this run, as seed=7",
            },
            "--directory": {
                "type": path,
                "default": Path(),
                "help": "folder in which results/ is written; by default the current one",
            },
            "--dry-run": {"action": "store_true", "help": "list what would run, and run nothing"},
            "--quiet": {"action": "store_true", "help": "one line a rule, no progress"},
            "--verbose": {"action": "store_true", "help": "all that Snakemake prints"},
        },
    ),
    "verify": (
        "compare the files of a run with the sums that it wrote down",
        {"results": _RESULTS, "--format": _FORM},
    ),
    "crate": (
        "describe a run as a Workflow Run RO-Crate",
        {"results": _RESULTS},
    ),
    "init": (
        "make the folder of a study: settings, places for articles and coding, notebook",
        {"study": {"type": path, "metavar": "STUDY", "help": "folder to make"}},
    ),
}

INSTALLATION: dict[str, tuple[str, Arguments]] = {
    "prepare": ("work out reference data and compile the kernels, once", {}),
    "doctor": (
        "list what is installed, prepared, missing or too old",
        {
            "--format": _FORM,
            "--sizes": {"action": "store_true", "help": "what each package takes on disk"},
            "--licences": {"action": "store_true", "help": "the licence of each package"},
        },
    ),
    "completion": (
        "print the script that completes commands and options in a shell",
        {
            "shell": {
                "choices": ("bash", "zsh", "fish", "tcsh", "powershell"),
                "help": "as in: hedgerow completion bash > ~/.local/share/bash-completion/"
                "completions/hedgerow",
            }
        },
    ),
    "validate": (
        "compare the labels with human annotation",
        {
            "--gold": {"type": path, "required": True, "help": "folder of gold files"},
            "--out": {"type": path, "help": "folder of validation.json and validation.md"},
        },
    ),
}

GROUPS = {"One text": ONE_TEXT, "A corpus": CORPUS, "The installation": INSTALLATION}
"""Heading in `hedgerow --help` -> commands; the rules of the workflow come last."""

LIGHT = ("run", "verify", "crate", "init", "doctor")
"""Commands that measure nothing."""

ANSWERING = ("check", "verify", "doctor")
"""Commands whose exit status 1 is an answer."""

ELSEWHERE = ("check", "prepare", *LIGHT)
"""Commands in `hedgerow.commands`; the others are steps."""
