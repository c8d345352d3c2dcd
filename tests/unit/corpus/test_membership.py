"""Groups, pairs, duplicates and who enters the statistics."""

import pandas as pd
import pytest

from hedgerow.corpus.membership import (
    ALONE,
    UNLISTED,
    assign_groups,
    included,
    mark_duplicates,
    mark_short,
)
from hedgerow.errors import UserError
from hedgerow.steps.document_metadata import read_metadata


def ids(*names):
    return records(*((name, name, None) for name in names))


def records(*rows):
    return pd.DataFrame(rows, columns=["doc_id", "path", "own_group"], dtype=object)


def test_group_is_the_first_folder_that_tells_documents_apart():
    groups = assign_groups(ids("docs/a/1.txt", "docs/b/2.txt", "docs/b/deep/3.txt"), None)
    assert groups["group"].tolist() == ["a", "b", "b"]
    assert groups["pair"].tolist() == [None, None, None]


def test_without_folders_all_documents_are_one_group():
    assert assign_groups(ids("1.txt", "2.txt"), None)["group"].tolist() == [ALONE, ALONE]


def test_a_document_beside_the_folders_is_not_dropped():
    groups = assign_groups(ids("a/1.txt", "top.txt"), None)
    assert groups["group"].tolist() == ["a", ALONE]


def test_no_document_at_all():
    assert assign_groups(ids(), None).empty


def metadata(tmp_path, text):
    path = tmp_path / "metadata.csv"
    path.write_text(text, "utf-8")
    return path


def test_metadata_gives_group_and_pair(tmp_path):
    path = metadata(tmp_path, "\ufefffile,group,pair\na.txt,x,1\n./b.txt,y,1\n")
    groups = assign_groups(ids("a.txt", "b.txt", "c.txt"), read_metadata(path, "group", "pair"))
    assert groups["group"].tolist() == ["x", "y", UNLISTED]
    assert groups["pair"].tolist() == ["1", "1", None]


def test_a_record_says_its_group_unless_the_metadata_do(tmp_path):
    rows = records(
        ("a/x.jsonl#1", "a/x.jsonl", "own"),
        ("a/x.jsonl#http://b/c", "a/x.jsonl", None),
        ("b/y.csv#1", "b/y.csv", "own"),
        ("b/y.csv#2", "b/y.csv", None),
    )
    assert assign_groups(rows, None)["group"].tolist() == ["own", "a", "own", "b"]
    path = metadata(tmp_path, "file,group\na/x.jsonl#1,listed\nb/y.csv,whole\n")
    groups = assign_groups(rows, read_metadata(path, "group", "pair"))
    assert groups["group"].tolist() == ["listed", UNLISTED, "whole", "whole"]


def test_metadata_gives_each_document_its_target_phrase(tmp_path):
    text = "file,group,target_phrase\na.txt,x,  Does tea  help?\nb.txt,x,\n"
    groups = assign_groups(
        ids("a.txt", "b.txt", "c.txt"), read_metadata(metadata(tmp_path, text), "group")
    )
    assert groups["target_phrase"].tolist() == ["Does tea help", None, None]
    path = metadata(tmp_path, "file,group,seo\na.txt,x,green tea\n")
    found = read_metadata(path, "group", target="seo")
    assert found["target_phrase"].tolist() == ["green tea"]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("a.txt,x,?!", {}, r"metadata\.csv, column 'target_phrase' of 'a\.txt': a phrase needs"),
        ("a.txt,x," + "tea " * 51, {}, "'a.txt': 51 words are more than a phrase can have"),
        ("a.txt,x,tea", {"target": "seo"}, "no column 'seo', .* under 'keywords.target'"),
        ("a.txt,x,tea", {"pair": "twin"}, "no column 'twin', .* under 'groups.pair'"),
    ],
)
def test_targets_that_cannot_be_used_are_named(tmp_path, text, options, said):
    path = metadata(tmp_path, f"file,group,target_phrase\n{text}\n")
    with pytest.raises(UserError, match=said):
        read_metadata(path, "group", **options)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,group\na.txt,x\n", "no column 'file'"),
        ("file,kind\na.txt,x\n", "no column 'group', which the config names under 'groups.column'"),
        ("file,group\na.txt,x\na.txt,y\n", "'a.txt' is listed twice"),
        ("", "cannot be read as CSV"),
    ],
)
def test_faults_of_the_metadata_are_named(tmp_path, text, said):
    path = metadata(tmp_path, text)
    with pytest.raises(UserError, match=str(path).replace("\\", ".")) as error:
        read_metadata(path, "group", "pair")
    assert said in str(error.value)


def documents(*names):
    return pd.DataFrame(
        {
            "doc_id": names,
            "status": ["analysed"] * len(names),
            "reason": pd.Series([None] * len(names), dtype=object),
            "words": [500] * len(names),
        }
    )


def copies(*rows):
    return pd.DataFrame(rows, columns=["doc_id", "kind", "original", "jaccard"])


def test_copies_are_marked_with_their_original_and_how_much_they_share():
    found = mark_duplicates(
        documents("a", "b", "c", "d"), copies(("b", "exact", "a", 1.0), ("c", "near", "a", 0.9))
    )
    assert found["status"].tolist() == ["analysed", "duplicate", "near_duplicate", "analysed"]
    assert found["duplicate_of"].fillna("").tolist() == ["", "a", "a", ""]
    assert found["reason"][1] == "repeats a word for word"
    assert "90 %" in found["reason"][2]
    assert found["reason"][[0, 3]].isna().all()


def test_no_copies_change_nothing():
    found = mark_duplicates(documents("a", "b"), copies())
    assert found["status"].tolist() == ["analysed", "analysed"]


def test_short_documents_are_named_with_their_words():
    words, stated = [99, 100, 25, 24], [99, 100, 300, 300]
    short = documents("a", "b", "c", "d").assign(words=words, words_stated=stated)
    found = mark_short(short, 100)
    assert found["status"].tolist() == ["too_short", "analysed", "analysed", "too_short"]
    assert "99 words of prose and 0 in statements of lists, fewer than 100" in found["reason"][0]
    assert "or 25 of prose" in found["reason"][3]


@pytest.mark.parametrize(
    ("exclude", "kept"),
    [
        ("exact", ["analysed", "near_duplicate"]),
        ("near", ["analysed"]),
        ("none", ["analysed", "near_duplicate", "duplicate"]),
    ],
)
def test_what_is_excluded_follows_the_switch(exclude, kept):
    status = pd.Series(
        ["analysed", "near_duplicate", "duplicate", "too_short", "not_english", "empty"]
    )
    assert status[included(status, exclude)].tolist() == kept


def test_a_document_left_out_of_the_metadata_takes_its_folder_if_that_is_a_group(tmp_path):
    path = metadata(tmp_path, "file,group\nx/a.txt,x\ny/b.txt,y\n")
    groups = assign_groups(ids("x/a.txt", "x/c.txt", "z/d.txt"), read_metadata(path, "group"))
    assert groups["group"].tolist() == ["x", "x", UNLISTED]
