"""The files of a corpus: which are documents, which shard each belongs to, and what changed.

No document is opened here to read its text, but for a few .json files which may be none; the step
`normalise` does that.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path

from hedgerow.errors import UserError, why_unreadable
from hedgerow.sources.base import Source, UnreadableError
from hedgerow.sources.files import content
from hedgerow.sources.formats import FORMATS, READ, format_of, is_cut
from hedgerow.sources.records import NO_TEXT, Fields, Record
from hedgerow.sources.saved_pages import PART_OF_PAGE, page_of

HIDDEN = (".*", "hidden")
IGNORED_AT_TOP = (
    ("metadata.csv", "groups and pairs of the documents"),
    ("readme.md", "description of the corpus"),
    ("source.md", "description of the corpus"),
    ("license*", "licence of the corpus"),
)
"""The files in a corpus folder that are no documents, as (pattern, description). Hidden files and
folders are left out everywhere, the others only as files directly below the corpus folder; letter
case makes no difference. The run's log names each file that is left out."""

NOTES = "answers and notes kept beside the documents"
"""Description of .json files directly below the corpus folder that are no articles."""

_NOTES_READ, _NOTES_BYTES = 20, 1_000_000
"""Most such files, and their most bytes, that are looked into; others are taken for articles."""

CONTENT_FILES = 2_000
CONTENT_BYTES = 50_000_000
"""Largest corpus that is compared by content; a larger one is compared by size and time."""

SHARD_DOCUMENTS = 10_000
SHARD_BYTES = 64_000_000
"""Most documents and about the most text in one shard; they keep a job below a gigabyte."""

SHARD_WORTHWHILE = 100
"""Fewest documents in a shard: to start a job costs as much as to read them."""


