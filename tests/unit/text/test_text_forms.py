"""No score may depend on quotes, line ends, white space, a byte order mark or wrapping."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from score_checks import numbers
from text_forms import FORMS

ARTICLE = """\
Mills and Rivers: What a Village Learned
By Ann Green, miller
Tuesday, September 1, 2015
Contents
- How a mill works
- Is it safe?
- What to try instead
How a mill works
Dr. White said, "The river rose by 2.5 metres in one night, e.g. in May." It's old, but it works \
(see Fig. 3). Read https://example.org/mills for more; write to ann@example.org at 5 p.m. or later.
The mill in spring. Image: Ann Green.
Is it safe?
Most millers' children tolerate it well... Some report a dry mouth — or worse. 'Is it true?' they \
ask. The U.S. mills are older, c. 1850, and cost $1,200 each. [14] Nobody knows why!
"It was ours, and it is no more." — Ann Green
What to try instead
1. Close the gate.
2. Let the water out, and wait for an hour until it is gone.
A regular hour helps many people. A 'cool', dark room helps as well, and costs nothing at all.
References
Green, A. B. (2010). Mills and rivers. Mill Papers, 4(1), 2–9. https://example.org/papers
"""


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_an_article_changes_no_score(form: str) -> None:
    one, other = numbers([ARTICLE, FORMS[form](ARTICLE)])
    assert other == one
    assert json.loads(one)["words"] > 100


WORDS = st.sampled_from(
    "may help with sleep and the root of a well-known plant don't 'often' cause (mild) pain 2.5 mg"
    ' e.g. Dr. Green U.S. p.m. says "so" and/or it\'s 1,200 x.org etc.'.split()
)
ENDS = st.sampled_from([".", "?", "!", "...", '."', ".)", ". [3]"])
SENTENCES = st.builds(
    lambda words, end: " ".join(["Valerian", *words, "grows"]) + end,
    st.lists(WORDS, min_size=8, max_size=30),
    ENDS,
)
PARAGRAPHS = st.lists(SENTENCES, min_size=3, max_size=6).map(" ".join)
HEADS = st.sampled_from(["How It Grows", "Is it safe?", "Results", "- a dark room\n- silence"])
ARTICLES = st.lists(st.one_of(PARAGRAPHS, PARAGRAPHS, HEADS), min_size=2, max_size=8)


@given(ARTICLES, st.sampled_from(sorted(FORMS)))
@settings(max_examples=300, deadline=None)
def test_the_form_of_any_article_changes_no_score(parts: list[str], form: str) -> None:
    text = "\n".join(parts)
    one, other = numbers([text, FORMS[form](text)])
    assert other == one
