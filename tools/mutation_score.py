"""Change one operator or number of a module at a time, and see whether its tests notice:

    python tools/mutation_score.py statistics/keyness tests/unit/statistics/test_keyness.py 40

Prints each change that no test notices, and the share that one does. The kernels of
a module are compiled anew for each change inside one. The last argument is the number of changes,
drawn with a fixed seed; without it, all are made.
`python tools/reliability changes 40` does this for whole folders.
"""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "workflow/src/hedgerow"
SECONDS = 120

_COMPARE = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
            ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot,
            ast.IsNot: ast.Is}  # fmt: skip
_BINARY = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
           ast.FloorDiv: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr,
           ast.BitOr: ast.BitAnd}  # fmt: skip
_BOOLEAN = {ast.And: ast.Or, ast.Or: ast.And}


def sites(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes that can be changed, outside docstrings and annotations.

    `strict` of `zip` is left alone: it changes nothing unless there is a mistake elsewhere.
    """
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.keyword) and node.arg == "strict":
            continue
        if changed(node) is not None:
            yield node
        for name, inner in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list"):
                continue
            if isinstance(inner, list):
                waiting += [one for one in inner if isinstance(one, ast.AST)]
            elif isinstance(inner, ast.AST):
                waiting.append(inner)


def changed(node: ast.AST) -> tuple[str, object] | None:
    """Return the field of a node that is changed, and its new value; None for other nodes."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARE:
        return "ops", [_COMPARE[type(node.ops[0])](), *node.ops[1:]]
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _BINARY:
        return "op", _BINARY[type(node.op)]()
    if isinstance(node, ast.BoolOp):
        return "op", _BOOLEAN[type(node.op)]()
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return "value", node.value + 1
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return "value", not node.value
    return None


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a changed tree."""

    def __init__(self, change: Change) -> None:
        self.change = change

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        if name != self.change.module:
            return None
        return importlib.util.spec_from_file_location(name, self.change.path, loader=self)

    def exec_module(self, module: object) -> None:
        code = compile(self.change.tree, str(self.change.path), "exec")
        if self.change.compiled:
            # Kernels are kept by the file that they come from; from a new one they are compiled.
            copy = Path(tempfile.mkdtemp(prefix="changed-"), self.change.path.name)
            copy.write_text(ast.unparse(self.change.tree), "utf-8")
            code = compile(copy.read_bytes(), str(copy), "exec")
        exec(code, module.__dict__)


def sites_of(path: Path) -> list[ast.AST]:
    """Return the nodes of a module that can be changed."""
    return list(sites(ast.parse(path.read_bytes())))


@dataclass(frozen=True)
class Change:
    """A module with one change.

    Attributes:
        what: the change in words, with its line.
        compiled: whether it is inside a kernel.
    """

    path: Path
    tree: ast.Module
    what: str
    compiled: bool

    @classmethod
    def make(cls, path: Path, place: int) -> Change:
        """Change one of the nodes of a module that can be changed."""
        tree = ast.parse(path.read_bytes())
        node = list(sites(tree))[place]
        assert isinstance(node, (ast.expr, ast.stmt))
        before = ast.unparse(node)
        field, value = changed(node) or ("", None)
        setattr(node, field, value)
        what = f"{path.name}:{node.lineno}: {before} -> {ast.unparse(node)}"
        kernels = [
            one
            for one in ast.walk(tree)
            if isinstance(one, ast.FunctionDef)
            and any("jit" in ast.unparse(mark) for mark in one.decorator_list)
        ]
        inside = any(one.lineno <= node.lineno <= (one.end_lineno or 0) for one in kernels)
        return cls(path, ast.fix_missing_locations(tree), what, inside)

    @property
    def module(self) -> str:
        """The full name of the module."""
        return ".".join(("hedgerow", *self.path.relative_to(LIBRARY).with_suffix("").parts))

    def noticed(self, tests: list[str]) -> bool:
        """Run the tests in a process of their own; return whether one fails or takes too long."""
        process = os.fork()
        if process == 0:
            _test(self, tests)
        return os.waitpid(process, 0)[1] != 0


def _test(change: Change, tests: list[str]) -> NoReturn:
    """Run tests with the changed module; the process ends with their status."""
    import hypothesis
    import pytest

    hypothesis.settings.register_profile("patient", deadline=None)  # kernels may be compiled
    hypothesis.settings.load_profile("patient")
    signal.alarm(SECONDS)
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    sys.meta_path.insert(0, _Changed(change))
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore"]
    try:
        os._exit(int(pytest.main([*options, *tests])))
    finally:
        os._exit(9)


def load_libraries() -> None:
    """Import what every test imports, so that each process need not."""
    for heavy in ("numpy", "scipy.stats", "pandas", "pyarrow", "hypothesis", "pytest", "numba"):
        importlib.import_module(heavy)


def main() -> None:
    """Print the survivors of one module and the share of changes that its tests notice."""
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    number = int(sys.argv.pop()) if sys.argv[-1].isdigit() else None
    path, tests = LIBRARY / f"{sys.argv[1]}.py", sys.argv[2:]
    load_libraries()
    tree = ast.parse(path.read_bytes())
    for compiled in (False, True):
        if Change(path, tree, "", compiled).noticed(tests):
            raise SystemExit("The tests fail on the module as it is.")
    places = list(range(len(sites_of(path))))
    if number is not None and number < len(places):
        places = sorted(random.Random(18).sample(places, number))
    survivors = 0
    for place in places:
        change = Change.make(path, place)
        if not change.noticed(tests):
            survivors += 1
            print(change.what, flush=True)
    killed = len(places) - survivors
    print(f"{sys.argv[1]}: {killed} of {len(places)} changes noticed ({killed / len(places):.0%})")


if __name__ == "__main__":
    main()
