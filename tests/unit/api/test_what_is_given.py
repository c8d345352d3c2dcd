"""What people give to the library: the right frame, or one sentence that says what to do."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import hedgerow as hr
from hedgerow.api.frames import needed
from hedgerow.api.texts import given_texts

TEXT = "Garlic cures colds. It may help."
GERMAN = (
    "Der Hund schläft im Garten, und die Katze sitzt auf dem Dach. Heute ist das Wetter schön, "
    "aber morgen soll es regnen."
)


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        (TEXT, [0]),
        ("Tea", [0]),
        ((TEXT,), [0]),
        ((text for text in [TEXT, TEXT]), [0, 1]),
        ({"a": TEXT}.values(), [0]),
        (np.array([TEXT, TEXT]), [0, 1]),
        (np.str_(TEXT), [0]),
        (pd.Index([TEXT]), [0]),
        (pd.Series([TEXT, TEXT], index=[7, 7]), [7, 7]),
        (pd.Series([TEXT], dtype="category"), [0]),
        (pd.Series([TEXT], dtype="string"), [0]),
        (pa.array([TEXT]), [0]),
        (pa.chunked_array([[TEXT], [TEXT]]), [0, 1]),
        ([], []),
    ],
)
def test_texts_in_any_list_keep_their_keys(given: Any, keys: list[Any]) -> None:
    found = given_texts(given)
    assert found.keys == keys
    assert all(type(text) is str for text in found.texts)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (pd.Series([TEXT, None]), "the text 1 is missing; leave it out"),
        (pd.Series([TEXT, np.nan], index=["p", "q"]), "the text 'q' is missing"),
        (pd.Series([TEXT, pd.NA], dtype="string"), "the text 1 is missing"),
        (pd.Series([pd.NaT]), "the text 0 is missing"),
        ([None], "the text 0 is missing"),
        ([TEXT, float("nan")], "the text 1 is missing"),
        (np.array([np.float32("nan")], object), "the text 0 is missing"),
        (pa.array([TEXT, None]), "the text 1 is missing"),
        ({"a": None}, "the text 'a' is missing"),
        (np.array([[TEXT, TEXT]]), "an array of 2 dimensions"),
        (np.array([[[TEXT]]]), "an array of 3 dimensions"),
        (np.array(TEXT), "an array of 0 dimensions"),
        ([[TEXT]], "the text 0 is of type list; give strings"),
        ([1], "the text 0 is of type int"),
        ([b"x"], "the text 0 is of type bytes"),
        (None, "NoneType is no text: give a string"),
        (3, "int is no text"),
        (b"x", "bytes is no text: read the file"),
        (Path("page.txt"), "is no text: read the file, or use hedgerow.corpus"),
        (io.StringIO(TEXT), "an open file is no text: give what its read"),
        (pd.DataFrame({"text": [TEXT]}), "a frame is no list of texts"),
        (pa.table({"text": [TEXT]}), "a frame is no list of texts"),
    ],
)
def test_what_holds_no_text_is_named_with_the_remedy(given: Any, sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        hr.score(given)


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: hr.label(TEXT, lexicons="no.tsv"), hr.UserError, "no.tsv: the lexicon can't be"),
        (lambda: hr.label(TEXT, lexicons=["no.tsv"]), hr.UserError, "there is no such file"),
        (lambda: hr.label(TEXT, lexicons=Path()), hr.UserError, "it is a folder; name a UTF-8"),
        (lambda: hr.score(TEXT, syllables="no.tsv"), hr.UserError, "no.tsv: the table of syll"),
        (lambda: hr.score(TEXT, syllables=Path()), hr.UserError, "it is a folder"),
        (lambda: hr.phrases(TEXT, Path("no.txt")), hr.UserError, "no.txt: the list of phrases"),
        (lambda: hr.phrases(TEXT, None), TypeError, "phrases is of type NoneType"),
        (lambda: hr.phrases(TEXT, 3), TypeError, "phrases is of type int"),
        (lambda: hr.phrases(TEXT, ["tea", 3]), TypeError, "phrase 2 is of type int"),
        (lambda: hr.phrases(TEXT, ["tea", None]), TypeError, "phrase 2 is of type NoneType"),
        (lambda: hr.phrases(TEXT, "tea", forms=["plurals"]), ValueError, "forms is 'plurals'"),
        (lambda: hr.phrases(TEXT, "tea", forms="all"), ValueError, "forms is 'all'"),
        (lambda: hr.phrases(TEXT, "tea", by="use"), ValueError, "by is 'use'"),
        (lambda: hr.label(TEXT, by="doc"), ValueError, "by is 'doc'"),
        (lambda: hr.label(TEXT, labels="quick"), ValueError, "labels is 'quick'"),
        (lambda: hr.score(TEXT, output="list"), ValueError, "output is 'list'"),
    ],
)
def test_a_wrong_argument_is_named(call: Callable[[], Any], error: type, sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        call()


def test_one_family_of_forms_may_be_a_string() -> None:
    found = [hr.phrases("Two teas.", "tea", forms=forms) for forms in ("plural", ["plural"])]
    assert [frame["count"].tolist() for frame in found] == [[1], [1]]


@pytest.mark.parametrize(
    ("source", "error", "sentence"),
    [
        ("nowhere", hr.UserError, r"'nowhere' does not exist; .* or name another \(in a run,"),
        ("https://example.org/a", hr.UserError, "https://example.org/a is an address; fetch"),
        ("s3://a/b", hr.UserError, "s3://a/b is an address"),
        ("", hr.UserError, "path of the corpus is empty"),
        (None, TypeError, "NoneType is no corpus: give a path"),
        ([TEXT], TypeError, "list is no corpus"),
        ({"text": [TEXT]}, TypeError, "dict is no corpus"),
        (pd.Series([TEXT]), TypeError, "Series is no corpus"),
        (pd.DataFrame({"foo": [TEXT]}), hr.UserError, "no field with the text; name it under"),
        (pd.DataFrame([[TEXT, TEXT]], columns=["text", "text"]), hr.UserError, "two columns"),
        (pa.table([[TEXT], [TEXT]], names=["text", "text"]), hr.UserError, "two columns 'text'"),
    ],
)
def test_what_is_no_corpus_is_named(source: Any, error: type, sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        hr.corpus(source)


@pytest.mark.parametrize(
    ("given", "error", "sentence"),
    [
        ({"settings": {"sead": 7}}, hr.UserError, "did you mean 'seed'"),
        ({"settings": "x"}, TypeError, "settings is of type str: give a dict"),
        ({"settings": ["seed"]}, TypeError, "settings is of type list"),
        ({"output": "list"}, ValueError, "output is 'list'"),
    ],
)
def test_a_wrong_setting_is_named_at_once(given: Any, error: type, sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        hr.corpus(pd.DataFrame({"text": [TEXT]}), **given)


def test_a_corpus_in_which_nothing_can_be_measured_has_empty_frames() -> None:
    corpus = hr.corpus(pd.DataFrame({"text": [None, 3, GERMAN]}))
    assert corpus.documents["status"].tolist() == ["empty", "unreadable", "not_english"]
    for name in ("claims", "cues", "rates", "readability", "sections", "sentences", "boilerplate"):
        assert len(getattr(corpus, name)) == 0
    assert len(corpus.phrases("garten")) == 0


def test_a_package_that_is_not_installed_is_named_with_the_remedy() -> None:
    with pytest.raises(ModuleNotFoundError, match=r'output="x" needs nosuch.*: pip install nosuch'):
        needed("nosuch", 'output="x"')


def test_a_text_in_another_language_is_named() -> None:
    with pytest.warns(UserWarning, match="the text 'b' looks like de, not English"):
        assert len(hr.score({"a": TEXT, "b": GERMAN, "c": GERMAN})) == 3
    with pytest.warns(UserWarning, match="the text 0 looks like"):
        hr.label("今天天气很好我们去公园散步" * 3, labels="fast")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "text", [TEXT, "", "Tea", "!!!", "1 2 3 4 5 " * 9, "Das Auto.", "tea " * 40, "😀" * 40]
)
def test_no_warning_without_a_reason(text: str) -> None:
    assert len(hr.score(text)) == 1
