"""The schemas: sound, and the file that documents them is the one they give."""

from __future__ import annotations

import pytest
import yaml

from hedgerow.corpus.schemas import CORPUS, SHARD
from schemas import TARGET, rendered

_TABLES = [*CORPUS.values(), *SHARD.values()]


def test_the_file_of_the_contract_is_up_to_date() -> None:
    assert TARGET.read_text("utf-8") == rendered(), "run `make schemas`"


def test_the_file_holds_every_table_and_column() -> None:
    documented = yaml.safe_load(TARGET.read_text("utf-8"))
    assert {name: list(entry["columns"]) for name, entry in documented.items()} == {
        name: list(table.names) for name, table in CORPUS.items()
    }


@pytest.mark.parametrize("table", _TABLES, ids=lambda table: table.name)
def test_a_table_is_sound(table) -> None:
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert table.row
    for column in table.columns:
        assert column.type in {"str", "int", "float", "bool"}
        assert column.meaning


def test_the_contract_has_the_tables_that_others_rely_on() -> None:
    promised = (
        "documents sections sentences cues claims phrases unnatural templates similar keyness"
        " groups contradictions excluded cleaning"
    )
    assert set(promised.split()) <= set(CORPUS)
