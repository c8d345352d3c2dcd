"""Kinds of input that users of readability tools, concordancers and hedge linters reported."""

from __future__ import annotations

import pytest

from hedgerow.lexicons.load import load_lexicon
from hedgerow.steps.label import label_texts
from hedgerow.steps.score import score_documents
from hedgerow.text.blocks.document import document_from_text

OVERRULED = pytest.mark.xfail(
    strict=True, reason="outside papers and reviews the model of the sentence decides, here wrongly"
)


def scored(text: str) -> dict:
    return next(iter(score_documents([document_from_text("a", text)])))


def labelled(text: str) -> dict:
    """Return the labels of a sentence, with the types of its cues."""
    [line] = label_texts([("a", text)], load_lexicon())
    [sentence] = line["sentences"]
    return sentence | {"types": {kind for *_, kind in sentence["cues"]}}


ONE = {
    "law": [
        "In Smith v. Jones the jury sat for days.",
        "He cited Fed. R. Evid. 403 in the brief.",
        "The suit rests on 42 U.S.C. § 1983 and no more.",
        "The case of Marbury v. Madison, 5 U.S. 137, is old.",
        "Fed. R. App. P. 4(a)(1) sets the date.",
        "See N.Y. Gen. Bus. Law § 349 for more.",
        "Doe v. Roe, No. 12-345, was filed late.",
    ],
    "authors": [
        "Camellia sinensis (L.) Kuntze is grown in Japan.",
        "Piper methysticum G. Forst. is a shrub.",
        "Panax ginseng C. A. Mey. is sold dear.",
        "Hoodia gordonii (Masson) Sweet ex Decne. is rare.",
        "See Moss, B. (2011) for a list.",
        "(T. Moss, pers. comm., 2014) was noted.",
    ],
    "abbreviations": [
        "The approx. cost was low.",
        "Take two tabs. daily with food.",
        "He took 5 mcg. daily for pain.",
        "The dept. of health wrote back.",
        "The temp. was high all day.",
    ],
}
TWO = {
    "letters": [
        ("The lab was at 37 °C.", "Cells grew fast."),
        ("She fought in World War II.", "Then she wed."),
        ("They tested for influenza B.", "Most were ill."),
        ("The dose was 5 mg.", "Patients slept."),
        ("His blood was type O.", "That helped."),
    ],
    "emoji": [
        ("Love it! 🎉", "We ate twice."),
        ("So good 😍", "I want more."),
        ("It hurts. 😢", "The pain came back."),
        ("Thanks ❤️", "You made my day."),
        ("We won!! 🏆🏆", "Come by soon."),
    ],
    "notes": [
        ("It calms.†", "It heals."),
        ("It was fine.‡", "They left."),
        ("Sales rose.²", "Costs fell."),
        ("It aids sleep.***", "No one died."),
        ("Is it new?*", "It is."),
    ],
}
WORDS = {
    "We ate pain.kratom daily.": 5,
    "We found S.aureus there.": 5,
    "Tea, milk etc.and bread.": 5,
    "See example.org for it.": 3,
    "It helps.However it hurts.": 5,
    "𝑖𝑡𝑎𝑙𝑖𝑐 words 𝙝𝙚𝙧𝙚 now": 4,
    "𝓕𝓪𝓷𝓬𝔂 tea": 2,
    "Ｗｉｄｅ tea": 2,
    "𝕋𝕙𝕖 tea": 2,
    "🅑🅞🅛🅓 tea": 2,
}
SYLLABLES = {
    "fiancée": 3, "jalapeño": 4, "façade": 2, "matinée": 3, "Zoë": 2, "Gödel": 2, "Åse": 1,
    "DSM": 3, "PTSD": 4, "LDL": 3, "ADHD": 4, "tRNA": 4, "GPs": 2, "MRI": 3,
    "PCOS": 4, "GERD": 1, "siRNA": 5,
    "wouldn't": 2, "they'll": 1, "that'd": 2, "weren't": 1, "mustn't": 2, "there'll": 2,
}  # fmt: skip


@pytest.mark.parametrize("text", [text for texts in ONE.values() for text in texts])
def test_one_sentence(text) -> None:
    assert len(scored(text)["sentence_spans"]) == 1


@pytest.mark.parametrize("parts", [parts for pairs in TWO.values() for parts in pairs])
def test_two_sentences(parts) -> None:
    text = " ".join(parts)
    spans = scored(text)["sentence_spans"]
    assert tuple(text[a:b].strip() for a, b in spans) == parts


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_words(text, words) -> None:
    assert scored(text)["words"] == words


@pytest.mark.parametrize(("word", "syllables"), SYLLABLES.items())
def test_syllables(word, syllables) -> None:
    assert scored(f"We saw {word} there.")["syllables"] == syllables + 3


@pytest.mark.parametrize(
    "text",
    [
        "The governmental committee considered the recommendation of the expensive hospital.",
        "Several physicians recommended the alternative medicine to elderly individuals.",
        "A considerable majority of the inhabitants abandoned the settlement.",
        "The university library celebrated its anniversary with numerous visitors.",
        "Regular exercise diminishes anxiety and improves memory in adolescents.",
    ],
)
def test_case_does_not_change_the_fog_index(text) -> None:
    fog = scored(text)["gunning_fog"]
    assert scored(text.upper())["gunning_fog"] == scored(text.title())["gunning_fog"] == fog


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("THE TEA MAY HELP YOU SLEEP.", True),
        ("It MAY lower blood pressure.", True),
        ("Garlic May Reduce Cholesterol.", True),
        ("It supposedly eases pain.", True),
        ("In theory, the drug lowers sugar.", True),
        pytest.param("To our knowledge, no trial has been done.", True, marks=OVERRULED),
        ("The tea tends to cause sleep.", True),
        ("In all likelihood it helps.", True),
        ("The pills mightn't work.", True),
        ("She could not walk after the fall.", False),
        ("The might of the storm was great.", False),
        pytest.param("Likely voters backed the bill.", False, marks=OVERRULED),
        ("As a child he could read at four.", False),
    ],
)
def test_hedges(text, hedged) -> None:
    assert labelled(text)["hedged"] is hedged


@pytest.mark.parametrize(
    "text",
    [
        "The benefit hasn't been proven.",
        "The effect isn't always clear.",
        "It wasn't clearly shown.",
        "The claim isn't well-established.",
        "These results aren't definitive.",
    ],
)
def test_what_is_denied_is_no_booster(text) -> None:
    assert "booster" not in labelled(text)["types"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You shouldn't drive after a dose.", {"advice": "strong"}),
        ("You mustn't drink alcohol with it.", {"advice": "strong"}),
        ("Patients shouldn't stop the drug suddenly.", {"advice": "strong"}),
        (
            "Moss et al. (2011) found that the leaf dulls pain.",
            {"attribution": "research", "attribution_named": True},
        ),
        (
            "Green and Hill (2008) reported lower fever rates.",
            {"attribution": "research", "attribution_named": True},
        ),
        ("No studies show that it prevents flu.", {"stance": "denied"}),
        ("It has yet to be shown that it helps sleep.", {"stance": "denied"}),
        ("There isn't any evidence that it cures acne.", {"stance": "denied"}),
    ],
)
def test_labels(text, expected) -> None:
    found = labelled(text)
    assert {name: found[name] for name in expected} == expected
