"""Read the lexicons: tab-separated tables that a linguist can edit.

Notation of a term
    word~       every inflected form (suggest~: suggest, suggests, suggested, suggesting)
    {a|b c|}    one of these; an empty alternative makes the place optional
    @class      any word of that class of classes.tsv, inside or outside braces
    #           any number

Conditions (column `when`, separated by spaces, all must hold)
    after:X, not_after:X     the token before the term is (is not) X; quotation marks are passed
    over before:X, not_before:X   the same for the token after it
    lower                    the first word is not capitalised as a name is: it opens the sentence,
                             stands in a title, or is all in capitals
    plain                    no condition: on web pages and in news a cue with it always hedges
    always                   no condition: a cue with it hedges in every kind of text
    X is a class of classes.tsv, `number`, `punct`, `start` (of the sentence), `end`,
    `possessive` (with 's), or =word|word, where *ing is any word with that ending.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.errors import UserError, why_unreadable
from hedgerow.lexicons.inflection import inflect
from hedgerow.lexicons.vocabulary import ADVICE, ATTRIBUTIONS, CUE_TYPES

FOLDER = Path(__file__).parent
DATA = (
    "lexicons/advice.tsv",
    "lexicons/attribution.tsv",
    "lexicons/classes.tsv",
    "lexicons/cues.tsv",
    "lexicons/effects.tsv",
    "lexicons/label_figures.tsv",
    "lexicons/label_training.tsv",
    "lexicons/label_weights.tsv",
    "lexicons/negation.tsv",
    "lexicons/outcomes.tsv",
    "lexicons/relations.tsv",
    "lexicons/topics.tsv",
)
NUMBER = "#"

_COLUMNS = {
    "cues": ("cue", "type", "when", "source"),
    "effects": ("effect", "kind", "action", "when", "source"),
    "relations": ("relation", "kind", "action", "when", "source"),
    "outcomes": ("outcome", "polarity", "topic", "when", "source"),
    "negation": ("term", "kind", "scope", "when", "source"),
    "attribution": ("term", "kind", "class", "when", "source"),
    "advice": ("term", "strength", "frame", "when", "source"),
    "topics": ("term", "kind", "when", "source"),
}
_ALLOWED: dict[str, dict[str, tuple[str, ...]]] = {
    "cues": {"type": (*CUE_TYPES, "none")},
    "effects": {
        "kind": ("verb", "participle", "noun", "adjective"),
        "action": ("raise", "lower", "cause", "bring", "good", "bad", "change"),
    },
    "relations": {"kind": ("verb", "noun"), "action": ("raise", "lower", "change")},
    "outcomes": {"polarity": ("bad", "good")},
    "negation": {
        "kind": ("negator", "verb", "phrase", "denial", "none"),
        "scope": ("after", "before"),
    },
    "attribution": {
        "kind": ("verb", "source", "phrase"),
        "class": ("say", "find", "think", "write", "named", *ATTRIBUTIONS),
    },
    "advice": {
        "strength": ADVICE,
        "frame": ("phrase", "plain", "action", "imperative"),
    },
    "topics": {"kind": ("purpose", "topic", "question", "condition")},
}  # fmt: skip
TABLES: tuple[str, ...] = tuple(_COLUMNS)
_CONDITION = re.compile(r"(not_)?(after|before):(\S+)$")
Classes = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Condition:
    """One test of a match; `side` is after or before (a neighbour), lower, plain or always."""

    side: str
    negated: bool
    words: str


@dataclass(frozen=True)
class Entry:
    """One row of a lexicon: its slots (each a tuple of alternatives, each a tuple of words)."""

    table: str
    term: str
    label: str
    detail: str
    slots: tuple[tuple[tuple[str, ...], ...], ...]
    conditions: tuple[Condition, ...]
    source: str

    @property
    def plain(self) -> bool:
        """The term hedges in every context on web pages and in news."""
        return any(condition.side == "plain" for condition in self.conditions)

    @property
    def always(self) -> bool:
        """The term hedges in every context, whatever the kind of text."""
        return any(condition.side == "always" for condition in self.conditions)


@dataclass(frozen=True)
class Weights:
    """Weights of the linear models.

    Attributes:
        given: feature name -> weights, one row a feature of a model.
        files: in place of `given`, for the lexicon that comes with Hedgerow: the file of the
            weights, which is read when they are asked for, and those of the tables.
    """

    given: dict[str, dict[str, float]] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    @cached_property
    def rows(self) -> dict[str, dict[str, float]]:
        """Feature name -> weights."""
        return read_weights(self.files[0]).given if self.files else self.given


@dataclass(frozen=True)
class Lexicon:
    """All entries, in the order of their tables and rows, the word classes and the weights."""

    entries: tuple[Entry, ...]
    classes: dict[str, frozenset[str]]
    weights: Weights

    def where(self, **columns: str) -> np.ndarray:
        """Return bool[E]: the entries that have these values in the fields of `Entry`."""
        found = np.ones(len(self.entries), bool)
        for name, value in columns.items():
            found &= self._column(name) == value
        return found

    def of_each(self, value: Callable[[Entry], Any], kind: type = bool) -> np.ndarray:
        """Return kind[E]: a function of every entry, worked out once."""
        if value not in self._values:
            self._values[value] = np.array([value(entry) for entry in self.entries], kind)
        return self._values[value]

    def _column(self, name: str) -> np.ndarray:
        if name not in self._values:
            self._values[name] = np.array([getattr(entry, name) for entry in self.entries], str)
        return self._values[name]

    @cached_property
    def conditions(self) -> dict[Condition, np.ndarray]:
        """Condition -> bool[E], the entries that have it."""
        users: dict[Condition, np.ndarray] = {}
        for number, entry in enumerate(self.entries):
            for condition in entry.conditions:
                users.setdefault(condition, np.zeros(len(self.entries), bool))[number] = True
        return users

    @cached_property
    def _values(self) -> dict[str | Callable[[Entry], Any], np.ndarray]:
        return {}


def _alternatives(text: str, classes: dict[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """Expand one alternative (words, some inflected or classes) into tuples of words."""
    expanded: list[tuple[str, ...]] = [()]
    for word in text.split():
        if word.startswith("@"):
            forms: Sequence[str] = sorted(classes[word[1:]])
        elif word.endswith("~"):
            forms = inflect(word[:-1])
        else:
            forms = (word,)
        expanded = [(*done, form) for done in expanded for form in forms]
    return expanded


def parse_term(
    term: str, classes: dict[str, frozenset[str]]
) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Read the notation of a term into slots.

    Raises:
        ValueError: unbalanced or nested braces, an unknown class or nothing that must be there.
    """
    if term.count("{") != term.count("}") or not term.strip():
        raise ValueError("a brace is open or the term is empty")
    if re.search(r"\{[^}]*\{", term):
        raise ValueError("braces stand inside braces; write the alternatives out")
    slots = []
    for piece in re.findall(r"\{[^{}]*\}|[^{}]+", term):
        if piece.startswith("{"):
            options = [
                a for option in piece[1:-1].split("|") for a in _alternatives(option, classes)
            ]
            slots.append(tuple(dict.fromkeys(options)))
        else:
            slots.extend(tuple(_alternatives(word, classes)) for word in piece.split())
    if all(() in slot for slot in slots):
        raise ValueError("every place of the term is optional")
    return tuple(slots)


