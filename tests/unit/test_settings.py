"""The settings: their schema, the file that explains them, and what a slip looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from hedgerow.errors import UserError
from hedgerow.phrases.stuffing import DEFAULT_THRESHOLDS
from hedgerow.settings import check_settings

ROOT = Path(__file__).parents[2]
SCHEMA = yaml.safe_load((ROOT / "workflow/schemas/config.schema.yaml").read_text())
CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_text())


def objects(schema: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk through the schema: each key with its part."""
    yield name, schema
    for key, part in schema.get("properties", {}).items():
        yield from objects(part, f"{name}.{key}".strip("."))


PARTS = dict(objects(SCHEMA))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", [name for name in PARTS if name])
def test_every_key_has_a_description_and_its_default_in_the_config(name: str) -> None:
    assert PARTS[name]["description"].endswith(".")
    assert "default" not in PARTS[name]
    value = CONFIG
    for key in name.split("."):
        value = value[key]


@pytest.mark.parametrize("name", [name for name, part in PARTS.items() if "properties" in part])
def test_no_part_takes_unknown_keys(name: str) -> None:
    assert PARTS[name]["additionalProperties"] is False


@pytest.mark.parametrize("name", [name for name, part in PARTS.items() if "properties" not in part])
def test_every_value_has_a_largest_one(name: str) -> None:
    """What is given without bounds ends as a file name, a command line or an array."""
    parts = [PARTS[name], *PARTS[name].get("anyOf", ())]
    parts += [part["items"] for part in parts if "items" in part]
    for part in parts:
        given = part.get("type", [])
        types = {given} if isinstance(given, str) else set(given)
        if types & {"integer", "number"} and "string" not in types:
            assert "maximum" in part, part
        if "string" in types and "enum" not in part:
            assert "maxLength" in part, part


def test_the_config_file_gives_the_defaults() -> None:
    assert check_settings({}, SCHEMA, CONFIG) == CONFIG


def test_the_config_file_explains_every_key() -> None:
    lines = (ROOT / "config/config.yaml").read_text().splitlines()
    keys = [n for n, line in enumerate(lines) if re.match(r" *[a-z_]+:", line)]
    assert len(keys) == len(PARTS) - 1
    for n in keys:
        opens_a_part = lines[n].endswith(":")
        assert lines[n - 1].lstrip().startswith("#") or opens_a_part or n - 1 in keys, lines[n]


def test_every_key_is_used() -> None:
    files = [*(ROOT / "workflow").rglob("*.py"), *(ROOT / "workflow").rglob("*.smk")]
    code = "\n".join(path.read_text() for path in files)
    leaves = [name.rpartition(".")[2] for name, part in PARTS.items() if "properties" not in part]
    assert [key for key in leaves if f'"{key}"' not in code] == []


def test_the_criteria_of_stuffing_have_the_defaults_of_the_measure() -> None:
    assert CONFIG["keywords"]["thresholds"] == DEFAULT_THRESHOLDS


def test_what_is_given_stays_and_the_rest_is_filled_in() -> None:
    settings = check_settings({"corpus": "mine", "readability": {"grades": [5]}}, SCHEMA, CONFIG)
    assert settings["corpus"] == "mine"
    assert settings["readability"] == CONFIG["readability"] | {"grades": [5]}
    assert list(settings) == list(SCHEMA["properties"])


def test_the_defaults_are_not_shared() -> None:
    check_settings({}, SCHEMA, CONFIG)["readability"]["grades"].append(99)
    assert check_settings({}, SCHEMA, CONFIG) == CONFIG


def test_nothing_means_the_default() -> None:
    settings = check_settings({"readability": None, "seed": None, "source": "null"}, SCHEMA, CONFIG)
    assert settings == CONFIG


def test_a_whole_number_may_be_written_with_a_nought_behind_the_point() -> None:
    """The steps get numbers on their command lines and read 7, not 7.0."""
    given = {"seed": 7.0, "shards": 3.0, "readability": {"grades": [7.0]}}
    settings = check_settings(given, SCHEMA, CONFIG)
    assert [repr(settings[key]) for key in ("seed", "shards")] == ["7", "3"]


@pytest.mark.parametrize(
    ("value", "what"),
    [("a\vb", "a control character"), ("a\u2028b", "a line break"), ("\ud800", "half of a char")],
)
def test_a_character_that_is_no_text_is_refused(value: str, what: str) -> None:
    for given in ({"phrases": [value]}, {"report": {"title": value}}, {"corpus": value}):
        with pytest.raises(UserError, match=what):
            check_settings(given, SCHEMA, CONFIG)


