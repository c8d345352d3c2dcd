"""The vocabulary: every record has what readers, tables and lexicons need of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgerow.corpus.schemas import CORPUS
from hedgerow.labels.feature_space import entry_class
from hedgerow.lexicons import vocabulary
from hedgerow.lexicons.load import load_lexicon
from hedgerow.report import labels

LEXICON = load_lexicon()
MEASURES = (Path(__file__).parents[3] / "docs" / "measures.md").read_text(encoding="utf-8")
ROLES = {"hedge", "vague", "condition", "booster"}
CLASSES = {
    "claim": vocabulary.CLAIM_RECORDS,
    "direction": vocabulary.DIRECTION_RECORDS,
    "advice": vocabulary.ADVICE_RECORDS,
    "attribution": vocabulary.ATTRIBUTION_RECORDS,
}


@pytest.mark.parametrize("cue", vocabulary.CUE_RECORDS, ids=lambda cue: cue.name)
def test_a_cue_type_is_complete(cue):
    terms = [e for e in LEXICON.entries if e.table == "cues" and e.label == cue.name]
    assert terms, f"cues.tsv has no term of type {cue.name}"
    assert entry_class(terms[0]) == f"cue.{cue.feature}"
    assert cue.role in ROLES, f"{cue.name}: the role {cue.role!r} belongs to no set of cue types"
    columns = CORPUS["documents"].names
    assert f"{cue.name}_cues" in columns, f"documents has no column {cue.name}_cues"
    assert f"| `{cue.name}` |" in MEASURES, f"docs/measures.md has no row for {cue.name}"
    assert labels.CUES[cue.name].startswith(cue.name.split("_")[0])


@pytest.mark.parametrize("name", CLASSES)
def test_the_classes_of_a_label_are_complete(name):
    records = CLASSES[name]
    assert len({record.name for record in records}) == len(records)
    for record in records:
        assert record.label and record.meaning, f"{name} {record.name} lacks a label or a meaning"
    (meaning,) = (c.meaning for c in CORPUS["claims"].columns if c.name == name)
    for record in records:
        assert record.name in meaning, f"the column {name} of claims does not name {record.name}"


def test_sets_of_cue_types_hold_known_types():
    for names in (
        vocabulary.HEDGE_TYPES,
        vocabulary.GOVERNING_TYPES,
        vocabulary.CANDIDATE_TYPES,
        vocabulary.BOOSTER_TYPES,
    ):
        assert set(names) <= set(vocabulary.CUE_TYPES)
    assert set(vocabulary.GOVERNING_TYPES) <= set(vocabulary.HEDGE_TYPES)
    assert not set(vocabulary.HEDGE_TYPES) & set(vocabulary.BOOSTER_TYPES)
