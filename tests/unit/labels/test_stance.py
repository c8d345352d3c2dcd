"""Stance and sources by the rules alone, before any model."""

from __future__ import annotations

import pytest

from hedgerow.labels.attribution import named_by_rule, source_by_rule
from hedgerow.labels.lexicon_matcher import find_terms
from hedgerow.labels.stance import denied_by_rule, governed_effects, mentioned_by_rule
from hedgerow.lexicons.load import load_lexicon
from hedgerow.lexicons.vocabulary import ATTRIBUTIONS
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode

LEXICON = load_lexicon()


def tokenised(text: str):
    block = Block("paragraph", 0, len(text), 0, True)
    return encode([Document("a", text, (block,), "text", "utf-8", len(text))])


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Ginger does not cause nausea.", 1),
        ("Ginger doesn't cause nausea.", 1),
        ("There is no proof that ginger prevents nausea.", 1),
        ("No studies have shown that ginger prevents nausea.", 1),
        ("There isn't any evidence that ginger prevents nausea.", 1),
        ("Ginger has yet to be shown to prevent nausea.", 1),
        ("Ginger fails to relieve nausea.", 1),
        ("Ginger is not harmful.", 1),
        ("Ginger has no known side effects.", 1),
        ("Ginger relieves nausea without causing drowsiness.", -1),
        ("Ginger does not stain, and it relieves nausea.", 0),
        ("Without sleep, coffee can cause nausea.", -1),
        ("Not all roots are alike, but ginger relieves nausea.", 0),
        ("Ginger not only relieves nausea but calms the stomach.", 0),
        ("Ginger relieves nausea.", 0),
        ("The root is yellow.", 0),
        ("See a nurse if ginger does not relieve the nausea.", 0),
        ("If the syrup doesn't help, ring the clinic.", 0),
        ("Ginger doesn't cure the flu, but will help you recover.", -1),
        ("Ginger won't cure the flu but it may shorten the fever.", -1),
        ("Chew ginger rather than treating nausea with tablets.", 0),
        ("Ginger tastes fresh without causing nausea.", 1),
        ("No one knows what causes the nausea.", 0),
        ("The leaflet does not say how ginger relieves nausea.", 0),
        ("Nothing could be better for nausea.", 0),
        ("It is not clear what causes the nausea.", 0),
        ("While ginger won't cure the flu, rest can ease it.", -1),
        ("Ginger didn't upset me and actually improved my sleep.", 0),
        ("Ginger can't prevent the flu, it may shorten the fever.", -1),
        ("You cannot treat the flu without causing nausea.", 0),
        ("The root offers a non-toxic way to relieve nausea.", 0),
        ("The root is harmless.", 1),
        ("Ginger isn't a remedy that works.", 1),
        ("Nothing has worked for the nausea.", 1),
        ("The claims for ginger are largely unfounded.", 1),
    ],
)
def test_denied_by_rule(text, denied):
    text_ = tokenised(text)
    governed = governed_effects(text_, LEXICON, find_terms(text_, LEXICON))
    assert denied_by_rule(text_, governed)[0] == denied


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("The mattress is designed to reduce back pain.", True),
        ("We explore how ginger can relieve nausea.", True),
        ("The trial asks whether ginger relieves nausea.", True),
        ("Myth: ginger causes nausea.", True),
        ("If ginger causes nausea, rest.", True),
        ("Designed to be simple, the mattress reduces back pain.", False),
        ("Ginger relieves nausea.", False),
        ("The root is yellow.", False),
    ],
)
def test_mentioned_by_rule(text, mentioned):
    text_ = tokenised(text)
    governed = governed_effects(text_, LEXICON, find_terms(text_, LEXICON))
    assert mentioned_by_rule(text_, governed)[0] == mentioned


@pytest.mark.parametrize(
    ("text", "kind", "named"),
    [
        ("Lund et al. (2019) found that the root eases nausea.", "research", True),
        ("Lund and colleagues found that the root eases nausea.", "research", True),
        ("Lund and Moss (2021) tested the root.", "research", True),
        ("A 2021 study found that the root eases nausea.", "research", False),
        ("Researchers are studying the root in children.", "none", False),
        ("Scientists continue to look for better drugs.", "none", False),
        ("Trials are currently testing whether the root is safe.", "none", False),
        ("Investigators hope to learn more about the disease.", "none", False),
        ("Researchers are also exploring new ways to treat it.", "none", False),
        ("Studies show that the root eases nausea.", "research", False),
        ("The root has been used for centuries to settle the stomach.", "tradition", False),
        ("In traditional medicine the root is given for colds.", "tradition", False),
        ("The root has a long history of use.", "tradition", False),
        ("The manufacturer claims that the root eases nausea.", "company", False),
        ("We believe that the root eases nausea.", "company", False),
        ("According to the FDA, the root is safe.", "authority", True),
        ("Many users report that the root eases nausea.", "users", False),
        ("I took the root for a month.", "users", False),
        ("It is said to ease nausea.", "hearsay", False),
        ("The root settles the stomach, says Marlow.", "experts", True),
        ("Dr Ada Lund explains that the root settles the stomach.", "experts", True),
        ("The Marlow Foundation notes that the root is safe.", "authority", True),
        ("The root is yellow.", "none", False),
    ],
)
def test_sources_by_rule(text, kind, named):
    text_ = tokenised(text)
    marks = find_terms(text_, LEXICON)
    found = source_by_rule(text_, LEXICON, marks)
    assert ATTRIBUTIONS[max(int(found[0]), 0)] == kind
    assert bool(named_by_rule(text_, LEXICON, marks, found)[0]) is named


def test_rules_on_an_empty_text():
    text = encode([Document("a", "", (), "text", "utf-8", 0)])
    marks = find_terms(text, LEXICON)
    governed = governed_effects(text, LEXICON, marks)
    assert len(denied_by_rule(text, governed)) == len(source_by_rule(text, LEXICON, marks)) == 0
