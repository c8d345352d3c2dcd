"""Where the workflow and its settings are: in the checkout, or inside the installed package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hedgerow.settings import check_settings

_PACKAGE = Path(__file__).parents[1]


def home() -> Path:
    """Return the folder with `workflow/Snakefile` and `config/config.yaml`.

    A wheel carries them below the package; an editable installation uses those of the checkout.
    """
    carried = _PACKAGE / "checkout"
    return carried if carried.is_dir() else _PACKAGE.parents[2]


@cache
def defaults() -> dict[str, Any]:
    """Return the settings of config/config.yaml."""
    return _read_yaml(home() / "config/config.yaml")


def _read_yaml(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML was built with it
    return yaml.load(path.read_text("utf-8"), Loader=loader)


def settings_with(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the default settings with those that are given, checked as those of a run are.

    Raises:
        UserError: a key is unknown, or a value is not allowed.
    """
    if not given:
        return defaults()
    schema = _read_yaml(home() / "workflow/schemas/config.schema.yaml")
    return check_settings(given, schema, defaults())