def test_text_from_the_command_line_is_read_as_yaml() -> None:
    given = {"readability": {"grades": ["5", "7.5"]}, "boilerplate": {"remove": "true"}}
    settings = check_settings(given, SCHEMA, CONFIG)
    assert settings["readability"]["grades"] == [5, 7.5]
    assert settings["boilerplate"]["remove"] is True


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"corups": "x"}, "The config key 'corups' is unknown; did you mean 'corpus'?"),
        (
            {"readability": {"graeds": [5]}},
            "The config key 'graeds' under 'readability' is unknown; did you mean 'grades'?",
        ),
        (
            {"keywords": {"thresholds": {"dens": 3}}},
            "The config key 'dens' under 'keywords.thresholds' is unknown; did you mean 'density'?",
        ),
        (
            {"grades": [5]},
            "The config key 'grades' is unknown; 'grades' is a key under 'readability'.",
        ),
        (
            {"report": {"seed": 5}},
            "The config key 'seed' under 'report' is unknown; "
            "'seed' is a key of its own, not one under 'report'.",
        ),
        (
            {"report": {"zzz": 5}},
            "The config key 'zzz' under 'report' is unknown; known here are: title, "
            "doubtful_lists, pages.",
        ),
        (
            {"too_short": "long"},
            "The config key 'too_short' is 'long', but must be a whole number of at least 0 and of "
            "at most 1000000.",
        ),
        (
            {"seed": True},
            "The config key 'seed' is True, but must be a whole number of at least 0 and of "
            "at most 9223372036854775807.",
        ),
        (
            {"readability": {"grades": [6, "easy"]}},
            "The config key 'readability.grades' (entry 2 of the list) is 'easy', "
            "but must be a number of at least 0 and of at most 30.",
        ),
        (
            {"too_short": float("nan")},
            "The config key 'too_short' is nan, but must be a finite number.",
        ),
        (
            {"criteria": {"grade": float("inf")}},
            "The config key 'criteria.grade' is inf, but must be a finite number.",
        ),
        (
            {"readability": {"grades": [6, float("-inf")]}},
            "The config key 'readability.grades' is -inf, but must be a finite number.",
        ),
        (
            {"corpus": "x" * 300},
            "The config key 'corpus' is " + repr("x" * 300)[:80] + "... (302 characters), "
            "but must be text or a whole number of at most 100 characters.",
        ),
        (
            {"readability": {"grades": list(range(11))}},
            "The config key 'readability.grades' is [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "
            "but must be a list of at least 1 entry and of at most 10 entries.",
        ),
        (
            {"phrases": ["warm tea\nis good"]},
            "The config key 'phrases' has a line break in 'warm tea\\nis good'; take it out.",
        ),
        (
            {"groups": {"column": "a\0b"}},
            "The config key 'groups.column' has a control character in 'a\\x00b'; take it out.",
        ),
        (
            {"report": {"title": "x" * 140_000}},
            "The config key 'report.title' is " + repr("x" * 300)[:80] + "... (140,002 characters),"
            " but must be text or nothing (null) of at least 1 character and of at most 300 "
            "characters.",
        ),
        (
            {"readability": {"grades": [6] * 5000}},
            "The config key 'readability.grades' is " + repr([6] * 50)[:80] + "... (15,000 "
            "characters), but must be a list of at least 1 entry and of at most 10 entries.",
        ),
        (
            {"phrases": ["tea"] * 20_000},
            "The config key 'phrases' has 140,000 characters, more than 100,000; put the phrases "
            "into a file, one on each line, and name it there.",
        ),
        (
            {"compare": ["summary.json"] * 9_000},
            "The config has more than 100,000 characters; shorten 'compare', which has 144,000.",
        ),
        (
            {"duplicates": {"exclude": "some"}},
            "The config key 'duplicates.exclude' is 'some', but must be one of exact, near, none.",
        ),
        (
            {"duplicates": {"near": 3}},
            "The config key 'duplicates.near' is 3, "
            "but must be a number of more than 0 and of at most 1.",
        ),
        (
            {"shards": "many"},
            "The config key 'shards' is 'many', but must be auto or a whole number of at least 1 "
            "and of at most 100000.",
        ),
        (
            {"readability": 5},
            "The config key 'readability' is 5, but must be keys with values.",
        ),
        (
            {"corpus": "../secret"},
            "The config key 'corpus' is '../secret', but must be a plain name, "
            "without / \\ { } * ? and without a dot or a blank in front.",
        ),
    ],
)
def test_a_slip_gives_one_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        check_settings(given, SCHEMA, CONFIG)
    assert str(caught.value) == sentence
