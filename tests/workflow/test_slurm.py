"""The workflow on a Slurm cluster of one node gives the bytes of a run without one, in few jobs.

`make slurm-test` runs it. Slurm comes from the distribution (slurmctld, slurmd, munge), its plugin
from the folder that HEDGEROW_SLURM names; the cluster is started for the test, in folders of its
own, and stopped after it.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import ROOT, SNAKEMAKE
from test_runs import contents

pytestmark = pytest.mark.workflow

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "srun", "squeue", "sinfo")
PATH = f"{os.defpath}:/usr/sbin:/sbin"
SHARDS = 2
SETTINGS = ("corpus=demo", f"source={ROOT / 'data/raw/demo'}", f"shards={SHARDS}")
FAST = "hedging={labels: fast}"
IMPATIENT = ("--slurm-init-seconds-before-status-checks", "1")
"""After each look that finds no job done, the plugin waits ten seconds longer before the next."""
OF_THE_CORPUS = ("boilerplate", "textstat", "summarise", "figures", "report")

CONF = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
MinJobAge=3600
MpiDefault=none
NodeName={host} NodeAddr=127.0.0.1 CPUs=4 RealMemory=64000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""
"""Cores and memory are stated and not enforced: a test machine may have less than jobs ask for."""


def _why_not() -> str:
    """Return why there can be no cluster here; nothing where there can."""
    if not os.environ.get("HEDGEROW_SLURM"):
        return "HEDGEROW_SLURM is not set: `make slurm-test` runs this test"
    missing = [name for name in PROGRAMS if shutil.which(name, path=PATH) is None]
    if missing:
        return f"Slurm is not installed here: {', '.join(missing)} missing"
    return "" if os.getuid() == 0 else "only root can start the daemons of Slurm"


def _free_ports(number: int) -> list[int]:
    """Return ports that nothing listens at."""
    sockets = [socket.socket() for _ in range(number)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A running cluster: the environment of its users."""
    reason = _why_not()
    if reason:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("slurm")
    # munged refuses a socket below a folder that others may write to or not enter
    folder = Path(shutil.copytree(folder, f"/run/{folder.parent.name}-slurm"))
    folder.chmod(0o755)
    host = socket.gethostname().partition(".")[0]
    conf = folder / "slurm.conf"
    conf.write_text(CONF.format(host=host, folder=folder, ports=_free_ports(2)))
    (folder / "cgroup.conf").write_text("CgroupPlugin=cgroup/v1\n")
    for name in ("state", "spool"):
        (folder / name).mkdir()
    # a job loses SLURM_CONF before it starts its steps
    srun = folder / "bin/srun"
    srun.parent.mkdir()
    srun.write_text(f'#!/bin/sh\nSLURM_CONF={conf} exec {shutil.which("srun", path=PATH)} "$@"\n')
    srun.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{srun.parent}:{PATH}",
        "SLURM_CONF": str(conf),
        "PYTHONPATH": str(Path(os.environ["HEDGEROW_SLURM"]).resolve()),
    }
    started = []
    try:
        for command in (_munged(folder), ["slurmctld", "-D"], ["slurmd", "-D", "-N", host]):
            with (folder / f"{command[0]}.out").open("w") as log:
                started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
            time.sleep(1)
        _wait_for_node(environment, folder)
        yield environment
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _munged(folder: Path) -> list[str]:
    """Return the command of a munge daemon with a key of its own."""
    key = folder / "munge.key"
    key.touch(0o600)
    key.write_bytes(os.urandom(128))
    files = {
        "socket": "munge.socket",
        "pid-file": "munge.pid",
        "log-file": "munge.log",
        "seed-file": "munge.seed",
        "key-file": key.name,
    }
    return ["munged", "--foreground", "--force"] + [
        f"--{option}={folder / name}" for option, name in files.items()
    ]


def _wait_for_node(environment: dict[str, str], folder: Path) -> None:
    for _ in range(60):
        shown = subprocess.run(
            ["sinfo", "-h", "-o", "%T"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if shown.stdout.strip() == "idle":
            return
        time.sleep(1)
    logs = "\n".join(path.read_text()[-1_000:] for path in sorted(folder.glob("*.[lo][ou]*")))
    pytest.fail(f"the cluster did not start: {shown.stdout}{shown.stderr}\n{logs}")


def _run(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    """Run snakemake in a new folder and return what it printed; it must end well."""
    folder.mkdir()
    command = [str(SNAKEMAKE), "--snakefile", str(ROOT / "Snakefile"), *arguments]
    done = subprocess.run(
        [*command, "--config", *SETTINGS, FAST],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=1_800,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8_000:]
    return done.stdout


@pytest.mark.skipif(" " in str(ROOT), reason="the executor plugin does not quote its paths")
def test_a_cluster_gives_the_same_bytes(cluster: dict[str, str], tmp_path: Path) -> None:
    _run(tmp_path / "local", cluster, f"-j{os.cpu_count()}")
    slurm = ("--profile", str(ROOT / "profiles/slurm"), *IMPATIENT)
    printed = _run(tmp_path / "remote", cluster, *slurm)
    one, other = (contents(tmp_path / place / "results/demo") for place in ("local", "remote"))
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    jobs = re.findall(
        r"submitted with SLURM jobid .*/slurm_logs/(group_[a-z]+|rule_[a-z]+)", printed
    )
    assert Counter(jobs) == Counter(
        {"group_texts": SHARDS, "group_measures": SHARDS}
        | {f"rule_{rule}": 1 for rule in OF_THE_CORPUS}
    ), printed[-2_000:]
    asked = subprocess.check_output(
        ["squeue", "--noheader", "--states=all", "--format=%C %m"], env=cluster, text=True
    )
    # one core, and the memory of the largest rule of a job rather than of all
    assert {line.split()[0] for line in asked.splitlines()} == {"1"}
    assert max(int(line.split()[1].removesuffix("M")) for line in asked.splitlines()) == 1500
