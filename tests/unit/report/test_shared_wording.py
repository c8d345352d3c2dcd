"""Which shared sequences of words the report lists."""

from __future__ import annotations

import pandas as pd
import pytest

from hedgerow.report.sections.shared_wording import listed_sequences

SHORT = ("tea helps a few", 4, 9)
VALUES = ("leeds 71 york 59 hull 17 ripon 44", 8, 9)
LONG = ("talk to your doctor before you take any tea", 9, 2)
LONGER = ("talk to your doctor before you take any more of it", 11, 2)


@pytest.mark.parametrize(
    ("given", "listed"),
    [
        ([], []),
        ([SHORT], []),
        ([VALUES], []),
        ([SHORT, VALUES], []),
        ([SHORT, LONG], [LONG]),
        ([LONG, VALUES, LONGER], [LONGER, LONG]),
    ],
)
def test_wording_is_listed_by_words_times_documents(given: list, listed: list) -> None:
    columns = ["text", "words", "documents"]
    frame = pd.DataFrame(given, columns=columns).astype({"text": str, "words": int})
    frame["documents"] = frame["documents"].astype(int)
    found = listed_sequences(frame)
    assert list(found[columns].itertuples(index=False, name=None)) == listed
