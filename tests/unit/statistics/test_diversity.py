import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow.statistics.diversity import diversity, hdd, mattr, mtld, ttr

documents = st.lists(st.lists(st.integers(0, 40), max_size=160), min_size=1, max_size=5)


def tokenised(text: str) -> np.ndarray:
    return np.unique(text.split(), return_inverse=True)[1]


def plain_mattr(ids: list[int], window: int) -> float:
    runs = [ids[i : i + window] for i in range(len(ids) - window + 1)]
    return sum(len(set(run)) for run in runs) / window / len(runs) if runs else np.nan


def plain_mtld(ids: list[int], threshold: float) -> float:
    def read(words):
        factors, run = 0.0, []
        for word in words:
            run.append(word)
            if len(set(run)) / len(run) <= threshold:
                factors, run = factors + 1, []
        return factors + ((1 - len(set(run)) / len(run)) / (1 - threshold) if run else 0)

    forward, backward = read(ids), read(ids[::-1])
    return (len(ids) / forward + len(ids) / backward) / 2 if forward else np.nan


def test_mtld_worked_example() -> None:
    """McCarthy and Jarvis (2010): in "of the people by the people for the people" the ratio
    falls to .667 at the sixth word, a factor; the last three words add nothing. Backwards
    the factor ends at the fifth word and the last four add nothing: 9 / 1 both ways."""
    assert mtld(tokenised("of the people by the people for the people")) == 9


def test_mtld_remainder() -> None:
    """A remainder at ratio 3/4 is (1 - .75) / (1 - .72) of a factor (McCarthy and Jarvis)."""
    assert mtld(tokenised("a b c a")) == pytest.approx(4 / (0.25 / 0.28))


def test_mtld_counts_a_factor_at_the_threshold_itself() -> None:
    # forwards 18 types in 25 tokens are exactly 0.72, so the last token begins a new factor;
    # backwards one factor ends at the twelfth token (8 types) and the rest is all different
    assert mtld([*range(18), *range(17, 10, -1), 18]) == 26


def test_mattr_of_a_repeated_pattern() -> None:
    """Covington and McFall (2010): the mean over all windows of types / window."""
    assert mattr([0, 1, 2] * 30, window=50) == pytest.approx(3 / 50)
    assert mattr([0, 0, 1, 2], window=3) == pytest.approx((2 / 3 + 3 / 3) / 2)


def test_hdd_against_the_hypergeometric_distribution() -> None:
    """McCarthy and Jarvis (2007): contributions P(at least one in 42 draws) / 42."""
    from scipy.stats import hypergeom

    counts = [30, 12, 5, 2, 1, 1]
    ids = np.repeat(np.arange(len(counts)), counts)
    wanted = sum(1 - hypergeom.pmf(0, sum(counts), f, 42) for f in counts) / 42
    assert hdd(ids) == pytest.approx(wanted, abs=1e-12)


def test_hdd_of_exactly_42_tokens_is_their_type_token_ratio() -> None:
    ids = [0] * 30 + list(range(1, 13))
    assert hdd(ids) == pytest.approx(ttr(ids))


def test_undefined() -> None:
    for function in (ttr, mattr, mtld, hdd):
        assert np.isnan(function([])), function.__name__
    assert np.isnan(mattr(range(49)))
    assert np.isnan(hdd(range(41)))
    # every word different: no factor to divide by
    assert np.isnan(mtld(range(200)))
    assert ttr([7]) == 1


def test_no_documents_and_empty_documents() -> None:
    assert diversity([], [0]).ttr.shape == (0,)
    result = diversity([0, 1], [0, 0, 2, 2])
    assert result.tokens.tolist() == [0, 2, 0]
    assert np.isnan(result.ttr[[0, 2]]).all()


def test_flags() -> None:
    sizes = [49, 50, 99, 100]
    result = diversity(np.zeros(sum(sizes), int), np.cumsum([0, *sizes]))
    assert result.below_50.tolist() == [True, False, False, False]
    assert result.below_100.tolist() == [True, True, True, False]


def test_input_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="ids"):
        diversity([-1], [0, 1])
    for offsets in ([0, 2], [1, 0], []):
        with pytest.raises(ValueError, match="offsets"):
            diversity([0], offsets)


@given(documents)
def test_every_document_as_the_definitions_say(docs) -> None:
    ids = np.array([w for doc in docs for w in doc], dtype=np.int64)
    result = diversity(ids, np.cumsum([0, *map(len, docs)]))
    for i, doc in enumerate(docs):
        assert result.types[i] == len(set(doc))
        np.testing.assert_allclose(result.mattr[i], plain_mattr(doc, 50), atol=1e-12)
        np.testing.assert_allclose(result.mtld[i], plain_mtld(doc, 0.72), rtol=1e-12)
        for value in (result.ttr[i], result.mattr[i], result.hdd[i]):
            assert np.isnan(value) or 0 < value <= 1 + 1e-12


@given(documents)
def test_names_of_words_do_not_matter(docs) -> None:
    ids = np.array([w for doc in docs for w in doc], dtype=np.int64)
    offsets = np.cumsum([0, *map(len, docs)])
    one, other = diversity(ids, offsets), diversity(40 - ids, offsets)
    for name in ("types", "mattr", "mtld", "hdd"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
