"""The shape of those parts of an earlier summary that a comparison reads, checked once."""

from __future__ import annotations

from typing import Any

_LARGEST = 1e15
"""No count or score of a corpus comes near it; far beyond, a number is no float any more."""
_NUMBER: dict[str, Any] = {"type": ["number", "null"], "minimum": -_LARGEST, "maximum": _LARGEST}
_TEXT: dict[str, Any] = {"type": ["string", "null"]}


def _each(inner: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object whose values all have one schema."""
    return {"type": ["object", "null"], "additionalProperties": inner}


def _with(**parts: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with these keys, none of which it must have."""
    return {"type": ["object", "null"], "properties": parts}


_ENDS = dict.fromkeys(("value", "low", "high", "mean", "mean_low", "mean_high", "n"), _NUMBER)
_CELLS = _with(**_ENDS)
_OF_A_GROUP = {**_CELLS, "required": ["value", "low", "high", "n"]}
"""Of a group that has the name of the key around groups."""
_GROUPS = {"anyOf": [_each(_CELLS), _OF_A_GROUP]}
_ESTIMATES = _each({**_each(_CELLS), "properties": {"groups": _GROUPS}})
_SHAPE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "corpus": {"type": "string"},
        "flow": _with(included=_NUMBER),
        "settings": {"type": ["object", "null"]},
        "versions": {"type": ["object", "null"]},
        "lexicons": _each(_with(sha256=_TEXT)),
        "measures": _ESTIMATES,
        "rates": _ESTIMATES,
        "tiles": {
            "type": ["array", "null"],
            "items": {
                "type": "object",
                "properties": {
                    **dict.fromkeys(("value", "low", "high"), _NUMBER),
                    **dict.fromkeys(("key", "status", "unit", "label"), _TEXT),
                },
            },
        },
        "groups": {"type": ["object", "null"]},
    },
}


def misshapen(summary: Any) -> str | None:
    """Return the place of a part that does not have the shape of a summary; None for a sound one.

    >>> misshapen({"corpus": "tea", "tiles": 7})
    'tiles'
    >>> misshapen({"flow": {"included": 10**400}})
    'flow.included'
    """
    from jsonschema import Draft202012Validator

    places = [
        ".".join(str(part) for part in error.absolute_path) or "its beginning"
        for error in Draft202012Validator(_SHAPE).iter_errors(summary)
    ]
    return min(places, default=None)
