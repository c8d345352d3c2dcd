# What the rules share: the settings, the documents and where things lie.
# No article is read here, only listed (and, in small corpora, hashed).

import atexit
import csv
import json
import os
import sys
import time
from functools import cache
from hashlib import blake2b
from pathlib import Path

import yaml

STARTED = time.time()
NOT_USED = ("unreadable", "empty", "not_english")
NAMED = 50
HOME = Path(
    os.path.normpath(workflow.current_basedir.join("../..").get_path_or_uri(secret_free=True))
)

# A checkout carries the program; a workflow fetched from a hosting service comes without it
# and needs Hedgerow installed beside Snakemake.
PROGRAM = HOME / "workflow/bin"
if PROGRAM.is_dir():
    sys.path.insert(0, str(HOME / "workflow/src"))
else:
    PROGRAM = Path(sys.executable).parent
os.environ.update(PATH=os.pathsep.join([str(PROGRAM), os.getenv("PATH", "")]))
# A conda environment brings its own Python; otherwise that of Snakemake is the right one.
if not any(method.name == "CONDA" for method in workflow.deployment_settings.deployment_method):
    os.environ.update(HEDGEROW_PYTHON=sys.executable)

try:
    from hedgerow.code_digest import step_digest
except ModuleNotFoundError:
    sys.exit("Hedgerow cannot start: install the package hedgerow beside Snakemake.")
from hedgerow.errors import UserError
from hedgerow.settings import check_settings
from hedgerow.sources.extent import extent
from hedgerow.sources.formats import is_container
from hedgerow.sources.inventory import (
    compared_by_content,
    fingerprint,
    plan_shards,
    shard_of,
    split,
    survey,
)
from hedgerow.steps.progress import in_print


def settled(function, *arguments):
    """Call a function; what a user can mend ends the run with one sentence and nothing else."""
    try:
        return function(*arguments)
    except UserError as error:
        sys.exit(f"Hedgerow cannot start: {error}")


def existing(path, key):
    """Return a path that the settings name under a key."""
    if not Path(path).expanduser().is_file():
        raise UserError(f"There is no file {path!r}, which the config names under {key!r}.")
    return str(Path(path).expanduser())


def usual(path):
    """Return a path here, or the same path in the checkout if it exists only there."""
    return str(HOME / path if (HOME / path).exists() and not Path(path).exists() else path)


def phrase_file():
    """Return the file of phrases that the user keeps, or None."""
    given = SETTINGS["phrases"]
    if isinstance(given, list):
        return None
    if given is not None:
        return existing(given, "phrases")
    path = usual(f"config/phrases/{CORPUS}.txt")
    return path if Path(path).is_file() else None


def metadata_table():
    """Return the table of groups and pairs, or None where there is none under the usual name."""
    name = SETTINGS["groups"]["metadata"]
    inside = Path(SOURCE, name)
    if inside.is_file() or (name == "metadata.csv" and not inside.exists()):
        return str(inside) if inside.is_file() else None
    return existing(name, "groups.metadata")


def number_of_shards():
    """Return the number of shards; `-n -j4` counts jobs where a run with `-j4` counts cores."""
    if SETTINGS["shards"] != "auto":
        return min(SETTINGS["shards"], DOCUMENTS)
    cores = max(workflow._cores or 1, workflow.nodes or 1)
    before = [int(folder.name) for folder in Path(RESULTS, "shards").glob("[0-9]*")]
    return plan_shards(DOCUMENTS, cores, before, TEXT_BYTES)


SCHEMA = yaml.safe_load(Path(workflow.source_path("../schemas/config.schema.yaml")).read_text())
SETTINGS = settled(check_settings, config, SCHEMA)
CORPUS = str(SETTINGS["corpus"])
SOURCE = str(Path(SETTINGS["source"] or usual(f"data/raw/{CORPUS}")).expanduser())
RESULTS = f"results/{CORPUS}"
LOGS = f"{RESULTS}/logs"
BENCHMARKS = f"{RESULTS}/benchmarks"
SHARD = f"{RESULTS}/shards/{{of}}/{{shard}}"
REPORT = f"{RESULTS}/report.html"

