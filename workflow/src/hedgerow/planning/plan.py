"""The plan of a run: the documents of the corpus, their shards, and what each shard depends on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from hedgerow.sources.extent import extent
from hedgerow.sources.formats import is_container
from hedgerow.sources.inventory import (
    SourceFile,
    compared_by_content,
    fingerprint,
    plan_shards,
    shard_of,
    split,
    survey,
)
from hedgerow.sources.records import Fields


class Plan:
    """The corpus folder listed once, and its shards.

    Attributes:
        source: folder of the articles.
        survey: the files found, those left out by rule, and those that cannot be used.
        documents: number of documents; that of large containers is estimated.
        text_bytes: about how many bytes of text they hold.

    Args:
        fields: names of the fields of records; None for the usual ones.

    Raises:
        UserError: the folder is missing, cannot be read, or holds no document.
    """

    def __init__(self, source: str, fields: Fields | None = None) -> None:
        self.source = source
        self.survey = survey(source, fields)
        self.documents, self.text_bytes = extent(self.survey.root, self.survey.files)
        self.shard_files = cache(self._shard_files)
        self.fingerprint = cache(self._fingerprint)

    @cached_property
    def by_content(self) -> bool:
        """Whether the corpus is small enough to compare its files by content."""
        return compared_by_content(self.survey.files)

    def shards(self, wanted: int | str, cores: int, results: Path) -> int:
        """Return the number of shards.

        Args:
            wanted: the setting: a number, or "auto".
            cores: jobs that may run at once.
            results: folder of the corpus's results; a number of shards used before is kept there
                as long as it suits.
        """
        if isinstance(wanted, int):
            return min(wanted, self.documents)
        before = [int(folder.name) for folder in (results / "shards").glob("[0-9]*")]
        return plan_shards(self.documents, cores, before, self.text_bytes)

    def problems(self, of: int, shard: int) -> list[tuple[str, str]]:
        """List what cannot be used of a shard, as (path, reason)."""
        return [entry for entry in self.survey.problems if shard_of(entry[0], of) == shard]

    def documents_in(self, of: int, shard: int) -> str:
        """Return the number of a shard's documents in words."""
        if any(is_container(file.path) for file in self.survey.files):
            number = self.documents // of
        else:
            number = len(self.shard_files(of)[shard])
        return f"{number:,} documents" + (f" (part {shard + 1} of {of})" if of > 1 else "")

    def _shard_files(self, of: int) -> list[list[SourceFile]]:
        return split(self.survey.files, of)

    def _fingerprint(self, of: int, shard: int) -> str:
        files: Iterable[SourceFile] = self.shard_files(of)[shard]
        return fingerprint(files, self.source if self.by_content else None)
