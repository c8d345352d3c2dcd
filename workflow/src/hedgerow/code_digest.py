"""The part of the library that a rule's result depends on, and its digest.

A workflow passes the digest as a parameter, so that an edit of the library reruns the rules that
use the edited part and no others. A rule depends on

- its step `steps/<rule>.py`;
- every module of the package that the step imports, directly or through other modules and wherever
  the import statement is, and every module that one of these names in full in a string (readers
  are imported by name when the first file of their kind is read);
- the data files that these modules declare, below the folder of the package:

    DATA = ("lexicons/cues.tsv", "report/templates/*.j2")
"""

from __future__ import annotations

import ast
import atexit
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from hedgerow.lexicons.store import cache_folder
from hedgerow.tables.replacing import replacing

PACKAGE = __name__.split(".")[0]
ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Module:
    """One module of the package: the modules of the package it uses, and its data files."""

    path: Path
    uses: frozenset[str]
    data: tuple[Path, ...]


def step_digest(rule: str, root: Path = ROOT) -> str:
    """Return the digest of all files of the library that a rule uses.

    Args:
        rule: name of the rule, which is that of its module in `steps/`.
        root: folder of the package.

    Returns:
        16 hexadecimal digits.

    Raises:
        FileNotFoundError: there is no such step.

    >>> len(step_digest("similarity"))
    16
    """
    return _digest(step_files(rule, root), root)


def step_files(rule: str, root: Path = ROOT) -> list[Path]:
    """List the files of the library that a rule uses: modules and data files, sorted.

    >>> "steps/similarity.py" in [p.relative_to(ROOT).as_posix() for p in step_files("similarity")]
    True
    """
    step = f"{PACKAGE}.steps.{rule}"
    used = [read_module(step, root), *used_modules([step], root)]
    return sorted({file for module in used for file in (module.path, *module.data)})


def kernels_digest(root: Path = ROOT) -> str:
    """Return the digest of all modules that compiled kernels depend on.

    numba keeps the machine code of a kernel while the file of the kernel is unchanged; it ignores
    changes to constants and kernels that this file imports.

    Returns:
        16 hexadecimal digits.
    """
    kernels = [path for path in root.rglob("*.py") if b"@njit" in path.read_bytes()]
    used = used_modules([_name_of(path, root) for path in kernels], root)
    return _digest(sorted(module.path for module in used), root)


def _digest(files: Iterable[Path], root: Path) -> str:
    total = blake2b(digest_size=8)
    for path in files:
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        total.update(file_digest(path))
    return total.hexdigest()


@cache
def file_digest(path: Path) -> bytes:
    """Return the digest of the content of a file, which most rules share."""
    return blake2b(path.read_bytes()).digest()


def used_modules(names: Iterable[str], root: Path = ROOT) -> list[Module]:
    """Return the named modules of the package and all that they use, directly or not.

    Names of other packages are left out.
    """
    waiting = [name for name in names if _is_module(name, root)]
    used = dict[str, Module]()
    while waiting:
        name = waiting.pop()
        if name not in used:
            used[name] = read_module(name, root)
            waiting += used[name].uses
    return list(used.values())


@cache
def read_module(name: str, root: Path) -> Module:
    """Return what a module uses: modules of the package and data files.

    Raises:
        FileNotFoundError: the package has no such module, or a declared data file is missing.
    """
    path = _modules(root).get(name)
    if path is None:
        raise FileNotFoundError(f"The package has no module {name}.")
    named, patterns = _parsed(name, path)
    # Importing a.b.c runs a and a.b as well.
    parts = (target.split(".") for target in {*named, name})
    running = {*named, *(".".join(p[:n]) for p in parts for n in range(1, len(p)))}
    uses = frozenset(target for target in running if _is_module(target, root))
    return Module(path, uses, tuple(_declared_data(patterns, path, root)))


def _parsed(name: str, path: Path) -> tuple[list[str], list[str]]:
    """Return the names in the package that a module may import, and its patterns of data files.

    Parsing the whole package takes a second, which each start of the workflow would take.
    """
    mark = blake2b(file_digest(Path(__file__)) + file_digest(path), digest_size=16).hexdigest()
    kept = _kept_parsed() if path.is_relative_to(ROOT) else {}
    if name not in kept or kept[name][0] != mark:
        tree = ast.parse(path.read_bytes())
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        named = {target for node in _running_nodes(tree) for target in imported(node, package)}
        own = sorted(target for target in named if target.split(".")[0] == PACKAGE)
        kept[name] = [mark, own, _data_patterns(tree)]
        _keep_at_exit()
    return kept[name][1], kept[name][2]


def _parsed_file() -> Path:
    place = blake2b(str(ROOT).encode(), digest_size=8).hexdigest()
    return cache_folder() / f"modules-{place}.json"


@cache
def _kept_parsed() -> dict[str, list]:
    """Return what earlier starts kept: name of a module -> mark of its source, names, patterns."""
    try:
        return json.loads(_parsed_file().read_bytes())
    except (OSError, ValueError):
        return {}


@cache
def _keep_at_exit() -> None:
    atexit.register(_keep_parsed)


def _keep_parsed() -> None:
    with suppress(OSError), replacing(_parsed_file()) as temporary:  # a folder of somebody else
        temporary.write_text(json.dumps(_kept_parsed(), separators=(",", ":")), "utf-8")


def _running_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk through all nodes but docstrings and what is only imported for type checkers."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            waiting += node.orelse
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            waiting += ast.iter_child_nodes(node)


def imported(node: ast.AST, package: str) -> list[str]:
    """Return the modules that a node may import, and the names that could be modules."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        parents = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*(parents if node.level else []), *([node.module] if node.module else [])])
        return [base, *(f"{base}.{alias.name}" for alias in node.names)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if node.value.startswith(f"{PACKAGE}.") else []
    return []


def _data_patterns(tree: ast.Module) -> list[str]:
    return [
        pattern
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "DATA"
        for pattern in ast.literal_eval(node.value)
    ]


def _declared_data(patterns: Iterable[str], path: Path, root: Path) -> Iterator[Path]:
    for pattern in patterns:
        files = sorted(root.glob(pattern))
        if not files:
            raise FileNotFoundError(f"{path} declares {pattern!r} as data: no such file.")
        yield from files


def _is_module(name: str, root: Path) -> bool:
    return name in _modules(root)


@cache
def _modules(root: Path) -> dict[str, Path]:
    """Return the modules of the package: name -> file."""
    return {_name_of(path, root): path for path in sorted(root.rglob("*.py"))}


def _name_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join((PACKAGE, *(part for part in parts if part != "__init__")))
