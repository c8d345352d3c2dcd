"""The statistics against test vectors made independently of this code, to 1e-6."""

import json
import os
import re
from pathlib import Path

import numpy as np
import pytest

from hedgerow.statistics.dispersion import dispersion, dp, dp_norm, juilland_d, part_range
from hedgerow.statistics.diversity import diversity
from hedgerow.statistics.effects import cliffs_delta
from hedgerow.statistics.keyness import keyness
from hedgerow.statistics.proportions import cohen_h, wilson

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def shared() -> Path:
    folder = os.environ.get("HEDGEROW_SHARED")
    if not folder:
        pytest.skip("HEDGEROW_SHARED is not set: no test vectors")
    return Path(folder)


@pytest.fixture(scope="module")
def oracle(shared: Path) -> dict:
    path = shared / "oracles" / "statistics.json"
    if not path.is_file():
        pytest.skip(f"no {path.name} under HEDGEROW_SHARED")
    return json.loads(path.read_text(encoding="utf-8"))


def close(got, wanted) -> None:
    # the vectors are printed to six decimals at most
    np.testing.assert_allclose(got, wanted, rtol=0, atol=1e-6)


def test_keyness(oracle) -> None:
    cases = oracle["ll"]
    result = keyness(*([case[key] for case in cases] for key in "abcd"))
    close(result.expected_a, [case["E1"] for case in cases])
    close(result.expected_b, [case["E2"] for case in cases])
    close(result.log_likelihood, [case["LL"] for case in cases])
    close(result.log_ratio, [case["log_ratio"] for case in cases])
    close(result.bic, [case["BIC"] for case in cases])
    # eight decimals are given; undefined where the smaller expected count is below 1
    wanted = [np.nan if case["ELL"] is None else case["ELL"] for case in cases]
    np.testing.assert_allclose(result.ell, wanted, rtol=0, atol=1e-8)
    for got, case in zip(result.pct_diff, cases, strict=True):
        if case["pct_diff"] == "inf-like":
            assert got == np.inf
        else:
            # four decimals are given
            assert got == pytest.approx(case["pct_diff"], abs=5e-5)


def test_dispersion(oracle) -> None:
    for case in oracle["dispersion"]:
        freqs, sizes = case["freqs"], case["sizes"]
        dense = dp(freqs, sizes), dp_norm(freqs, sizes), juilland_d(freqs, sizes)
        sparse = dispersion(
            np.zeros(len(freqs), int), np.arange(len(freqs)), freqs, sizes, n_items=1
        )
        wanted = case["DP"], case["DPnorm"], case["juilland_D"]
        close(dense, wanted)
        close([sparse.dp[0], sparse.dp_norm[0], sparse.juilland_d[0]], wanted)
        assert part_range(freqs) == sparse.range[0] == case["range"]


def test_diversity(shared, oracle) -> None:
    """The vectors' words: lower-cased runs of letters and digits, joined by an inner apostrophe
    (a curly one counting as a straight one) or hyphen."""
    files = sorted(oracle["lexdiv"])
    texts = [
        (shared / "corpora" / "kratom" / name).read_text(encoding="utf-8").lower() for name in files
    ]
    words = [
        re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text.replace("\u2019", "'").replace("\u2018", "'"))
        for text in texts
    ]
    ids = np.unique([w for doc in words for w in doc], return_inverse=True)[1]
    result = diversity(ids, np.cumsum([0, *map(len, words)]))
    cases = [oracle["lexdiv"][name] for name in files]
    assert result.tokens.tolist() == [case["N"] for case in cases]
    assert result.types.tolist() == [case["types"] for case in cases]
    close(result.ttr, [case["TTR"] for case in cases])
    close(result.mattr, [case["MATTR50"] for case in cases])
    close(result.hdd, [case["HDD42"] for case in cases])
    # four decimals are given
    np.testing.assert_allclose(result.mtld, [case["MTLD_le"] for case in cases], atol=5e-5)
    assert not result.below_50.any()
    assert not result.below_100.any()


def test_proportions(oracle) -> None:
    misc = oracle["misc"]
    close(wilson(4, 5), misc["wilson_4_of_5"])
    close(wilson(0, 5), misc["wilson_0_of_5"])
    close(cohen_h(0.8, 0.2), misc["cohen_h_80_20"])


def test_cliffs_delta(oracle) -> None:
    """The vector does not say its groups: of nine pairs, five more fall than rise."""
    delta = cliffs_delta(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 4.0]))
    close(delta.value, oracle["misc"]["cliffs"])


def test_what_the_report_does_not_give_is_what_scipy_gives(oracle) -> None:
    """The vectors also hold Dunning's four-cell form and a corrected chi-squared, for comparison:
    scipy has them, and they are not the two-cell form that is reported."""
    from scipy.stats import chi2_contingency

    for case in oracle["ll"]:
        table = [[case["a"], case["b"]], [case["c"] - case["a"], case["d"] - case["b"]]]
        four = chi2_contingency(table, correction=False, lambda_="log-likelihood")
        close(four.statistic, case["LL_dunning4"])
        close(chi2_contingency(table, correction=True).statistic, case["chi2_yates"])
        assert case["LL_dunning4"] > case["LL"]
