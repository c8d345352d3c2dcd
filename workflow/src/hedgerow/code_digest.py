"""What a rule's result depends on inside the library: a digest of the code and data it uses.

A workflow passes the digest as a parameter, so that an edit of the library computes again what uses
the edited part and nothing else. A rule depends on its step `steps/<rule>.py`, on every module of
the package that it imports, directly or through others and wherever the import stands, and on the
data files those modules name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from hashlib import blake2b
from pathlib import Path

PACKAGE = __name__.split(".")[0]
ROOT = Path(__file__).parent


@dataclass(frozen=True)
class _Module:
    """One module: the modules it imports, its strings, and how its f-strings end."""

    imports: frozenset[str]
    strings: frozenset[str]
    endings: frozenset[str]


def step_digest(rule: str, root: Path = ROOT) -> str:
    """Hash all files of the library that a rule uses.

    Args:
        rule: name of the rule, which is that of its module in `steps/`.
        root: folder of the package.

    Returns:
        16 hexadecimal digits.

    Raises:
        FileNotFoundError: there is no such step.
    """
    total = blake2b(digest_size=8)
    for path in step_files(rule, root):
        total.update(f"{path.relative_to(root).as_posix()}\0".encode())
        total.update(blake2b(path.read_bytes()).digest())
    return total.hexdigest()


def step_files(rule: str, root: Path = ROOT) -> list[Path]:
    """List the files of the library that a rule uses: modules and data files, sorted."""
    names = _closure(f"{PACKAGE}.steps.{rule}", root)
    modules = [_file_of(name, root) for name in names]
    return sorted({*modules, *_data_files(names, root)})


def kernels_digest(root: Path = ROOT) -> str:
    """Hash all files that what numba compiles depends on.

    numba keeps machine code for as long as the file that a kernel stands in is the same; it takes
    no notice of the constants and kernels that the file imports.

    Returns:
        16 hexadecimal digits.
    """
    total = blake2b(digest_size=8)
    kernels = {p for p in root.rglob("*.py") if b"@njit" in p.read_bytes()}
    names = {PACKAGE + "".join(f".{part}" for part in p.relative_to(root).with_suffix("").parts)
             for p in kernels}  # fmt: skip
    for name in sorted({used for kernel in names for used in _closure(kernel, root)}):
        total.update(f"{name}\0".encode())
        total.update(blake2b(_file_of(name, root).read_bytes()).digest())
    return total.hexdigest()


def _closure(start: str, root: Path) -> list[str]:
    if not _file_of(start, root).exists():
        raise FileNotFoundError(_file_of(start, root))
    waiting, seen = [start], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _read(name, root).imports
    return sorted(seen)


@cache
def _read(name: str, root: Path) -> _Module:
    path = _file_of(name, root)
    nodes = list(_nodes(ast.parse(path.read_bytes())))
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    strings = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    wanted = {target for node in nodes for target in _targets(node, package)}
    # Importing a.b.c runs a and a.b as well.
    wanted |= {target.rsplit(".", depth)[0] for target in wanted for depth in range(1, 6)}
    wanted |= {name.rsplit(".", depth)[0] for depth in range(1, 6)}
    endings = {
        str(getattr(n.values[-1], "value", "")) for n in nodes if isinstance(n, ast.JoinedStr)
    }
    # A module that is named in full in a string is there to be imported by that name.
    wanted |= {string for string in strings if string.startswith(f"{PACKAGE}.")}
    known = {w for w in wanted if w.split(".")[0] == PACKAGE and _file_of(w, root).exists()}
    return _Module(frozenset(known), frozenset(strings), frozenset(endings))


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk through what runs: without docstrings, parts of f-strings, imports for type checkers."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        children = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            children = list(node.orelse)
        elif isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            children = [child for child in children if not isinstance(child, ast.Constant)]
        waiting += children


def _targets(node: ast.AST, package: str) -> list[str]:
    """Name what an import statement may bring in: modules, and what could be modules."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        parents = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*(parents if node.level else []), *([node.module] if node.module else [])])
        return [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return []


@cache
def _file_of(name: str, root: Path) -> Path:
    place = root.joinpath(*name.split(".")[1:])
    init = place / "__init__.py"
    return init if init.exists() else place.with_suffix(".py")


def _data_files(names: list[str], root: Path) -> set[Path]:
    """Find the data files that modules name, each in the package it lies in.

    A module uses a data file of its own package, or of a package it names in a string, where it
    has the file's name, a pattern such as "*.tsv" or an ending such as ".tsv" as a string, or both
    its stem and an f-string that ends like it, such as f"{table}.tsv". A data file uses another of
    its package whose name it contains, as one template does another.
    """
    files = {file: _package_of(file, root) for file in _all_data(root)}
    found, new = (
        set[Path](),
        {
            file
            for file, package in files.items()
            for name in names
            if _may_read(name, package, root) and _names_it(_read(name, root), file)
        },
    )
    while new:
        found |= new
        texts = {file: file.read_bytes() for file in new}
        new = {
            file
            for file, package in files.items()
            for user, text in texts.items()
            if files[user] == package and file.name.encode() in text
        } - found
    return found


@cache
def _all_data(root: Path) -> list[Path]:
    files = (p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return sorted(p for p in files if p.suffix not in (".py", ".pyc") and p.name != "py.typed")


def _package_of(file: Path, root: Path) -> str:
    folder = file.parent
    while folder != root and not (folder / "__init__.py").exists():
        folder = folder.parent
    return ".".join([PACKAGE, *folder.relative_to(root).parts])


def _may_read(module: str, package: str, root: Path) -> bool:
    own = module == package or module.rpartition(".")[0] == package
    return own or package in _read(module, root).strings


def _names_it(module: _Module, file: Path) -> bool:
    if file.suffix in module.endings and file.stem in module.strings:
        return True
    ends = {string.rsplit("/", 1)[-1] for string in module.strings if len(string) < 80}
    return (
        file.name in ends
        or file.suffix in ends
        or any("*." in end and fnmatchcase(file.name, end) for end in ends)
    )
