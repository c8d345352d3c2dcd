"""Which uses of a phrase are unnatural, and which are not."""

import os
from pathlib import Path

import pytest

from hedgerow.phrases.occurrences import find_occurrences
from hedgerow.phrases.question_forms import is_noun_stack, is_question_form
from hedgerow.phrases.unnatural import unnatural_reasons
from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document, document_from_text
from hedgerow.text.blocks.reading import read_document
from hedgerow.text.tokens.tokeniser import encode


def reasons(text, phrase, kind=None):
    made = document_from_text("d", text)
    if kind:
        made = Document("d", text, (Block(kind, 0, len(text), 2),), "text", "utf-8", len(text))
    tokenised = encode([made])
    return list(unnatural_reasons(tokenised, find_occurrences(tokenised, [phrase]), [phrase]))


@pytest.mark.parametrize(
    "phrase",
    [
        "does kratom cause insomnia",
        "does sleep help anxiety",
        "do green teas interact with warfarin",
        "can kratom help you sleep",
        "can you take it daily",
        "does it help with stress",
        "did it work",
        "is it safe",
        "is kratom good for back pain",
        "are the effects harmful",
        "how long does kratom last",
        "how much tea should you drink",
        "why is kratom banned",
        "what is kratom used for",
    ],
)
def test_question_forms(phrase):
    assert is_question_form(phrase.split())


@pytest.mark.parametrize(
    "phrase",
    [
        "kratom",
        "how kratom works",
        "how to sleep",
        "what causes insomnia",
        "what is kratom",
        "what is often used",
        "which kratom is best for sleep",
        "who can take kratom",
        "can cause insomnia",
        "may also help you sleep",
        "does not help",
        "does help sleep",
        "is good for sleep",
        "is known to cause insomnia",
        "are associated with",
        "have it for years",
        "do it fast",
        "do it start to finish",
        "how much iron is in the blood",
        "can exacerbate sleep problems",
        "",
    ],
)
def test_not_question_forms(phrase):
    assert not is_question_form(phrase.split())


Q = "does kratom cause insomnia"


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("People argue about whether does kratom cause insomnia.", Q, "whether"),
        ("There is concern regarding does kratom cause insomnia among users.", Q, "regarding"),
        ("The talk of does kratom cause insomnia goes on.", Q, "of"),
        ("Read on for does kratom cause insomnia.", Q, "for"),
        ("This page explains does kratom cause insomnia at length.", Q, "explains"),
        ("Does kratom cause insomnia is a common question.", Q, "subject"),
        ("In this guide, does kratom cause insomnia, we look at sleep.", Q, "comma"),
        ("Do you wonder about does kratom cause insomnia?", Q, "about"),
        ("Experts on why does kratom cause insomnia agree.", Q, "on"),
        ("Learn how does kratom work today.", "how does kratom work", "learn"),
        ("Doubts about is kratom legal remain.", "is kratom legal", "about"),
        ("We explore can kratom help you sleep in detail.", "can kratom help you sleep", "explore"),
        ("Choose natural sleep aid for your needs.", "natural sleep aid", "article"),
        ("Many people try kratom capsule and like it.", "kratom capsule", "article"),
        ("It can relieve kratom pain relief.", "kratom pain relief", "remedy"),
        ("Some take kratom insomnia and rest.", "kratom insomnia", "needs an object"),
    ],
)
def test_unnatural(text, phrase, said):
    (reason,) = reasons(text, phrase)
    assert reason is not None
    assert said in reason


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Does kratom cause insomnia?", Q),
        ("Does kratom cause insomnia in some individuals?", Q),
        ("So does kratom cause insomnia? We looked.", Q),
        ("This raises the question, does kratom cause insomnia?", Q),
        ("This raises the question: does kratom cause insomnia.", Q),
        ("Readers often ask does kratom cause insomnia.", Q),
        ("How often does kratom cause insomnia?", Q),
        ("People type “does kratom cause insomnia” into a search bar.", Q),
        ('The query "does kratom cause insomnia" is common.', Q),
        ("Only in high doses does kratom cause insomnia.", Q),
        ("Rarely does kratom cause insomnia in adults.", Q),
        ("It does not calm, nor does kratom cause insomnia.", Q),
        ("Does kratom cause insomnia", Q),
        ("Stop at once should kratom cause insomnia.", "should kratom cause insomnia"),
        ("We asked how kratom works in the body.", "how kratom works"),
        ("It can cause insomnia in adults.", "can cause insomnia"),
        ("Those who do survive need care.", "do survive need"),
        # what careless and informal text does is no insertion of a phrase
        ("In addition, could you look at the list below.", "could you look"),
        ("Where are the pests, how do I stop them.", "how do i stop them"),
        ("Her smile is fine but does it help the film.", "does it help"),
        ("At no time did tea help her sleep.", "did tea help"),
        ("Besides why would tea help you sleep on a hot day.", "why would tea help you sleep"),
        ("The meeting is on how it will all work soon.", "how it will all work"),
        ("What the kidneys do You have two of them.", "do you have"),
        ("Sent at 2 pm Would tea help in this case.", "would tea help"),
        ("Once a nurse is sure a person has it, rest.", "is sure a person"),
        (
            "Milestones that were close, like when is the tea arriving, kept him sane.",
            "when is the tea arriving",
        ),
        ("The question really should be why was green tea banned.", "why was green tea banned"),
        ("What made it worse was I work at night.", "was i work"),
        ("We compared which kratom is best for sleep.", "which kratom is best for sleep"),
        ("Choose a natural sleep aid for your needs.", "natural sleep aid"),
        ("Many use first aid at home.", "first aid"),
        ("They visited Mayo Clinic and left.", "mayo clinic"),
        ("Choose sleep aid products with care.", "sleep aid"),
        ("It relieves chronic pain.", "chronic pain"),
        ("The doctor takes chronic pain into account.", "chronic pain"),
    ],
)
def test_natural(text, phrase):
    assert reasons(text, phrase) == [None]


@pytest.mark.parametrize("kind", ["title", "heading", "toc"])
def test_headings_may_ask_without_a_mark(kind):
    assert reasons("Does Kratom Cause Insomnia", Q, kind) == [None]
    assert reasons("Sleep: does kratom cause insomnia", Q, kind) == [None]
    assert reasons("The science of does kratom cause insomnia", Q, kind) != [None]


def test_noun_stacks():
    assert is_noun_stack(["sleep", "aid"])
    assert not is_noun_stack(["aid"])
    assert not is_noun_stack(["aid", "for", "treatment"])
    assert not is_noun_stack(["first", "aid"])


def test_nothing_to_judge():
    tokenised = encode([document_from_text("d", "Tea.")])
    assert list(unnatural_reasons(tokenised, find_occurrences(tokenised, []), [])) == []
    assert list(unnatural_reasons(tokenised, find_occurrences(tokenised, ["tea"]), ["tea"])) == [
        None
    ]


@pytest.mark.shared
def test_the_five_uses_in_a_real_article():
    if not os.environ.get("HEDGEROW_SHARED"):
        pytest.skip("HEDGEROW_SHARED is not set: the shared corpora are not here")
    folder = Path(os.environ["HEDGEROW_SHARED"]) / "corpora" / "kratom"
    (name,) = (p.name for p in folder.glob("003_*.txt"))
    tokenised = encode([read_document(folder, name)])
    said = list(unnatural_reasons(tokenised, find_occurrences(tokenised, [Q]), [Q]))
    # "raising the question, ...?", "whether ...", "regarding ...", a question, "around ..."
    assert [reason is None for reason in said] == [True, False, False, True, False]