def parse_conditions(text: str, classes: dict[str, frozenset[str]]) -> tuple[Condition, ...]:
    """Read the conditions of a term.

    Raises:
        ValueError: naming the condition that is not understood.
    """
    conditions = []
    for word in text.split():
        match = _CONDITION.match(word)
        if word in ("lower", "plain", "always"):
            conditions.append(Condition(word, False, ""))
            continue
        if not match:
            raise ValueError(f"condition {word!r} is not known")
        words = match.group(3)
        known = words.startswith("=") or words in classes
        if not known and words not in ("number", "punct", "start", "end", "possessive"):
            raise ValueError(f"class {words!r} is not in classes.tsv")
        conditions.append(Condition(match.group(2), bool(match.group(1)), words))
    return tuple(conditions)


def _lines(path: Path) -> Iterable[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"{path}: the lexicon can't be read: {why_unreadable(error)}; name a UTF-8 TSV file"
        ) from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\n").split("\t")


def _table_of(path: Path, header: list[str]) -> str:
    for table, columns in _COLUMNS.items():
        if tuple(header) == columns:
            return table
    known = "; ".join(f"{table}: {' '.join(columns)}" for table, columns in _COLUMNS.items())
    raise UserError(f"{path}: the header row fits no lexicon; one of these is needed: {known}")


def _entry(path: Path, number: int, table: str, cells: list[str], classes: Classes) -> Entry:
    columns = _COLUMNS[table]
    cells = [cell.strip() for cell in cells] + [""] * (len(columns) - len(cells))
    if len(cells) > len(columns):
        raise UserError(
            f"{path}, line {number}: {len(cells)} columns where {len(columns)} are wanted"
        )
    row = dict(zip(columns, cells, strict=True))
    for column, allowed in _ALLOWED[table].items():
        if row[column] not in allowed:
            raise UserError(
                f"{path}, line {number}, column {column}: {row[column]!r} is not one of "
                + ", ".join(allowed)
            )
    label, detail = [*cells[1 : columns.index("when")], ""][:2]
    column = columns[0]
    try:
        slots = parse_term(row[column], classes)
        column = "when"
        conditions = parse_conditions(row[column], classes)
    except (ValueError, KeyError) as error:
        raise UserError(f"{path}, line {number}, column {column}: {error}") from None
    return Entry(table, cells[0], label, detail, slots, conditions, row["source"])


