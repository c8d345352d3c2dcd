"""A text without a full stop costs every step no more than its size allows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "tools/reliability"))

from unstopped import step_costs

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux shows the most memory of a program"
)


def test_a_text_without_stops_keeps_within_a_gigabyte() -> None:
    text = "kratom may help pain and " * 60_000
    costs = {step: megabytes for step, megabytes, _ in step_costs(text)}
    assert len(costs) == 6
    assert max(costs.values()) < 1000, costs
