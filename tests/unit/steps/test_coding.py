"""From a sample to code, over the files of coders, to corrected shares; and every bad file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from hedgerow.corpus.coding_sample import FEWEST_OF_STRATUM, STRATA, allocation, sentence_key
from hedgerow.corpus.label_error import label_error_tables
from hedgerow.corpus.label_measures import LABEL_MEASURES, LABEL_VALUES
from hedgerow.errors import UserError
from hedgerow.labels.schemas import CLAIMS as CLAIMS_TABLE
from hedgerow.steps import coding
from hedgerow.steps.coder_files import COLUMNS, coder_in_words, read_coder_file, read_coder_files
from hedgerow.tables.io import read_arrow, write_table

DOCUMENTS, SENTENCES = 24, 40
SETTINGS = {"corpus": "made-up", "seed": 1, "coding": {"half_width": 0.06}}


def _sentence(rng: np.random.Generator, d: int, s: int) -> dict[str, Any]:
    """One labelled sentence; a third claims something, and the labels see one in five wrongly."""
    direct, hedged = rng.random() < 0.3, rng.random() < 0.2
    return {
        "doc_id": f"d{d:02}.txt",
        "sentence": s,
        "block": 0,
        "zone": "paragraph",
        "section": 0,
        "start": 100 * s,
        "end": 100 * s + 90,
        "text": f'=Sentence {s} of document {d}, "quoted", claims '
        f"{'an effect' if direct else 'nothing'}.",
        "prose": s != 7,
        "hedged": hedged,
        "certainty": 4.0,
        "claim": "direct_causal" if direct else "none",
        "claim_probability": 0.95 if rng.random() < 0.7 else 0.6,
        "stance": "asserted" if direct else "absent",
        "direction": "benefit" if direct else "none",
        "advice": "none",
        "attribution": "research" if rng.random() < 0.1 else "none",
        "attribution_named": False,
        "evidence": False,
        "is_question": False,
    }


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    rng = np.random.default_rng(1)
    rows = [_sentence(rng, d, s) for d in range(DOCUMENTS) for s in range(SENTENCES)]
    columns = {name: [row.get(name) for row in rows] for name in CLAIMS_TABLE.names}
    write_table(folder / "claims.parquet", CLAIMS_TABLE, columns)
    documents().to_parquet(folder / "documents.parquet")
    return folder


def documents() -> pd.DataFrame:
    names = [f"d{d:02}.txt" for d in range(DOCUMENTS)]
    groups = ["shop" if d % 2 else "clinic" for d in range(DOCUMENTS)]
    return pd.DataFrame({"doc_id": names, "title": names, "included": True, "group": groups})


@pytest.fixture
def drawn(tables: Path, tmp_path: Path) -> Path:
    coding.run(tables, SETTINGS, tmp_path / "coding")
    return tmp_path / "coding"


def sheet(drawn: Path) -> list[dict[str, str]]:
    with (drawn / "coding.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_codes(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        lines.writeheader()
        lines.writerows(rows)
    return path


def coded(rows: list[dict[str, str]], wrong: float = 0.0, seed: int = 1) -> list[dict[str, str]]:
    """Code each sentence by its text; a share of the claims is coded as if it were not one."""
    rng = np.random.default_rng(seed)
    made = []
    for row in rows:
        direct = ("an effect" in row["sentence"]) and rng.random() >= wrong
        codes = {
            "hedged": "no", "claim": "direct_causal" if direct else "none",
            "stance": "asserted" if direct else "absent",
            "direction": "benefit" if direct else "none",
            "advice": "none", "source": "none", "named": "no",
        }  # fmt: skip
        made.append({**row, **codes})
    return made


def result(tables: Path, *paths: Path) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    claims = [read_arrow(tables / "claims.parquet")]
    files = read_coder_files(paths)
    return label_error_tables(claims, documents(), files, resamples=200, seed=1)


def share(made: dict[str, pd.DataFrame], measure: str, group: str = "all") -> dict[str, Any]:
    rows = made["label_shares"]
    return rows[(rows["measure"] == measure) & (rows["group"] == group)].iloc[0].to_dict()


def test_the_sample_is_the_same_for_the_same_seed(tables: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        coding.run(tables, SETTINGS, tmp_path / name)
    for name in ("coding.csv", "coding.html", "coding.xlsx"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    coding.run(tables, {**SETTINGS, "seed": 2}, tmp_path / "c")
    assert sheet(tmp_path / "a") != sheet(tmp_path / "c")


def test_weights_add_up_to_the_corpus_and_labels_are_not_given_away(drawn: Path) -> None:
    rows = sheet(drawn)
    assert sum(float(row["weight"]) for row in rows) == pytest.approx(
        DOCUMENTS * (SENTENCES - 1), rel=0.01
    )
    assert {row["stratum"] for row in rows} <= set(STRATA)
    assert all(not row[label] for row in rows for label in LABEL_VALUES)
    assert all(row["sentence"].startswith("'=") for row in rows)


def test_neighbours_are_of_the_same_document(drawn: Path) -> None:
    for row in sheet(drawn):
        document = f"document {int(row['doc_id'][1:3])},"
        assert all(document in row[name] for name in ("before", "after") if row[name])
        assert bool(row["before"]) == (row["number"] != "0")


def test_allocation_keeps_rare_strata() -> None:
    given = allocation([5000, 900, 30, 3, 0], 200)
    assert given.sum() <= 200
    assert given[2] >= FEWEST_OF_STRATUM
    assert given[3] == 3 and given[4] == 0
    assert allocation([3, 4], 200).tolist() == [3, 4]


def test_without_codes_shares_are_those_of_annotated_sites(tables: Path) -> None:
    made, summary = result(tables)
    row = share(made, "direct_causal_sentences")
    assert row["method"] == "annotated sites"
    assert row["low"] <= row["counted_low"] and row["high"] >= row["counted_high"]
    denied = share(made, "denied_claims")
    assert denied["method"] == "not corrected" and "annotated sentences" in denied["reason"]
    assert pd.isna(denied["corrected"])
    assert summary == {"sentences": 0, "coders": []}
    assert set(made["label_shares"]["measure"]) == {m.key for m in LABEL_MEASURES} | {"certainty"}


def test_codes_move_the_shares_to_what_people_find(
    tables: Path, drawn: Path, tmp_path: Path
) -> None:
    """The labels call every coded claim one; the coder takes four in ten of them back."""
    path = write_codes(tmp_path / "ann.csv", coded(sheet(drawn), wrong=0.4))
    made, summary = result(tables, path)
    row = share(made, "direct_causal_sentences")
    assert row["method"] == "coded sample" and row["n_coded"] == len(sheet(drawn))
    assert row["low"] <= 0.6 * row["counted"] <= row["high"]
    assert row["high"] < row["counted"]
    claims = made["label_agreement"].set_index(["label", "value"]).loc[("claim", "direct_causal")]
    assert claims["precision"] == pytest.approx(0.6, abs=0.12)
    assert claims["recall"] == pytest.approx(1.0)
    assert summary["coders"][0] == {"coder": "ann", "coded": len(sheet(drawn)), "lost": 0}
    assert share(made, "direct_causal_sentences", "shop")["method"] == "coded sample"
    assert (made["disagreements"]["text"].str.len() > 0).all()


def test_two_coders_have_an_alpha(tables: Path, drawn: Path, tmp_path: Path) -> None:
    ann = write_codes(tmp_path / "ann.csv", coded(sheet(drawn)))
    ben = write_codes(tmp_path / "ben.csv", coded(sheet(drawn), wrong=0.1), ";")
    made, _ = result(tables, ann, ben)
    agreement = made["coder_agreement"].set_index("label")
    claim = agreement.loc["claim"]
    assert claim["coders"] == 2 and 0.75 < claim["alpha"] < 1
    assert claim["alpha_low"] <= claim["alpha"] <= claim["alpha_high"]
    assert pd.isna(agreement.loc["hedged", "alpha"]) and agreement.loc["hedged", "equal"] == 1
    between = made["disagreements"][made["disagreements"]["between_coders"]]
    assert between["coders"].str.contains("ann: direct_causal; ben: none").any()


def test_a_filled_in_spreadsheet_is_read(drawn: Path, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "ann.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, COLUMNS)
        for k, row in enumerate(coded(sheet(drawn)), 1):
            page.write_row(k, 0, [row[name] for name in COLUMNS])
            page.write_number(k, COLUMNS.index("weight"), float(row["weight"]))
    assert read_coder_file(path).answers.all()


def test_the_blank_spreadsheet_has_the_sample(drawn: Path) -> None:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(drawn / "coding.xlsx")).get_sheet_by_index(0).to_python()
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(sheet(drawn)) + 1


def test_sentences_that_have_changed_are_lost_and_counted(
    tables: Path, drawn: Path, tmp_path: Path
) -> None:
    rows = coded(sheet(drawn))
    for row in rows[:7]:
        row["sentence_id"] = sentence_key(row["sentence"] + " as it was")
    _, summary = result(tables, write_codes(tmp_path / "ann.csv", rows))
    (coder,) = summary["coders"]
    assert coder["lost"] == 7
    assert "7 of them not in the corpus" in coder_in_words(coder)


def test_a_sentence_is_found_where_it_has_moved(tables: Path, drawn: Path, tmp_path: Path) -> None:
    rows = [{**row, "number": "999", "doc_id": "elsewhere"} for row in coded(sheet(drawn))]
    _, summary = result(tables, write_codes(tmp_path / "ann.csv", rows))
    assert summary["coders"][0]["lost"] == 0


def test_ten_answers_are_named_and_not_used(tables: Path, drawn: Path, tmp_path: Path) -> None:
    made, summary = result(tables, write_codes(tmp_path / "ann.csv", coded(sheet(drawn))[:10]))
    assert "too few" in coder_in_words(summary["coders"][0])
    row = share(made, "direct_causal_sentences")
    assert row["method"] == "annotated sites"
    assert row["reason"] == "10 coded sentences, 20 are needed"


def _change(rows: list[dict[str, str]], **values: str) -> list[dict[str, str]]:
    return [{**rows[0], **values}, *rows[1:]]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: _change(rows, claim="strong"), "line 2: claim is 'strong'"),
        (lambda rows: _change(rows, hedged="perhaps"), "line 2: hedged is 'perhaps'"),
        (lambda rows: _change(rows, weight="many"), "line 2: weight is 'many'"),
        (lambda rows: [rows[0], *rows], "line 3: the sentence"),
        (lambda rows: [], "holds no sentence"),
        (lambda rows: [{**r, **dict.fromkeys(LABEL_VALUES, "")} for r in rows], "is coded"),
    ],
)
def test_a_bad_file_is_named_with_its_line(
    spoil: Any, said: str, drawn: Path, tmp_path: Path
) -> None:
    path = write_codes(tmp_path / "ann.csv", spoil(coded(sheet(drawn))))
    with pytest.raises(UserError) as error:
        read_coder_file(path)
    assert str(path) in str(error.value) and said in str(error.value)


def test_an_empty_file_a_missing_column_and_two_files_of_one_name(
    drawn: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "ann.csv"
    empty.write_text("")
    with pytest.raises(UserError, match="is empty"):
        read_coder_file(empty)
    empty.write_text("sentence_id,claim\n")
    with pytest.raises(UserError, match="column 'doc_id' is missing"):
        read_coder_file(empty)
    (tmp_path / "b").mkdir()
    paths = [write_codes(p / "ann.csv", coded(sheet(drawn))) for p in (tmp_path, tmp_path / "b")]
    with pytest.raises(UserError, match="rename it"):
        read_coder_files(paths)


def test_a_corpus_without_prose_has_nothing_to_code(tables: Path, tmp_path: Path) -> None:
    columns: dict[str, list] = {name: [] for name in CLAIMS_TABLE.names}
    write_table(tmp_path / "claims.parquet", CLAIMS_TABLE, columns)
    documents().to_parquet(tmp_path / "documents.parquet")
    with pytest.raises(UserError, match="no sentence of prose"):
        coding.run(tmp_path, SETTINGS, tmp_path / "coding")
