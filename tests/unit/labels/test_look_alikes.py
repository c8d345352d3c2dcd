"""Sentences that look like what they are not: five or more of each kind, by the labels of a run."""

from __future__ import annotations

from functools import cache

import pytest

from hedgerow.lexicons.load import load_lexicon
from hedgerow.steps.label import label_texts

NO_CLAIM = (
    "Lower back pain is common.",
    "Lower limb swelling is a frequent complaint.",
    "Lower jaw pain is often felt in the morning.",
    "Lower abdominal pain is one reason for a visit.",
    "Higher shoulder pain is rare in children.",
    "Prices may be higher in the city.",
    "Delivery may be slower in winter.",
    "Fees may be lower for members.",
    "Shipping costs might be higher on islands.",
    "Taxes could be lower next year.",
    "The fund supports research on diseases that cause blindness.",
    "The charity pays for studies on germs that cause infections.",
    "The trust funds research into genes that cause deafness.",
    "The agency funds trials on moulds that cause asthma.",
    "The lab funds work on the viruses that cause colds.",
    "Your doctor may order blood tests.",
    "Your dentist may take an X-ray.",
    "Your midwife may ask for a urine sample.",
    "The nurse may check your weight.",
    "Your physician might order a scan of the knee.",
    "The exact cause is unknown.",
    "The precise cause of the disease is not known.",
    "What causes the rash is unclear.",
    "The cause of the pain has not been found.",
    "Nobody knows the exact cause of the syndrome.",
    "A team in the north is researching the benefits of the herb.",
    "Scientists are studying the effects of the plant on sleep.",
    "The group is investigating the benefits of light on mood.",
    "Our laboratory is examining the effects of tea on memory.",
    "The institute is exploring the benefits of cold water.",
    "The arteries leading to the heart are narrow.",
    "The nerves leading to the hand run through the wrist.",
    "The stairs leading to the clinic are steep.",
    "The veins leading from the liver are large.",
    "The path leading to the spa is lit.",
)
DENIED = (
    "There is no treatment that can cure the disease.",
    "There is no pill that can cure baldness.",
    "No medicine can cure the common cold.",
    "There are no herbs that can reverse the damage.",
    "There is no therapy that can stop the tremor.",
)
MYTH = (
    "Myth: the leaf is free of side effects. False.",
    "Myth #3: Sugar causes diabetes.",
    "Fiction: carrots improve night vision.",
    "Myth: the root cures colds. False.",
    "Misconception: reading in the dark damages the eyes.",
)
HARM = (
    "Untreated pressure in the eye causes vision problems.",
    "The lamp causes eye problems.",
    "Loud music causes hearing problems.",
    "The drug causes skin problems.",
    "Mould in the flat causes breathing problems.",
    "Heavy drinking can lead to loss of memory.",
    "The injury leads to loss of balance.",
    "The illness can cause loss of appetite.",
    "High doses lead to loss of sleep.",
    "The infection causes loss of taste.",
    "Unhealthy habits can cause heart disease.",
    "Poor sleep habits can cause headaches.",
    "Bad posture can cause neck pain.",
    "Unhealthy diets can lead to diabetes.",
    "Unhealthy habits can damage the liver.",
    "The drug kills the good bacteria in the gut.",
)
BENEFIT = (
    "The compound kills cancer cells.",
    "The extract kills tumour cells.",
    "The drug destroys cancer cells.",
    "The herb kills harmful bacteria in the mouth.",
    "The gel kills bacteria on the skin.",
    "The rinse destroys the germs that cause bad breath.",
    "The oil eliminates dangerous viruses.",
    "The drug brings suppression of pain.",
    "The cream leads to relief of itching.",
    "The exercise leads to a reduction in pain.",
    "The tea gives relief from cramps.",
    "The injection results in suppression of inflammation.",
)
NO_ADVICE = (
    "The herb is a promising option for insomnia.",
    "Melatonin is an option for insomnia.",
    "The gel is a popular option for sore knees.",
    "Yoga is an effective option for back pain.",
    "The tea is a natural option for colds.",
    "SEE ORIGINAL STUDY",
    "READ MORE ARTICLES",
    "SHOP ALL TEAS",
    "VIEW FULL REPORT",
    "DOWNLOAD OUR GUIDE",
)
NO_SOURCE = (
    "You can take part in a clinical trial.",
    "Ask whether you can join a trial.",
    "Patients can enrol in a clinical trial near them.",
    "He hopes to take part in a study of sleep.",
    "Volunteers take part in research at the clinic.",
)
HEDGED = (
    "Nobody can say yet whether the root eases pain.",
    "The safety of the extract has not been fully established.",
    "The tea tends to calm restless sleepers.",
    "Researchers believe the tea could ease sore knees.",
    "No one is sure what causes the rash.",
    "- May help with sore knees",
)
NOT_HEDGED = (
    "If you can't sleep, write to us or call the shop.",
    "Take the tea with milk or water.",
    "Stay off work, school or nursery.",
    "Where can I read more about the plant?",
    "The patch can be worn for up to ten hours.",
    "The pillow can be ordered in two sizes or as a set.",
)
ALL = (
    *NO_CLAIM, *DENIED, *MYTH, *HARM, *BENEFIT, *NO_ADVICE, *NO_SOURCE, *HEDGED, *NOT_HEDGED,
)  # fmt: skip


@cache
def _labels() -> dict:
    """Return the labels of all sentences, computed together."""
    lines = label_texts([(text, text) for text in ALL], load_lexicon())
    return {line["id"]: line for line in lines}


def labels_of(text: str) -> dict:
    return _labels()[text]


@pytest.mark.parametrize("text", NO_CLAIM)
def test_what_only_looks_like_a_claim_is_none(text):
    assert labels_of(text)["claim"] == "none"


@pytest.mark.parametrize("text", DENIED)
def test_a_cure_that_does_not_exist_is_denied(text):
    assert labels_of(text)["stance"] == "denied"


@pytest.mark.parametrize("text", MYTH)
def test_a_quoted_myth_claims_nothing(text):
    assert labels_of(text)["claim"] == "none"
    assert labels_of(text)["stance"] == "mentioned"


@pytest.mark.parametrize("text", HARM)
def test_causing_what_is_bad_and_losing_what_is_good_is_harm(text):
    assert labels_of(text)["direction"] == "harm"


@pytest.mark.parametrize("text", BENEFIT)
def test_killing_what_is_bad_and_lowering_pain_is_benefit(text):
    assert labels_of(text)["direction"] == "benefit"


@pytest.mark.parametrize("text", NO_ADVICE)
def test_options_and_lines_of_a_page_advise_nobody(text):
    assert labels_of(text)["advice"] == "none"


@pytest.mark.parametrize("text", NO_SOURCE)
def test_a_study_to_take_part_in_is_no_source(text):
    assert labels_of(text)["attribution"] == "none"


@pytest.mark.parametrize("text", HEDGED)
def test_doubt_is_a_hedge_in_listed_words_and_others(text):
    assert labels_of(text)["hedged"]


@pytest.mark.parametrize("text", NOT_HEDGED)
def test_ability_choice_and_condition_hedge_nothing_on_a_page(text):
    assert not labels_of(text)["hedged"]
