"""Settings checked against a JSON schema: a mistake stops a run with one clear sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from math import isfinite
from typing import TYPE_CHECKING, Any

import yaml

from hedgerow.errors import UserError

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys with values",
    "null": "nothing (null)",
}
_LIMITS = {
    "minimum": "of at least {}",
    "exclusiveMinimum": "of more than {}",
    "maximum": "of at most {}",
    "exclusiveMaximum": "of less than {}",
    "minLength": "of at least {} character",
    "maxLength": "of at most {} characters",
    "minItems": "of at least {} entry",
    "maxItems": "of at most {} entries",
}

_SHOWN = 80
"""Characters of a refused value that an error quotes."""

_LARGEST = 100_000
"""Characters of all settings, and of the phrases; a command line has room for 131,072 bytes."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def check_settings(
    given: Mapping[str, Any], schema: Mapping[str, Any], defaults: Mapping[str, Any]
) -> dict[str, Any]:
    """Check settings and fill in what is not given.

    A value of null means the default, wherever null itself is not allowed. Text in place of a value
    of another type is read as YAML, because `--config key='{inner: 3}'` makes text of the 3.

    Args:
        given: the settings.
        schema: JSON schema of the settings.
        defaults: a value for every key of the schema (those of config/config.yaml).

    Returns:
        All keys of the schema, in its order.

    Raises:
        UserError: a key is unknown (with the nearest known one), or a value is not allowed (with
            the key, the value and what is allowed).
    """
    from jsonschema import Draft202012Validator

    _check_keys(given, schema, "", schema)
    settings = _filled(given, schema, defaults)
    _check_values(settings, "")
    errors = sorted(Draft202012Validator(schema).iter_errors(settings), key=lambda e: list(e.path))
    if errors:
        raise UserError(_sentence(errors[0]))
    _check_size(settings)
    return settings


def _check_keys(given: Any, schema: Mapping[str, Any], above: str, top: Mapping[str, Any]) -> None:
    known = schema.get("properties")
    if known is None or not isinstance(given, Mapping):
        return
    for key, value in given.items():
        if key not in known:
            place = f" under {above!r}" if above else ""
            raise UserError(
                f"The config key {str(key)!r}{place} is unknown; "
                f"{_nearest(str(key), known, above, top)}"
            )
        _check_keys(value, known[key], f"{above}.{key}" if above else key, top)


def _nearest(key: str, known: Mapping[str, Any], above: str, top: Mapping[str, Any]) -> str:
    elsewhere = [
        outer
        for outer, part in top["properties"].items()
        if key in part.get("properties", {}) and outer != above
    ]
    if elsewhere:
        return f"{key!r} is a key under {elsewhere[0]!r}."
    if above and key in top["properties"]:
        return f"{key!r} is a key of its own, not one under {above!r}."
    from difflib import get_close_matches

    near = get_close_matches(key, list(known), n=1, cutoff=0.5)
    if near:
        return f"did you mean {near[0]!r}?"
    return "known here are: " + ", ".join(known) + "."


def _filled(given: Any, schema: Mapping[str, Any], default: Any) -> Any:
    given = _read(given, schema)
    if isinstance(given, float) and given.is_integer() and "integer" in _choices(schema):
        given = int(given)  # the steps take 7, not 7.0
    if given is None and "null" not in _types(schema):
        given = default
    if isinstance(given, list) and "items" in schema:
        return [_read(entry, schema["items"]) for entry in given]
    if "properties" not in schema or not isinstance(given, Mapping):
        return deepcopy(given)
    return {
        key: _filled(given.get(key, default[key]), part, default[key])
        for key, part in schema["properties"].items()
    }


def _check_values(value: Any, key: str) -> None:
    """Refuse what YAML reads and no schema excludes: .nan, .inf, line breaks, control characters.

    A line break would make two phrases of one, or end a command early.
    """
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _check_values(inner, f"{key}.{name}".strip("."))
    elif isinstance(value, list):
        for inner in value:
            _check_values(inner, key)
    elif isinstance(value, float) and not isfinite(value):
        raise UserError(f"The config key {key!r} is {value!r}, but must be a finite number.")
    elif isinstance(value, str) and (found := _CONTROL.search(value)):
        what = "a line break" if found[0] in "\n\r\u2028\u2029" else "a control character"
        what = "half of a character" if found[0] >= "\ud800" else what
        raise UserError(f"The config key {key!r} has {what} in {_shown(value)}; take it out.")


def _check_size(settings: Mapping[str, Any]) -> None:
    """Refuse settings that a command line cannot carry to the steps; phrases go there alone."""
    sizes = {key: len(json.dumps(value)) for key, value in settings.items()}
    phrases = sizes.pop("phrases", 0)
    if phrases > _LARGEST:
        raise UserError(
            f"The config key 'phrases' has {phrases:,} characters, more than {_LARGEST:,}; put the"
            " phrases into a file, one on each line, and name it there."
        )
    if sum(sizes.values()) > _LARGEST:
        key = max(sizes, key=sizes.__getitem__)
        raise UserError(
            f"The config has more than {_LARGEST:,} characters; shorten {key!r}, which has"
            f" {sizes[key]:,}."
        )


def _read(given: Any, schema: Mapping[str, Any]) -> Any:
    if not isinstance(given, str) or ("string" in _types(schema) and given != "null"):
        return given
    try:
        return yaml.safe_load(given)
    except yaml.YAMLError:
        return given


def _choices(schema: Mapping[str, Any]) -> list[str]:
    return [name for part in (schema, *schema.get("anyOf", ())) for name in _types(part)]


def _types(schema: Mapping[str, Any]) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else types


def _sentence(error: ValidationError) -> str:
    key = ".".join(str(part) for part in error.absolute_path if not isinstance(part, int))
    numbers = [part + 1 for part in error.absolute_path if isinstance(part, int)]
    entry = f" (entry {numbers[0]} of the list)" if numbers else ""
    return (
        f"The config key {key!r}{entry} is {_shown(error.instance)}, but must be {_allowed(error)}."
    )


def _shown(value: Any) -> str:
    """Return a value as an error quotes it."""
    shown = repr(value)
    if len(shown) <= _SHOWN:
        return shown
    return f"{shown[:_SHOWN]}... ({len(shown):,} characters)"


def _allowed(error: ValidationError) -> str:
    if error.validator == "pattern":
        return "a plain name, without / \\ { } * ? and without a dot or a blank in front"
    return _described(error.schema)


def _described(schema: Any) -> str:
    """Describe the values that a schema allows."""
    if "anyOf" in schema:
        return " or ".join(_described(choice) for choice in schema["anyOf"])
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return "one of " + ", ".join(str(value) for value in schema["enum"])
    limits = [_LIMITS[kind].format(schema[kind]) for kind in _LIMITS if kind in schema]
    return " ".join(
        [" or ".join(_TYPES[name] for name in _types(schema)), " and ".join(limits)]
    ).strip()
