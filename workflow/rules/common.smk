# The settings and the names that all rules share. Planning is done by hedgerow.planning.

import atexit
import gc
import json
import os
import shutil
import sys
import threading
import time
from pathlib import Path

import yaml
from snakemake import persistence

STARTED = time.time()
# What Snakemake loaded stays: looking through it for circles, at the end as well, would take a
# quarter of the processor time of a start.
gc.freeze()
atexit.register(gc.freeze)
HOME = Path(
    os.path.normpath(workflow.current_basedir.join("../..").get_path_or_uri(secret_free=True))
)
# A checkout carries the program; a workflow fetched from a hosting service comes without it and
# needs the package beside Snakemake.
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
from hedgerow.overlap import FEWEST_DOCUMENTS
from hedgerow.planning import messages, run_lock
from hedgerow.planning.metadata_check import checked_metadata, rows_without_file
from hedgerow.planning.named_files import contents_digest, named_files
from hedgerow.planning.plan import Plan
from hedgerow.settings import check_settings
from hedgerow.sources.records import Fields


def yaml_of(name):
    """Return the content of a YAML file of the workflow."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where there is one
    return yaml.load(Path(workflow.source_path(name)).read_text(), loader)


try:
    SETTINGS = check_settings(
        config, yaml_of("../schemas/config.schema.yaml"), yaml_of("../../config/config.yaml")
    )
    FILES = named_files(SETTINGS, HOME)
    PLAN = Plan(FILES.source, Fields.given(SETTINGS["records"]))
    METADATA = checked_metadata(FILES.metadata, SETTINGS)
except UserError as error:
    sys.exit(f"Hedgerow cannot start: {error}")

# Snakemake loads pandas to see whether a param is a data frame; where nothing else has loaded it,
# none is. Before 9.17 the class has another name, and pandas is loaded.
PERSISTENCE = getattr(persistence, "PersistenceBase", None)
if hasattr(PERSISTENCE, "_serialize_param_pandas"):
    PERSISTENCE._serialize_param_pandas = (
        lambda self, value, whole=PERSISTENCE._serialize_param_pandas: (
            whole(self, value) if "pandas" in sys.modules else self._serialize_param_builtin(value)
        )
    )

# A run that is killed leaves its lock; its note shows that it is gone (hedgerow.planning.run_lock).
HERE = Path.cwd()


def say_what_the_lock_is():
    """Print what to do where the lock of another run is still there at the end."""
    text = run_lock.sentence(run_lock.lock_of(HERE), sys.argv[1:])
    if text:
        print(text, file=sys.stderr)


if workflow.is_main_process and not workflow.dryrun:
    atexit.register(run_lock.note_run(HERE).unlink, missing_ok=True)
    atexit.register(say_what_the_lock_is)

RESULTS = f"results/{SETTINGS['corpus']}"
LOGS = f"{RESULTS}/logs"
BENCHMARKS = f"{RESULTS}/benchmarks"
SHARD = f"{RESULTS}/shards/{{of}}/{{shard}}"
REPORT = f"{RESULTS}/report.html"
HASHES = f"{RESULTS}/boilerplate.txt"
# Without boilerplate to leave out, the measures need not wait for it.
REMOVES = SETTINGS["boilerplate"]["remove"] and PLAN.documents >= FEWEST_DOCUMENTS
REPEATED = ("boilerplate", "families", "family_differences")
# Linear labels name no words that a claim rests on.
CAREFUL = SETTINGS["hedging"]["labels"] == "careful"
LISTED_PHRASES = SETTINGS["phrases"] if isinstance(SETTINGS["phrases"], list) else []
MADE_PHRASES = [f"{RESULTS}/phrases.txt"] if LISTED_PHRASES else []
# `-n -j4` counts jobs where a run with `-j4` counts cores.
CORES = max(workflow._cores or 1, workflow.nodes or 1)
SHARDS = PLAN.shards(SETTINGS["shards"], CORES, Path(RESULTS))


wildcard_constraints:
    of=r"\d+",
    shard=r"\d+",


# What a user names reaches the rules as params made by functions: Snakemake takes those literally,
# while it would read a plain param with braces in it as a pattern.
def documents(wildcards):
    """Return the number of documents that a job works on, in words."""
    if not hasattr(wildcards, "shard"):
        return f"{PLAN.documents:,} documents"
    return PLAN.documents_in(int(wildcards.of), int(wildcards.shard))


def memory(least, per_thousand):
    """Return a function that gives the memory of a job, in MB, which grows with the corpus.

    docs/performance.md has the measurements.
    """
    return lambda wildcards: least + per_thousand * PLAN.documents // 1000


def of_all_shards(name):
    """List one file of all shards."""
    width = max(2, len(str(SHARDS - 1)))
    return [f"{RESULTS}/shards/{SHARDS}/{k:0{width}}/{name}" for k in range(SHARDS)]


def option(name, *paths):
    """Return a function that gives an option and its files; nothing where there is no file."""
    given = [path for path in paths if path is not None]
    return lambda wildcards: [name, *given] if given else []


# The measures are planned again when the list is there, and depend on its content, not on its age: a
# changed document that leaves the list as it was reruns the measures of its own shard alone.
def boilerplate(wildcards):
    """Return the list of boilerplate, once it is known; nothing where none is left out."""
    return [ancient(checkpoints.boilerplate.get().output.hashes)] if REMOVES else []


def boilerplate_option(wildcards):
    """Return the option that names the list of boilerplate; nothing where none is left out."""
    return ["--boilerplate", *boilerplate(wildcards)] if REMOVES else []


def boilerplate_digest(wildcards):
    """Return the digest of the list of boilerplate; nothing where none is left out."""
    return contents_digest(*boilerplate(wildcards))


def settings_but(*keys):
    """Return a function that gives all settings but some as JSON."""
    kept = {key: value for key, value in SETTINGS.items() if key not in keys}
    return lambda wildcards: json.dumps(kept | {"phrases": FILES.phrases}, ensure_ascii=False)


def stop_waiting():
    """Stop the timers by which Snakemake would start more jobs a second later: they delay the end."""
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.cancel()


def print_last(text):
    """Print a line after Snakemake's own last lines."""
    atexit.register(print, text, file=sys.stderr)
