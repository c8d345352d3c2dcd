import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.statistics.dispersion import dispersion, dp, dp_norm, juilland_d, part_range


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    parts = draw(st.integers(2, 8))
    items = draw(st.integers(1, 6))
    row = st.lists(st.integers(0, 50), min_size=parts, max_size=parts)
    frequencies = np.array(draw(st.lists(row, min_size=items, max_size=items)))
    sizes = np.array(draw(st.lists(st.integers(50, 5000), min_size=parts, max_size=parts)))
    return frequencies, sizes


def test_gries_2008_worked_example() -> None:
    """Gries (2008), section 3.1: parts of 9, 10, 10, 10, 11 words, frequencies 1 to 5: 0.18;
    his table gives Juilland's D 0.785 for it."""
    frequencies, sizes = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    assert dp(frequencies, sizes) == pytest.approx(0.18)
    assert juilland_d(frequencies, sizes) == pytest.approx(0.785, abs=5e-4)
    # Lijffijt and Gries (2012): divided by 1 less the smallest part's share
    assert dp_norm(frequencies, sizes) == pytest.approx(0.18 / (1 - 9 / 50))


def test_even_and_bunched() -> None:
    even, bunched = [[3, 3, 3], [9, 0, 0]], [10, 10, 10]
    assert dp_norm(even, bunched) == pytest.approx([0, 1])
    assert juilland_d(even, bunched) == pytest.approx([1, 0])
    assert part_range(even).tolist() == [3, 1]


@given(tables())
def test_sparse_equals_dense(table) -> None:
    frequencies, sizes = table
    item, part = np.nonzero(frequencies)
    result = dispersion(item, part, frequencies[item, part], sizes, len(frequencies))
    assert result.frequency.tolist() == frequencies.sum(1).tolist()
    assert result.range.tolist() == part_range(frequencies).tolist()
    for name, function in (("dp", dp), ("dp_norm", dp_norm), ("juilland_d", juilland_d)):
        np.testing.assert_allclose(
            getattr(result, name), function(frequencies, sizes), atol=1e-9, err_msg=name
        )


@given(tables())
def test_within_bounds(table) -> None:
    frequencies, sizes = table
    occurs = frequencies.sum(1) > 0
    for function in (dp, dp_norm, juilland_d):
        values = function(frequencies, sizes)
        assert (values[occurs] >= 0).all()
        assert (values[occurs] <= 1 + 1e-12).all()
        assert np.isnan(values[~occurs]).all()


def test_an_item_has_the_same_last_digit_alone_and_among_others_in_any_layout() -> None:
    random = np.random.default_rng(3)
    frequencies, sizes = random.integers(0, 9, (300, 10)), random.integers(9, 40, (300, 10))
    frequencies[:, 0] += 1
    together = dp(frequencies, sizes)
    columns = dp(np.asfortranarray(frequencies), np.asfortranarray(sizes))
    alone = [float(dp(v, s)) for v, s in zip(frequencies, sizes, strict=True)]
    assert together.tolist() == columns.tolist() == alone


@given(tables(), st.randoms(use_true_random=False))
def test_order_and_splitting_of_rows_do_not_matter(table, random) -> None:
    frequencies, sizes = table
    item, part = np.nonzero(np.ones_like(frequencies))
    count = frequencies[item, part]
    straight = dispersion(item, part, count, sizes, len(frequencies))
    order = list(range(item.size)) * 2
    random.shuffle(order)
    halves = dispersion(item[order], part[order], count[order] / 2, sizes, len(frequencies))
    for name in ("frequency", "dp", "dp_norm", "juilland_d"):
        np.testing.assert_allclose(getattr(straight, name), getattr(halves, name), atol=1e-9)
    assert straight.range.tolist() == halves.range.tolist()


def test_an_item_in_no_row_is_undefined() -> None:
    result = dispersion([0], [1], [4], [10, 10], n_items=2)
    assert result.frequency.tolist() == [4, 0]
    assert np.isnan([result.dp[1], result.dp_norm[1], result.juilland_d[1]]).all()
    empty = dispersion([], [], [], [10, 10], n_items=1)
    assert np.isnan(empty.dp).all()
    assert empty.range.tolist() == [0]


def test_one_part_has_no_evenness() -> None:
    result = dispersion([0], [0], [4], [10], n_items=1)
    assert result.dp.tolist() == [0]
    assert np.isnan([result.dp_norm[0], result.juilland_d[0]]).all()
    assert np.isnan(dp_norm([4], [10]))
    assert np.isnan(juilland_d([4], [10]))


def test_a_part_without_words_is_no_part() -> None:
    assert dp_norm([2, 0, 0], [5, 5, 0]) == dp_norm([2, 0], [5, 5])
    for function in (dp, dp_norm, juilland_d):
        assert np.isnan(function([0, 0], [0, 0])), function.__name__
    assert np.isnan(dispersion([], [], [], [0, 0], 1).dp).all()
    with_empty = dispersion([0], [0], [2], [5, 5, 0], 1)
    assert with_empty.dp_norm == dispersion([0], [0], [2], [5, 5], 1).dp_norm
    for call in (lambda: dp([1, 1], [5, 0]), lambda: dispersion([0], [1], [1], [5, 0], 1)):
        with pytest.raises(ValueError, match="without words"):
            call()


def test_rows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match=r"item index outside 0\.\.0"):
        dispersion([1], [0], [1], [5], 1)
    with pytest.raises(ValueError, match=r"part index outside 0\.\.2"):
        dispersion([0], [-1], [1], [5, 5, 5], 1)
    with pytest.raises(ValueError, match="part index"):
        dispersion([0], [3], [1], [5, 5, 5], 1)
    with pytest.raises(ValueError, match="negative"):
        dispersion([0], [0], [-1], [5], 1)