def read_classes(path: Path) -> dict[str, frozenset[str]]:
    """Read the word classes: class -> words."""
    classes: dict[str, set[str]] = {}
    for _, cells in list(_lines(path))[1:]:
        forms = inflect(cells[1][:-1]) if cells[1].endswith("~") else (cells[1],)
        classes.setdefault(cells[0], set()).update(forms)
    return {name: frozenset(words) for name, words in classes.items()}


def read_table(
    path: Path, classes: dict[str, frozenset[str]]
) -> tuple[str, list[Entry], list[str]]:
    """Read one lexicon file: which table it is, its entries, and the terms it removes (-term, -*).

    Raises:
        UserError: naming the file, the line and the column at fault.
    """
    lines = list(_lines(path))
    if not lines:
        raise UserError(f"{path}: the lexicon is empty; it needs a header row")
    table = _table_of(path, lines[0][1])
    entries: list[Entry] = []
    removed: list[str] = []
    seen: set[str] = set()
    for number, cells in lines[1:]:
        if cells[0].startswith("-") and len(cells[0]) > 1:
            removed.append(cells[0][1:].strip())
            continue
        entries.append(_entry(path, number, table, cells, classes))
        if entries[-1].term in seen:
            raise UserError(f"{path}, line {number}: {cells[0]} stands twice; keep one of the rows")
        seen.add(entries[-1].term)
    return table, entries, removed


def read_weights(path: Path) -> Weights:
    """Read the weights of the linear models; columns feature, then one per output."""
    if not path.exists():
        return Weights()
    lines = list(_lines(path))
    outputs = lines[0][1][1:]
    return Weights(
        {
            cells[0]: {o: float(c) for o, c in zip(outputs, cells[1:], strict=True) if c}
            for _, cells in lines[1:]
        }
    )


def file_digest(path: Path) -> str:
    """Return the first twelve hexadecimal digits of a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def label_figures() -> dict[tuple[str, str], tuple[float, str]]:
    """Return the figures of the labels on the sites that were set aside.

    Returns:
        (gold file, label) -> the figure, and the digest of the file that the models were trained
        on.
    """
    path = FOLDER / "label_figures.tsv"
    rows = [cells for _, cells in _lines(path)][1:] if path.exists() else []
    return {(cells[0], cells[1]): (float(cells[3]), cells[5]) for cells in rows}


def training_digests() -> frozenset[str]:
    """Return the digests of the gold files that the weights of the labels were trained on."""
    path = FOLDER / "label_training.tsv"
    rows = [cells for _, cells in _lines(path)][1:] if path.exists() else []
    return frozenset(cells[1] for cells in rows)


@lru_cache(maxsize=4)
def _load(paths: tuple[Path, ...]) -> Lexicon:
    classes = read_classes(FOLDER / "classes.tsv")
    tables = {table: read_table(FOLDER / f"{table}.tsv", classes)[1] for table in TABLES}
    for path in paths:
        table, entries, removed = read_table(path, classes)
        known = {entry.term for entry in tables[table]}
        if "*" in removed:
            tables[table], removed = [], [term for term in removed if term != "*"]
        for term in removed:
            if term not in known:
                raise UserError(f"{path}: -{term} removes a term that {table}.tsv does not have")
        replaced = {entry.term for entry in entries} | set(removed)
        tables[table] = [e for e in tables[table] if e.term not in replaced] + entries
    listed = tuple(entry for table in TABLES for entry in tables[table])
    return Lexicon(listed, classes, _weights(paths))


def _weights(paths: tuple[Path, ...]) -> Weights:
    file = FOLDER / "label_weights.tsv"
    if paths or not file.exists():
        return read_weights(file)
    return Weights(files=(file, *(FOLDER / f"{table}.tsv" for table in (*TABLES, "classes"))))


def load_lexicon(paths: Sequence[Path] = ()) -> Lexicon:
    """Load the project's lexicons and the user's own files on top of them.

    Args:
        paths: TSV files of the same form as the project's. A row adds a term or replaces the row
            with the same term; a term written -term is removed; -* removes all rows of the
            project's table, so that the file replaces it.

    Raises:
        UserError: naming the file, the line and the column at fault.
    """
    return _load(tuple(Path(path) for path in paths))
