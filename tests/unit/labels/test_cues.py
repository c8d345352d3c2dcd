"""Cues: what is one, what only looks like one, and where each stands."""

from __future__ import annotations

import numpy as np
import pytest

from hedgerow.labels.cues import cue_candidates, find_cues, plain_cues
from hedgerow.labels.lexicon_matcher import find_terms
from hedgerow.lexicons.load import Lexicon, Weights, load_lexicon
from hedgerow.lexicons.vocabulary import CUE_TYPES, HEDGE_TYPES
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.tokeniser import encode
from spans import surface

LEXICON = load_lexicon()
RULES = Lexicon(LEXICON.entries, LEXICON.classes, Weights())


def cues(text: str, lexicon: Lexicon = LEXICON, prose: bool = True) -> list[tuple[str, str]]:
    """Return (surface, type) of the cues of a one-block text."""
    block = Block("paragraph" if prose else "heading", 0, len(text), 0, prose)
    tokenised = encode([Document("a", text, (block,), "text", "utf-8", len(text))])
    found = find_cues(tokenised, lexicon)
    return [
        (surface(tokenised, int(a), int(b)), CUE_TYPES[t])
        for a, b, t in zip(found.first, found.last, found.type, strict=True)
    ]


def hedges(text: str, lexicon: Lexicon = LEXICON) -> list[str]:
    return [word for word, kind in cues(text, lexicon) if kind in HEDGE_TYPES]


@pytest.mark.parametrize("lexicon", [LEXICON, RULES], ids=["weights", "rules"])
class TestTraps:
    def test_modals_hedge(self, lexicon):
        assert hedges("Kratom may ease pain.", lexicon) == ["may"]
        assert hedges("The tea might help with sleep.", lexicon) == ["might"]
        assert hedges("The supplement could improve sleep quality.", lexicon) == ["could"]

    def test_may_the_month(self, lexicon):
        assert hedges("The rule was published in May 2021.", lexicon) == []
        assert hedges("The rule was published in may 2021.", lexicon) == []
        assert hedges("Sales began on 5 May and ended in June.", lexicon) == []

    def test_may_opening_a_sentence_is_a_modal(self, lexicon):
        assert ("May", "modal") in cues("May cause drowsiness.", lexicon)

    def test_might_the_noun(self, lexicon):
        assert hedges("He pushed with all his might.", lexicon) == []
        assert hedges("They feared the might of the army.", lexicon) == []

    def test_potential_the_noun(self, lexicon):
        assert hedges("We explore the potential of this plant.", lexicon) == []
        assert hedges("The plant has great potential.", lexicon) == []

    def test_certain_is_no_booster_before_a_noun(self, lexicon):
        assert cues("Certain strains are red.", lexicon) == []

    def test_not_certain_is_uncertainty(self, lexicon):
        assert ("not certain", "stated_uncertainty") in cues(
            "It is not certain that it works.", lexicon
        )
        assert "booster" not in [
            kind for _, kind in cues("It is not certain that it works.", lexicon)
        ]

    def test_cannot_is_no_hedge(self, lexicon):
        assert hedges("It cannot cure cancer.", lexicon) == []

    def test_a_must_is_no_modal(self, lexicon):
        assert cues("A good bed is a must.", lexicon) == []

    def test_not_only_hides_nothing(self, lexicon):
        assert hedges("It not only calms but relaxes.", lexicon) == []

    def test_believed_to_is_a_hedge_though_believe_is_listed_as_a_booster(self, lexicon):
        for words in ("is believed to", "is widely believed to", "are thought to", "is said to"):
            found = cues(f"The extract {words} act on receptors.", lexicon)
            assert (words, "epistemic") in found
            assert "booster" not in [kind for _, kind in found]

    def test_as_well_as_and_known_as(self, lexicon):
        assert cues("Leaves as well as stems, known as biak, grow here.", lexicon) == []

    def test_quotation_marks_do_not_hide_a_cue(self, lexicon):
        assert [w for w, t in cues("It is “widely believed” to act.", lexicon)] != []

    def test_longest_match_counts_once(self, lexicon):
        found = cues("More high-quality clinical research is needed.", lexicon)
        assert found == [("More high-quality clinical research is needed", "stated_uncertainty")]

    def test_headings_are_not_counted(self, lexicon):
        text = "Kratom may help"
        block = Block("heading", 0, len(text), 2, False)
        tokenised = encode([Document("a", text, (block,), "text", "utf-8", len(text))])
        assert len(find_cues(tokenised, lexicon).first) == 0
        assert len(find_cues(tokenised, lexicon, all_blocks=True).first) == 1


def test_inflected_and_typed_cues():
    found = cues("These findings suggested it, and anecdotal reports seem promising.", RULES)
    assert ("suggested", "epistemic") in found
    assert ("anecdotal", "stated_uncertainty") in found
    assert ("seem", "epistemic") in found
    assert ("promising", "hype") in found