FOUND = settled(survey, SOURCE)
DOCUMENTS, TEXT_BYTES = extent(FOUND.root, FOUND.files)
BY_CONTENT = compared_by_content(FOUND.files)
PHRASE_FILE = settled(phrase_file)
LISTED_PHRASES = SETTINGS["phrases"] if isinstance(SETTINGS["phrases"], list) else []
MADE_PHRASES = [f"{RESULTS}/phrases.txt"] if LISTED_PHRASES else []
PHRASES = PHRASE_FILE or next(iter(MADE_PHRASES), None)
METADATA = settled(metadata_table)
COMPARE = settled(existing, SETTINGS["compare"], "compare") if SETTINGS["compare"] else None
LEXICONS = [settled(existing, path, "hedging.lexicons") for path in SETTINGS["hedging"]["lexicons"]]
SYLLABLES = [
    settled(existing, path, "readability.syllables")
    for path in SETTINGS["readability"]["syllables"]
]
SHARDS = number_of_shards()


wildcard_constraints:
    of=r"\d+",
    shard=r"\d+",


@cache
def parts(of):
    return split(FOUND.files, int(of))


def shard_files(wildcards):
    return parts(wildcards.of)[int(wildcards.shard)]


@cache
def shard_fingerprint(wildcards):
    files = shard_files(wildcards)
    return fingerprint(files, SOURCE if BY_CONTENT else None)


def record_fields(wildcards):
    return json.dumps(SETTINGS["records"])


def shard_problems(wildcards):
    """List what cannot be used: the report names it too, so a change to it counts as one."""
    here = [
        entry
        for entry in FOUND.problems
        if shard_of(entry[0], int(wildcards.of)) == int(wildcards.shard)
    ]
    return json.dumps(here)


def documents(wildcards):
    """Say how many documents a job works on; those of large containers are estimated."""
    if not hasattr(wildcards, "shard"):
        return f"{DOCUMENTS:,} documents"
    if any(is_container(file.path) for file in FOUND.files):
        count = f"{DOCUMENTS // int(wildcards.of):,} documents"
    else:
        count = f"{len(shard_files(wildcards)):,} documents"
    part = f" (part {int(wildcards.shard) + 1} of {wildcards.of})"
    return count + (part if int(wildcards.of) > 1 else "")


def of_all_shards(name):
    """List one file of all shards."""
    width = max(2, len(str(SHARDS - 1)))
    return [f"{RESULTS}/shards/{SHARDS}/{k:0{width}}/{name}" for k in range(SHARDS)]


# What a user names reaches the rules as params made by functions: Snakemake takes those
# literally, while an input or a plain param with braces in it would be read as a pattern.
def source(wildcards):
    return SOURCE


def option(name, *paths):
    """Return a function that gives the words of an option; none where there is nothing to name."""
    given = [path for path in paths if path is not None]
    return lambda wildcards: [name, *given] if given else []


def contents(*paths):
    """Hash what is in the files that a user named, so that a change to one is seen."""
    return [blake2b(Path(path).read_bytes()).hexdigest() for path in paths if path is not None]


def settings_but(*keys):
    """Return a function that gives all settings but some as JSON."""
    kept = {key: value for key, value in SETTINGS.items() if key not in keys} | {
        "phrases": PHRASE_FILE
    }
    return lambda wildcards: json.dumps(kept, ensure_ascii=False)


def say_at_the_end(text):
    """Print a line after Snakemake's own last lines."""
    atexit.register(print, text, file=sys.stderr)


def say_what_is_left_out():
    for path, what in FOUND.ignored:
        logger.info(f"Left out of the corpus: {in_print(path)} ({what})")
    for path, why in FOUND.problems:
        logger.warning(f"Left out of the corpus: {in_print(path)}: {why}")


def say_what_was_not_read():
    """Name the documents that the run could not use, with the reasons, and count the others."""
    table = Path(RESULTS, "tables/excluded.csv")
    if not table.is_file():
        return
    with table.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] in NOT_USED]
    for row in rows[:NAMED]:
        logger.warning(
            f"Not used ({row['status']}): {in_print(row['doc_id'])}: {in_print(row['reason'])}"
        )
    if len(rows) > NAMED:
        logger.warning(f"Not used: {len(rows) - NAMED:,} more; {table} names them all")


def why_it_stopped():
    """Return what the step that failed said last, and the place of its log."""
    logs = [log for log in Path(LOGS).rglob("*.log") if log.stat().st_mtime >= STARTED]
    for log in sorted(logs, key=lambda log: log.stat().st_mtime, reverse=True):
        text = log.read_text(errors="replace").strip()
        last = text.rpartition("\n")[2]
        if last.startswith("hedgerow: error: "):
            return f"Hedgerow stopped: {last.removeprefix('hedgerow: error: ')} (log: {log})"
        if "Traceback" in text:
            return f"Hedgerow stopped by a fault of its own: {last} (log: {log})"
    return f"Hedgerow stopped because a step failed; its log is the newest one in {LOGS}."
