"""The encoder: its pieces, its weights file, and scores that depend on the sentence alone."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from hedgerow.errors import UserError
from hedgerow.labels import encoder as module
from hedgerow.labels import encoder_kernels as kernels
from hedgerow.labels.encoder import HEADS, TOKEN_HEADS, Scores, best_spans, score_text
from hedgerow.labels.encoder_file import VERSION, WEIGHTS, read_encoder, write_encoder
from hedgerow.labels.encoder_kernels import SIZE, WIDTH, attend
from hedgerow.labels.influence import influential_tokens
from hedgerow.labels.whole_products import ABOVE_ZERO, multiply, pack
from hedgerow.labels.wordpieces import MOST_PIECES, WordPieces, parts
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode

SENTENCES = (
    "Valerian tea may ease mild insomnia.",
    "Sleep well.",
    "Researchers at the University of Leeds found no evidence that the drops cure migraine.",
    "Ask your doctor before you take the capsules with blood thinners, even if you feel well.",
)


def tokenised_from(*texts: str):
    return encode(
        Document(str(i), t, (Block("paragraph", 0, len(t), 0, True),), "text", "utf-8", len(t))
        for i, t in enumerate(texts)
    )


def small_weights() -> tuple[dict[str, np.ndarray], dict]:
    """Return a made-up encoder of one layer: an alphabet for a vocabulary, random weights."""
    rng = np.random.default_rng(5)
    letters = "abcdefghijklmnopqrstuvwxyz.,"
    vocabulary = ["[UNK]", "[CLS]", "[SEP]", *letters, *(f"##{c}" for c in letters)]
    shapes = {"attention": (WIDTH, 3 * WIDTH), "out": (WIDTH, WIDTH), "up": (WIDTH, 64),
              "down": (64, WIDTH)}  # fmt: skip
    arrays: dict[str, np.ndarray] = {
        "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        "words": rng.integers(-127, 128, (len(vocabulary), WIDTH), np.int8),
        "word_scale": np.full(len(vocabulary), 0.01, np.float32),
        "places": rng.normal(0, 0.1, (16, WIDTH)).astype(np.float32),
    }
    for name, shape in shapes.items():
        arrays[f"0.{name}.weight"] = rng.integers(-127, 128, shape, np.int8)
        arrays[f"0.{name}.scale"] = np.full(shape[1], 0.001, np.float32)
        arrays[f"0.{name}.bias"] = np.zeros(shape[1], np.float32)
    for name in ("norm", "0.norm1", "0.norm2"):
        arrays[f"{name}.weight"] = np.ones(WIDTH, np.float32)
        arrays[f"{name}.bias"] = np.zeros(WIDTH, np.float32)
    heads, column = {}, 0
    for name, classes in HEADS.items():
        heads[name] = {"classes": classes, "first": column, "slope": 1.0}
        column += len(classes)
    arrays["outputs.weight"] = rng.normal(0, 0.05, (3 * WIDTH, column + 1)).astype(np.float32)
    arrays["outputs.bias"] = np.zeros(column + 1, np.float32)
    arrays["tokens.weight"] = rng.normal(0, 0.05, (WIDTH, len(TOKEN_HEADS))).astype(np.float32)
    arrays["tokens.bias"] = np.zeros(len(TOKEN_HEADS), np.float32)
    about = {"layers": 1, "heads": heads, "certainty": column, "token_heads": TOKEN_HEADS}
    return arrays, about


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "small.npz"
    write_encoder(path, *small_weights())
    return read_encoder(path)


def rows(scores) -> np.ndarray:
    return np.hstack([scores.probability[head] for head in HEADS])


def digest(encoder) -> str:
    """Return a digest of all scores of the sentences above."""
    scores = score_text(tokenised_from(*SENTENCES), encoder)
    tokens = b"".join(scores.token[head].tobytes() for head in TOKEN_HEADS)
    return hashlib.sha256(rows(scores).tobytes() + scores.certainty.tobytes() + tokens).hexdigest()


class TestPieces:
    PIECES = WordPieces({"[UNK]": 0, "sleep": 1, "##less": 2, "##s": 3, "'": 4, "s": 5, "!": 6})

    def test_the_longest_piece_from_the_left(self):
        assert self.PIECES.of("Sleepless") == [1, 2]
        assert self.PIECES.of("sleep's") == [1, 4, 5]

    def test_a_part_that_cannot_be_covered_is_unknown(self):
        assert self.PIECES.of("sleepy") == [0]

    def test_signs_without_a_form_leave_nothing(self):
        assert self.PIECES.of("\x07\u200b") == []

    def test_a_long_run_is_cut(self):
        assert self.PIECES.of("!" * 100_000) == [6] * MOST_PIECES
        assert self.PIECES.of("s" * 100_000) == [0]

    def test_parts(self):
        assert parts("Omega-3") == ["omega", "-", "3"]
        assert parts("naïve") == ["naive"]
        assert parts("咖啡") == ["咖", "啡"]

    def test_the_table_gives_each_type_its_pieces(self):
        flat, begin = self.PIECES.table(["sleeps", "\x07", "!"])
        assert flat.tolist() == [1, 3, 6]
        assert begin.tolist() == [0, 2, 2, 3]


class TestSameScores:
    def test_alone_and_among_others(self, small):
        together = score_text(tokenised_from(*SENTENCES), small)
        for i, text in enumerate(SENTENCES):
            alone = score_text(tokenised_from(text), small)
            assert np.array_equal(rows(alone)[0], rows(together)[i])
            assert alone.certainty[0] == together.certainty[i]

    @pytest.mark.parametrize("batch", [1, 7, 50, 100_000])
    def test_for_any_batch_size(self, small, monkeypatch, batch):
        text = tokenised_from(*SENTENCES * 3)
        usual = score_text(text, small)
        monkeypatch.setattr(module, "_BATCH", batch)
        other = score_text(text, small)
        assert np.array_equal(rows(usual), rows(other))
        assert all(np.array_equal(usual.token[h], other.token[h]) for h in TOKEN_HEADS)

    def test_products_stay_exact(self, small):
        """The largest sums that can occur are whole numbers in single precision."""
        for layer in small.layers:
            for product in (layer.attention, layer.out, layer.up, layer.down):
                weight = product.weight.weight
                assert np.abs(weight.astype(int)).max() <= 127
                assert weight.size // len(product.scale) * 127 * 127 < 2**24

    def test_under_other_instruction_sets(self, tmp_path):
        """Scores have the same bytes with BLAS and kernels held to older processors."""
        path = tmp_path / "small.npz"
        write_encoder(path, *small_weights())
        code = (
            "import sys, pathlib; sys.path.insert(0, sys.argv[1])\n"
            "from test_encoder import *\n"
            "print(digest(read_encoder(pathlib.Path(sys.argv[2]))))"
        )
        found = {digest(read_encoder(path))}
        for blas, processor in (("Haswell", "haswell"), ("Nehalem", "nehalem")):
            older = {"OPENBLAS_CORETYPE": blas, "NUMBA_CPU_NAME": processor,
                     "NUMBA_CPU_FEATURES": "", "NUMBA_CACHE_DIR": str(tmp_path)}  # fmt: skip
            run = subprocess.run(
                [sys.executable, "-c", code, str(Path(__file__).parent), str(path)],
                env={**os.environ, **older},
                capture_output=True,
                text=True,
                check=False,
            )
            assert run.returncode == 0, run.stderr
            found.add(run.stdout.strip())
        assert len(found) == 1


class TestOddSentences:
    @pytest.mark.parametrize(
        "text",
        ["a", ".", "你好世界", "مرحبا", "\U0001f600", "\x01\x02 \x03"],
        ids=["letter", "stop", "chinese", "arabic", "emoji", "controls"],
    )  # fmt: skip
    def test_every_sentence_has_probabilities(self, small, text):
        scores = score_text(tokenised_from(text), small)
        for head in HEADS:
            assert np.allclose(scores.probability[head].sum(axis=1), 1, atol=0.01)
        assert ((scores.certainty >= 1) & (scores.certainty <= 6)).all()

    def test_a_sentence_of_many_windows(self, small):
        text = tokenised_from("sleep " * 3000)
        scores = score_text(text, small)
        assert np.isfinite(rows(scores)).all()
        assert len(scores.token["cue"]) == len(text.token_type)

    def test_no_sentence_at_all(self, small):
        scores = score_text(tokenised_from(""), small)
        assert rows(scores).shape == (0, sum(len(c) for c in HEADS.values()))
        assert len(scores.choose("claim")) == 0


class TestWeightsFile:
    def test_a_missing_file(self, tmp_path):
        with pytest.raises(UserError, match=r"missing: .*train_encoder"):
            read_encoder(tmp_path / "none.npz")

    @pytest.mark.parametrize("cut", [0, 30, 5000])
    def test_a_damaged_file(self, tmp_path, cut):
        path = tmp_path / f"cut{cut}.npz"
        write_encoder(path, *small_weights())
        path.write_bytes(path.read_bytes()[:cut])
        with pytest.raises(UserError, match="damaged"):
            read_encoder(path)

    def test_a_changed_byte(self, tmp_path):
        path = tmp_path / "changed.npz"
        write_encoder(path, *small_weights())
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0xFF
        path.write_bytes(bytes(data))
        with pytest.raises(UserError, match="damaged"):
            read_encoder(path)

    def test_an_array_that_is_not_there(self, tmp_path):
        arrays, about = small_weights()
        del arrays["places"]
        path = tmp_path / "less.npz"
        write_encoder(path, arrays, about)
        with pytest.raises(UserError, match="damaged"):
            read_encoder(path)

    def test_another_version(self, tmp_path):
        arrays, about = small_weights()
        path = tmp_path / "later.npz"
        write_encoder(path, arrays, {**about, "version": VERSION + 1})
        with pytest.raises(UserError, match=f"version {VERSION + 1}.*reads version {VERSION}"):
            read_encoder(path)

    def test_the_same_weights_are_the_same_bytes(self, tmp_path):
        for name in ("one.npz", "two.npz"):
            write_encoder(tmp_path / name, *small_weights())
        assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


@pytest.mark.parametrize("rows", [0, 1, 5, 6, 7, 50])
@pytest.mark.parametrize(("inputs", "outputs"), [(64, 192), (768, 64)])
def test_products_of_whole_numbers(rows, inputs, outputs):
    """For any number of rows, with the largest sums among them."""
    rng = np.random.default_rng(7)
    values = rng.integers(1, 256, (rows, inputs)).astype(np.uint8)
    weight = rng.integers(-127, 128, (inputs, outputs)).astype(np.int8)
    values[:1], weight[:, 0], weight[:, -1] = 255, 127, -127
    found = multiply(values, pack(weight))
    assert np.array_equal(found, (values.astype(int) - ABOVE_ZERO) @ weight.astype(int))


def test_attention_is_the_weighted_mean_of_the_values():
    """Against the formula in double precision (Vaswani et al. 2017), one window of five pieces."""
    rng = np.random.default_rng(2)
    product = rng.integers(-40, 40, (5, 3 * WIDTH)).astype(np.float32)
    row, column = np.full(5, 0.1, np.float32), np.full(3 * WIDTH, 0.2, np.float32)
    q, scale = np.empty((5, WIDTH), np.uint8), np.empty(5, np.float32)
    attend(product, row, column, np.zeros(3 * WIDTH, np.float32), np.array([0, 5]), q, scale)
    values = product.astype(float) * 0.02
    expected = np.empty((5, WIDTH))
    for first in range(0, WIDTH, SIZE):
        a, k, v = (values[:, i * WIDTH + first :][:, :SIZE] for i in range(3))
        weight = np.exp(a @ k.T - (a @ k.T).max(axis=1, keepdims=True))
        expected[:, first : first + SIZE] = weight @ v / weight.sum(axis=1, keepdims=True)
    found = (q - float(ABOVE_ZERO)) * scale[:, None]
    assert np.abs(found - expected).max() < np.abs(expected).max() / 100


def test_claim_stance_and_direction_fit_each_other(small):
    scores = score_text(tokenised_from(*SENTENCES * 5), small)
    claim, stance, direction = (scores.choose(h) for h in ("claim", "stance", "direction"))
    made = np.isin(stance, [HEADS["stance"].index(name) for name in ("asserted", "denied")])
    assert ((claim > 0) == made).all()
    assert ((stance == HEADS["stance"].index("absent")) == (direction == 0)).all()


def test_the_choice_is_the_likeliest_combination():
    probability = {
        "claim": np.array([[0.5, 0.0, 0.0, 0.5]]),
        "stance": np.array([[0.1, 0.2, 0.7, 0.0]]),
        "direction": np.array([[0.1, 0.6, 0.3, 0.0, 0.0]]),
    }
    scores = Scores(probability, np.array([5.0]), {})
    chosen = [HEADS[h][scores.choose(h)[0]] for h in probability]
    assert chosen == ["direct_causal", "asserted", "benefit"]


def test_the_words_that_a_label_depends_on(small):
    text = tokenised_from(*SENTENCES)
    found = influential_tokens(text, np.array([2, 1]), "claim", 3, small)
    for s, tokens in zip([2, 1], found, strict=True):
        assert len(tokens) <= 3
        assert [fall for _, fall in tokens] == sorted((f for _, f in tokens), reverse=True)
        for token, fall in tokens:
            assert text.sentence_token[s] <= token < text.sentence_token[s + 1]
            assert fall > 0


def test_a_fall_is_that_of_the_sentence_without_the_word(small):
    text = tokenised_from("tea calms pain")
    before = score_text(text, small).probability["stance"][0]
    for token, fall in influential_tokens(text, np.array([0]), "stance", 9, small)[0]:
        words = [w for i, w in enumerate(["tea", "calms", "pain"]) if i != token]
        after = score_text(tokenised_from(" ".join(words)), small).probability["stance"][0]
        assert fall == pytest.approx(before.max() - after[before.argmax()], abs=1e-9)


def test_the_best_span_is_the_run_with_the_largest_sum():
    text = tokenised_from("one two three four five six.", "seven eight.")
    score = np.array([0.9, 0.1, 0.6, 0.7, 0.2, 0.0, 0.0, 0.4, 0.3, 0.0], np.float32)
    spans = best_spans(text, score, np.array([True, True]))
    assert spans.tolist() == [[2, 3], [-1, -1]]
    assert best_spans(text, score, np.array([False, True])).tolist() == [[-1, -1], [-1, -1]]


class TestShippedWeights:
    """What comes with Hedgerow: its size, and plain sentences that any reader would label so."""

    def test_the_file_is_small(self):
        assert WEIGHTS.stat().st_size <= 16_000_000

    @pytest.mark.parametrize(
        ("text", "head", "expected"),
        [
            ("Valerian tea may ease mild insomnia.", "claim", "conditional_causal"),
            ("The capsules reduce joint pain.", "claim", "direct_causal"),
            ("People who smoke have a higher risk of stroke.", "claim", "correlational"),
            ("Our shop opens at nine on Saturdays.", "claim", "none"),
            ("The capsules reduce joint pain.", "direction", "benefit"),
            ("Long use of the drops causes kidney damage.", "direction", "harm"),
            ("Ask your doctor before you take this medicine.", "advice", "strong"),
            ("The clinic was founded in 1987.", "advice", "none"),
            ("Many customers report better sleep.", "attribution", "users"),
            ("The oil comes in three flavours.", "stance", "absent"),
            ("Results may vary from person to person.", "hedged", "yes"),
        ],
    )
    def test_plain_sentences(self, text, head, expected):
        chosen = score_text(tokenised_from(text)).choose(head)
        assert HEADS[head][chosen[0]] == expected

    def test_words_of_the_claim_are_found(self):
        text = tokenised_from("Chamomile tea may help ease mild insomnia.")
        scores = score_text(text)
        for head, expected in (("agent", "Chamomile tea"), ("outcome", "mild insomnia")):
            (first, last), *_ = best_spans(text, scores.token[head], np.array([True])).tolist()
            found = text.text(0)[text.token_start[first] : text.token_end[last]]
            assert found in expected or expected in found

    def test_words_that_a_claim_depends_on(self):
        text = tokenised_from("The capsules reduce joint pain.")
        words = [text.type_text[t] for t in text.token_type]
        (tokens,) = influential_tokens(text, np.array([0]), "claim")
        assert "reduce" in [words[token] for token, _ in tokens]


def test_the_tables_hold_their_functions() -> None:
    """GELU is x times the normal distribution function; both tables end where nothing is left."""
    from scipy.stats import norm

    x = np.linspace(-6, 6, len(kernels.GELU))
    np.testing.assert_allclose(kernels.GELU, x * norm.cdf(x), atol=1e-6)
    steps = np.arange(len(kernels.EXP) - 1)
    np.testing.assert_allclose(kernels.EXP[:-1], np.exp(-steps / 256), atol=1e-7)
    assert kernels.EXP[-1] == 0 == round(float(np.exp(-len(steps) / 256)), 6)