def test_conditionals_are_typed_and_off_without_weights():
    block = Block("paragraph", 0, 24, 0, True)
    tokenised = encode([Document("a", "Rest if you can, or walk", (block,), "text", "utf-8", 24)])
    found = find_cues(tokenised, RULES)
    assert [CUE_TYPES[t] for t in found.type] == ["conditional", "other_modal", "alternative"]
    assert not found.hedges.any()


def test_empty_text_has_no_cues():
    tokenised = encode([Document("a", "", (), "text", "utf-8", 0)])
    assert len(find_cues(tokenised, LEXICON).first) == 0


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Some experts think that the dose is safe.", True),
        ("Many believe that the tea calms the nerves.", True),
        ("Some patients report that the tea calms the nerves.", False),
        ("Patients can take the tablet with water or milk if the doctor agrees.", False),
        ("The trial found that treated patients were more likely to recover.", False),
    ],
)
def test_what_the_rules_decide_before_the_weights(text, hedged):
    block = Block("paragraph", 0, len(text), 0, True)
    tokenised = encode([Document("a", text, (block,), "text", "utf-8", len(text))])
    assert bool(find_cues(tokenised, LEXICON).hedges.any()) is hedged


def test_can_is_left_to_the_weights_in_a_review_and_to_the_rule_elsewhere():
    text = "You can take it."
    block = Block("paragraph", 0, len(text), 0, True)
    tokenised = encode([Document("a", text, (block,), "text", "utf-8", len(text))])
    found = cue_candidates(find_terms(tokenised, LEXICON), LEXICON)
    assert plain_cues(tokenised, LEXICON, found, np.array([2.0])).tolist() == [0]
    assert plain_cues(tokenised, LEXICON, found, np.array([-2.0])).tolist() == [-1]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("GREEN TEA MAY CAUSE NAUSEA.", "MAY"),
        ("The herb MAY help you rest.", "MAY"),
        ("Why Ginger May Settle Your Stomach", "May"),
        ("THE SPRAY MIGHT STING.", "MIGHT"),
        ("- May soothe sore gums", "May"),
        ("• May ease colds", "May"),
        ("2) May settle the stomach", "May"),
        ("Peppermint – May ease a headache", "May"),
        ("Chamomile (May calm the nerves)", "May"),
        ("Early sign: May point to a lack of iron", "May"),
        ("Garlic COULD lower your blood pressure.", "COULD"),
        ("The walk might've helped.", "might've"),
        ("The pill mightn't work.", "mightn't"),
        ("It could've been the heat.", "could've"),
        ("Supposedly, the seeds calm the stomach.", "Supposedly"),
        ("In all likelihood the rash will fade.", "In all likelihood"),
        ("In theory, the patch works all night.", "In theory"),
        ("Ginger tends to settle the stomach.", "tends to"),
        ("To our knowledge, nobody has tried it.", "To our knowledge"),
        ("There is a chance that the pain returns.", "There is a chance"),
        ("Whether it lasts remains to be seen.", "remains to be seen"),
        ("Its potential benefits are many.", "potential benefits"),
        ("It is a potential remedy for colds.", "potential remedy"),
        ("The herb has the potential to ease cramps.", "has the potential to"),
        ("Possible side effects are listed below.", "Possible side effects"),
        ("The claim isn't proven.", "isn't proven"),
        ("The link hasn't been established.", "hasn't been established"),
        ("The mechanism isn't fully understood.", "isn't fully understood"),
    ],
)
def test_hedges_of_web_pages(text, cue):
    assert cue in hedges(text)


@pytest.mark.parametrize(
    "text",
    [
        "The shop opened in May Street.",
        "ON 5 MAY 2020 THE LAW CHANGED.",
        "The rule: May 5 is the day.",
        "The navy's might was feared.",
        "The nation's might declined.",
        "He could not swim.",
        "She couldn't sleep.",
        "They could hardly walk.",
        "The likely voters were asked twice.",
        "Likely buyers were sent a letter.",
        "You will reach your full potential.",
    ],
)
def test_no_hedge_in_months_might_ability_and_people(text):
    assert hedges(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The link isn't proven.",
        "The dose isn't always right.",
        "It hasn't been clinically proven.",
        "The effect was not proven.",
        "It isn't clearly stated.",
    ],
)
def test_a_negated_booster_boosts_nothing(text):
    assert "booster" not in [kind for _, kind in cues(text)]


def test_conditions_alternatives_and_other_modals_are_types_of_their_own():
    kinds = dict(cues("You should rest if you can, or walk."))
    assert kinds["if"] == "conditional"
    assert kinds["or"] == "alternative"
    assert kinds["should"] == kinds["can"] == "other_modal"
