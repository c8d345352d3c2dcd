"""How the encoder is trained and measured: parts that stay apart, samples, calibration."""

from __future__ import annotations

import numpy as np
import pytest

from encoder_training.free_text import MOST_OF_A_SITE, sample
from encoder_training.measuring import calibration_error, slope_of
from encoder_training.parts import DEVELOPMENT, SET_ASIDE, USES, document_part, hashed, site_parts
from hedgerow.labels.wordpieces import WordPieces
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode

PIECES = WordPieces({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2})


class TestParts:
    SITES = tuple(f"site{i}" for i in range(20) for _ in range(60 if i else 59))

    def test_five_sites_are_set_aside_and_five_choose(self):
        parts = site_parts(self.SITES)
        assert sorted(parts.values()) == [DEVELOPMENT] * 5 + [SET_ASIDE] * 5

    def test_the_order_is_that_of_the_hash(self):
        parts = site_parts(self.SITES)
        aside = [hashed(site) for site, part in parts.items() if part == SET_ASIDE]
        chosen = [hashed(site) for site, part in parts.items() if part == DEVELOPMENT]
        assert max(aside) < min(chosen)

    def test_small_sites_are_for_training(self):
        assert "site0" not in site_parts(self.SITES)

    def test_what_a_part_is_does_not_depend_on_the_other_documents(self):
        assert {document_part(f"document{i}") for i in range(50)} == {DEVELOPMENT, "training"}

    def test_no_stage_sees_the_sites_set_aside(self):
        assert not any(SET_ASIDE in parts for parts in USES.values())


class TestSample:
    TEXT = encode(
        Document(str(i), t, (Block("paragraph", 0, len(t), 0, True),), "text", "utf-8", len(t))
        for i, t in enumerate(f"Number {i} is one of very many sentences here." for i in range(200))
    )

    def drawn(self, avoided: set[str], count: int) -> list[str]:
        sites = ["a", "b", "c", "d", "e", "f", "g", "h"] * 25
        found = sample(self.TEXT, sites, avoided, PIECES, count, 1)
        return [sites[self.TEXT.sentence_doc[item.sentence]] for item in found]

    def test_avoided_sites_give_nothing(self):
        assert set(self.drawn({"a", "c"}, 60)) == {"b", "d", "e", "f", "g", "h"}

    def test_no_site_gives_too_much(self):
        found = self.drawn(set(), 50)
        assert max(found.count(site) for site in set(found)) <= MOST_OF_A_SITE * 50 + 1

    def test_the_same_seed_draws_the_same(self):
        assert self.drawn(set(), 40) == self.drawn(set(), 40)


class TestCalibration:
    def test_a_model_that_is_as_sure_as_it_is_right(self):
        probability = np.tile([0.25, 0.75], (100, 1))
        gold = np.array([1, 1, 1, 0] * 25)
        error, bins = calibration_error(probability, gold)
        assert error == pytest.approx(0)
        assert bins == [(0.7, 100, 0.75, 0.75)]

    def test_the_slope_of_one_that_is_too_sure_is_below_one(self):
        outputs = np.tile(np.log([0.05, 0.95]), (100, 1))
        gold = np.array([1, 1, 1, 0] * 25)
        slope = slope_of(outputs, gold)
        scaled = 0.95**slope / (0.95**slope + 0.05**slope)
        assert slope < 1
        assert scaled == pytest.approx(0.75, abs=0.01)
