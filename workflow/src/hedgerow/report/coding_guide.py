"""Guidelines for coding, in the words of the coding page and of the spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """One value of a label: its key on the keyboard, its name in words, when it applies."""

    value: str
    key: str
    name: str
    when: str


@dataclass(frozen=True)
class Question:
    """One label: what is asked, its values, and what to keep in mind.

    Attributes:
        label: name of the column.
        preset: the value of a sentence to which the coder gave none when it is finished.
    """

    label: str
    title: str
    question: str
    values: tuple[Value, ...]
    preset: str
    hint: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        "hedged",
        "Hedged",
        "Does the writer, or the source that is quoted, hold back from a fact?",
        (
            Value(
                "yes", "h", "hedged", "may, might, could, seems, possibly, is thought to, unclear"
            ),
            Value("no", "", "not hedged", "stated flatly, or nothing is stated"),
        ),
        "no",
        "Not hedges: can, will, should; often, some, about; “you may take two” (permission).",
    ),
    Question(
        "claim",
        "Claim",
        "Does it say that something affects, or goes with, something about health?",
        (
            Value("direct_causal", "3", "direct", "an effect as a fact: “Walking eases back pain”"),
            Value(
                "conditional_causal",
                "2",
                "conditional",
                "an effect under a hedge: “Walking may ease back pain”",
            ),
            Value(
                "correlational",
                "1",
                "correlational",
                "two things go together: “Walkers have less back pain”",
            ),
            Value("none", "0", "no claim", "definitions, aims, questions, lists of symptoms"),
        ),
        "none",
        "“Can ease” and “helps ease” are direct. Take the strongest claim that the sentence itself"
        " makes; what stands after “if” or “whether” is not made. Money, law and taste are not"
        " health.",
    ),
    Question(
        "stance",
        "Stance",
        "Is the effect asserted, denied, or only named?",
        (
            Value("asserted", "a", "asserted", "the claim is made"),
            Value("denied", "d", "denied", "“does not ease pain”, “no proof that it helps”"),
            Value(
                "mentioned", "m", "mentioned", "no claim, but an effect is topic, aim or question"
            ),
            Value("absent", "", "no effect named", "nothing about an effect on health"),
        ),
        "absent",
        "A denied effect keeps the claim that it would be. Without a mark, a claim counts as"
        " asserted.",
    ),
    Question(
        "direction",
        "Direction",
        "Is the effect, asserted, denied or named, good or bad for health?",
        (
            Value("benefit", "b", "benefit", "relieves, prevents, improves"),
            Value("harm", "x", "harm", "causes a symptom, raises a risk"),
            Value("both", "o", "both", "effects of both kinds"),
            Value("neutral", "l", "neutral", "an effect that is neither"),
            Value("none", "", "none", "no effect named"),
        ),
        "none",
        "Of “does not cause headaches” the effect is a harm (and it is denied).",
    ),
    Question(
        "advice",
        "Advice",
        "Is somebody told what to do about health?",
        (
            Value("strong", "s", "strong", "must, should, do not, ask your doctor"),
            Value("weak", "w", "weak", "consider, may want to, worth trying"),
            Value("none", "", "no advice", "also “more research is needed”, “shop now”"),
        ),
        "none",
        "What doctors do (“your doctor may order a test”) is no advice.",
    ),
    Question(
        "source",
        "Source",
        "Who is given as the source of what the sentence says?",
        (
            Value("research", "r", "research", "a study, trial, review, evidence, its authors"),
            Value("experts", "e", "experts", "doctors, scientists, a person who is quoted"),
            Value("authority", "f", "an authority", "an agency, guideline, court, government"),
            Value("users", "u", "users", "patients, customers, “I”, anecdotes"),
            Value("tradition", "t", "tradition", "long use, folk medicine"),
            Value("company", "c", "the company", "the maker or seller about its product"),
            Value("hearsay", "y", "hearsay", "is said to, is known to, some say"),
            Value("none", "", "no source", "nobody; a body that is only the topic"),
        ),
        "none",
        "“The FDA regulates supplements” has no source; “The FDA warns that …” has one.",
    ),
    Question(
        "named",
        "Source can be looked up",
        "Could a reader find that source?",
        (
            Value("yes", "n", "named", "a name, a journal, an agency, a university with a year"),
            Value("no", "", "not named", "“a study”, “researchers”, “experts”"),
        ),
        "no",
        "",
    ),
)
"""Questions in the order of the page. A value without a key is the one of an unmarked sentence."""

PRINCIPLE = (
    "Judge the sentence by itself, taken at its word: what does it tell a reader? The sentences"
    " around it are there to show what “it” and “this” stand for. Mark what applies and press"
    " Enter: whatever is left unmarked counts as none. If two answers seem equally right, take the"
    " first that came to mind and mark “not sure”."
)