@dataclass(frozen=True, order=True)
class SourceFile:
    """One file: its path below the corpus folder (with /), bytes, and time of last change."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Survey:
    """The content of a corpus folder.

    Attributes:
        files: the files with documents, sorted by path.
        ignored: files that are no documents by rule, as (path, description), sorted.
        problems: files and folders that cannot be used, as (path, reason and remedy), sorted.
    """

    root: Path
    files: tuple[SourceFile, ...]
    ignored: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str], ...]


def _is_read(record: Record) -> bool:
    try:
        record.read()
    except UnreadableError:
        return False
    return True


def inventory(root: Path | str) -> list[SourceFile]:
    """List the documents below a corpus folder, sorted by path.

    Raises:
        UserError: the folder is missing, is no folder, cannot be read, or holds no document.
    """
    return list(survey(root).files)


def survey(root: Path | str, fields: Fields | None = None) -> Survey:
    """List the content of a corpus folder: documents, files left out, and problems.

    Links are followed if they stay inside the folder (the folder itself may be a link). A broken
    link is listed as a document, so that it appears in the report as unreadable.

    Raises:
        UserError: the folder is missing, is no folder, cannot be read, or holds no document.
    """
    folder = Path(root)
    if not folder.exists():
        raise UserError(
            f"The corpus folder {str(root)!r} does not exist; "
            "make it and put the articles in it, or name another (in a run, source=FOLDER)."
        )
    if not folder.is_dir():
        raise UserError(
            f"The corpus {str(root)!r} is a file; name the folder that holds the articles instead."
        )
    walk = _Walk(folder)
    walk.enter("", (walk.real_root,))
    walk.leave_out_notes(fields or Fields())
    walk.leave_out_parts_of_pages()
    walk.separate_from_records()
    files = sorted(walk.files, key=attrgetter("path"))
    found = Survey(folder, tuple(files), tuple(sorted(walk.ignored)), tuple(sorted(walk.problems)))
    if not found.files:
        raise UserError(_nothing_found(found))
    return found


class _Walk:
    """One walk through a corpus folder; `parents` are the real folders above, to detect loops."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.real_root = os.path.realpath(folder)
        self.files: list[SourceFile] = []
        self.ignored: list[tuple[str, str]] = []
        self.problems: list[tuple[str, str]] = []

    def enter(self, below: str, parents: tuple[str, ...]) -> None:
        try:
            entries = list(os.scandir(self.folder / below))
        except OSError as error:
            self.problems.append((below or ".", f"folder cannot be read ({why_unreadable(error)})"))
            return
        for entry in entries:
            self.visit(entry, f"{below}/{entry.name}" if below else entry.name, parents)

    def visit(self, entry: os.DirEntry[str], path: str, parents: tuple[str, ...]) -> None:
        try:
            is_folder = entry.is_dir()
        except OSError as error:  # a link that leads to itself
            self.problems.append((path, f"cannot be opened ({why_unreadable(error)}); remove it"))
            return
        what = ignored_as(path, folder=is_folder)
        if what is not None:
            self.ignored.append((path, what))
            return
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = path.encode(errors="backslashreplace").decode()
            self.problems.append((shown, "name is not UTF-8; rename it"))
            return
        if entry.is_symlink() and not self._inside(entry.path):
            self.problems.append(
                (path, "link leads out of the corpus folder; put a copy in its place")
            )
        elif is_folder:
            real = os.path.realpath(entry.path)
            if real in parents:
                self.problems.append((path, "link leads back to a folder it lies in"))
            else:
                self.enter(path, (*parents, real))
        else:
            self._add_file(entry, path)

    def leave_out_notes(self, fields: Fields) -> None:
        """Leave out .json files at the top that are no articles, where there are other documents.

        They are none where all other documents are in folders, or if there is no text in them.
        """
        at_top = {file for file in self.files if "/" not in file.path}
        notes = {file for file in at_top if file.path.lower().endswith(".json")}
        if len(notes) == len(self.files):
            return
        if notes != at_top:
            few = len(notes) <= _NOTES_READ
            notes = {file for file in notes if few and not self.has_articles(file, fields)}
        self.files = [file for file in self.files if file not in notes]
        self.ignored += [(file.path, NOTES) for file in notes]

    def has_articles(self, file: SourceFile, fields: Fields) -> bool:
        """Return whether a .json file has a text in it, or is too large or damaged to be sure."""
        from hedgerow.sources.json import documents

        try:
            data = content(self.folder, file.path, _NOTES_BYTES)
        except UnreadableError:
            return True
        try:
            found = documents(data, fields)
            return isinstance(found, Source) or any(map(_is_read, found))
        except UnreadableError as error:
            return not str(error).startswith(NO_TEXT) and data.lstrip().startswith((b"{", b"["))

    def leave_out_parts_of_pages(self) -> None:
        """Leave out the folders of pictures and scripts beside pages that a browser saved."""
        paths = {file.path for file in self.files}
        folders = {path.rpartition("/")[0] for path in paths}
        above = {"/".join(f.split("/")[:n]) for f in folders for n in range(1, f.count("/") + 2)}
        parts = {f for f in above if any(page in paths for page in page_of(f))}
        if not parts:
            return
        outer = {f for f in parts if not any(f.startswith(f"{other}/") for other in parts)}
        kept = []
        for file in self.files:
            if not any(file.path.startswith(f"{folder}/") for folder in outer):
                kept.append(file)
        self.files = kept
        self.problems = [
            (path, why)
            for path, why in self.problems
            if not any(path.startswith(f"{folder}/") for folder in outer)
        ]
        self.ignored += [(folder, PART_OF_PAGE) for folder in outer]

    def separate_from_records(self) -> None:
        """Make problems of files whose path may be the id of a record in a file beside them.

        Their `#` is shown as %23, so that the report does not have two documents of one id.
        """
        named = [file for file in self.files if "#" in file.path]
        if not named:
            return
        holders = {file.path for file in self.files if _may_hold_records(file.path)}
        paths = {file.path for file in self.files}
        for file in named:
            parts = file.path.split("#")
            if any("#".join(parts[:n]) in holders for n in range(1, len(parts))):
                self.files.remove(file)
                shown = file.path.replace("#", "%23")
                while shown in paths:
                    shown += "%23"
                paths.add(shown)
                self.problems.append((shown, "name is that of a record; rename it"))

    def _inside(self, link: str) -> bool:
        real = os.path.realpath(link)
        return real == self.real_root or real.startswith(self.real_root.rstrip(os.sep) + os.sep)

    def _add_file(self, entry: os.DirEntry[str], path: str) -> None:
        try:
            info = entry.stat()
        except OSError:  # a broken link or a deleted file; reading it gives the reason
            info = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(info.st_mode) or stat.S_ISLNK(info.st_mode):
            self.files.append(SourceFile(path, info.st_size, info.st_mtime_ns))
        else:
            self.problems.append((path, "neither a file nor a folder"))


def _may_hold_records(path: str) -> bool:
    form = format_of(path)
    return form is not None and form.reader != READ


def ignored_as(path: str, folder: bool = False) -> str | None:
    """Return the description of a file or folder that is no document by rule; None for others.

    Args:
        path: path below the corpus folder, with /.
        folder: whether it is a folder.

    >>> ignored_as("README.md"), ignored_as("clinic/README.md")
    ('description of the corpus', None)
    """
    name = path.rsplit("/", 1)[-1].lower()
    rules = (HIDDEN,) if folder or "/" in path else (HIDDEN, *IGNORED_AT_TOP)
    return next((what for pattern, what in rules if fnmatchcase(name, pattern)), None)


def _nothing_found(found: Survey) -> str:
    text = f"The corpus folder {str(found.root)!r} holds no articles"
    if found.problems:
        path, why = found.problems[0]
        text += f" that can be used ({path!r}: {why})"
    elif found.ignored:
        path, what = found.ignored[0]
        text += f" ({path!r} is there, but does not count: {what})"
    return (
        f"{text}; put articles into it ({_usual_endings()} and others are read),"
        " or name another (in a run, source=FOLDER)."
    )


def _usual_endings() -> str:
    named = ("text", "html", "docx", "pdf", "jsonl")
    return ", ".join(form.endings[0] for form in FORMATS if form.name in named)


def shard_of(doc_id: str, shards: int) -> int:
    """Return the number of the shard, from 0, that a document belongs to.

    The shard is a hash of the id, so it is the same on every machine and does not change when
    other documents are added.

    >>> shard_of("a.txt", 7)
    4
    """
    return int.from_bytes(blake2b(doc_id.encode(), digest_size=8).digest()) % shards


def split(files: Iterable[SourceFile], shards: int) -> list[list[SourceFile]]:
    """Return the files of each shard, in the order of `files`; a cut one is in every shard."""
    parts: list[list[SourceFile]] = [[] for _ in range(shards)]
    for file in files:
        if is_cut(file.path, file.size):
            for part in parts:
                part.append(file)
        else:
            parts[shard_of(file.path, shards)].append(file)
    return parts


def part(found: Survey, shard: int, of: int) -> Survey:
    """Return the same corpus with the files of one shard alone."""
    return replace(found, files=tuple(split(found.files, of)[shard]))


def plan_shards(documents: int, cores: int, used_before: Iterable[int] = (), size: int = 0) -> int:
    """Return the number of shards for a corpus.

    There are as many shards as cores, but none of more than `SHARD_DOCUMENTS` documents and, where
    possible, none of fewer than `SHARD_WORTHWHILE`. A number that an earlier run used is kept while
    it suits: the results do not depend on it, and a new one would recompute every shard because a
    run got `-j2` instead of `-j4`, or the corpus one more article.

    Args:
        documents: number of documents in the corpus.
        cores: number of jobs that may run at once.
        used_before: numbers of shards for which results exist.
        size: approximate bytes of text in the corpus.

    >>> plan_shards(documents=400, cores=16), plan_shards(documents=400, cores=2, used_before=[4])
    (4, 4)
    """
    fewest = max(1, -(-documents // SHARD_DOCUMENTS), -(-size // SHARD_BYTES))
    wanted = max(fewest, min(cores, documents // SHARD_WORTHWHILE or 1))
    most = max(wanted, 4 * documents // SHARD_WORTHWHILE)
    return max((n for n in used_before if max(fewest, wanted / 4) <= n <= most), default=wanted)


def fingerprint(files: Iterable[SourceFile], root: Path | str | None = None) -> str:
    """Return a hash of a list of files, which changes with any of them.

    With `root` the hash covers path and content, so that a file that was copied, checked out or
    touched stays the same. All bytes are read for it, so it is for small corpora (see
    `compared_by_content`). Without `root` the hash covers path, size and time of change: no file is
    read, and a touched file counts as changed.

    Returns:
        32 hexadecimal digits; for no files, the hash of nothing.
    """
    total = blake2b(digest_size=16)
    for file in sorted(files):
        if root is None:
            state = f"{file.size} {file.mtime_ns}"
        else:
            state = _content_hash(Path(root) / file.path)
        total.update(f"{file.path}\0{state}\0".encode())
    return total.hexdigest()


def compared_by_content(files: Iterable[SourceFile]) -> bool:
    """Return whether a corpus is small enough to compare its files by content at every start."""
    sizes = [file.size for file in files]
    return len(sizes) <= CONTENT_FILES and sum(sizes) <= CONTENT_BYTES


def _content_hash(path: Path) -> str:
    try:
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return "unreadable"
