"""Labels of a model, corrected by the rules where the wording decides."""

from __future__ import annotations

import numpy as np

from hedgerow.labels.advice import no_advice, plain_advice, praised_options, settle_advice
from hedgerow.labels.attribution import attribution_kinds, phrase_of, source_by_rule
from hedgerow.labels.claims import settle_claims
from hedgerow.labels.lexicon_matcher import Marks
from hedgerow.labels.model_labels import ModelLabels
from hedgerow.labels.once import once_a_text
from hedgerow.labels.rule_labels import Rules
from hedgerow.labels.stance import (
    Governed,
    denied_by_rule,
    mentioned_by_rule,
)
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import ADVICE, ATTRIBUTIONS, CLAIMS, STANCES, is_any
from hedgerow.text.tokens.tokenised_corpus import TokenisedCorpus
from hedgerow.text.tokens.tokens import QUOTATION

DECIDERS = ("model", "wording", "question", "topic", "negation", "phrase")
"""What gave a label: the trained model or one of the rules."""

_DENIED_ALONE = 0.65
"""Probability of denial above which a claim is denied without a negation that reaches it."""
_DENIED_RULE = 0.1
"""Probability of denial from which a negation that reaches an effect denies it."""
_DENIED_CLAIM = 0.25
"""Probability of a claim with which a negated effect is a denied claim, not a topic."""
_FAILED_CLAIM = 0.02
"""The same after "fails to", which denies in so many words."""
_NO_EFFECT = 0.3
"""Probability that no effect is named from which a negation denies none."""
_NO_ADVICE = 0.8
"""Probability of no advice from which plain wording makes none."""
_NO_SOURCE = 0.9
"""Probability of no source from which hearsay and narrators give none."""
_NEWS = 0.5
"""Probability of the register of news above which the linear model decides on a source."""
_PLAIN_CLAIM = 0.6
"""Probability of a claim from which agent, effect verb and outcome in a row make one."""
_SURE_CLAIM = 0.9
"""Probability of a claim above which a word of topic or purpose changes nothing."""


class Choice:
    """A label of all sentences that rules may change, with the rule that decided each."""

    def __init__(self, names: tuple[str, ...], codes: np.ndarray) -> None:
        self.names = names
        self.codes = codes.astype(np.int8)
        self.decider = np.zeros(len(codes), np.int8)

    def settle(self, where: np.ndarray, value: str | np.ndarray, decider: str) -> None:
        """Set the label of the sentences in `where` to a class name or to codes, int8[S]."""
        codes = self.names.index(value) if isinstance(value, str) else value
        changed = where & (self.codes != codes)
        self.codes = np.where(where, codes, self.codes).astype(np.int8)
        self.decider[changed] = DECIDERS.index(decider)

    def is_(self, name: str) -> np.ndarray:
        """Return bool[S]: the label is the class of that name."""
        return self.codes == self.names.index(name)


@once_a_text
def questions(tokenised: TokenisedCorpus) -> np.ndarray:
    """Return bool[S]: the sentence ends with a question mark, before closing quotation marks."""
    asks = np.array(["?" in text for text in tokenised.type_text] or [False])
    token = tokenised.sentence_token[1:] - 1
    kinds = tokenised.token_kind
    if not len(token):
        return np.zeros(0, bool)
    for _ in range(2):
        token = token - ((kinds[token] == QUOTATION) & (token > tokenised.sentence_token[:-1]))
    return asks[tokenised.token_type[token]]


def claims_and_stances(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    rules: Rules,
    model: ModelLabels,
    governed: Governed,
) -> tuple[Choice, Choice]:
    """Return the claims and the stances of all sentences.

    Topics, purposes, quoted myths and questions claim nothing. A claim is denied where a negation
    reaches its effect, or where the model finds it denied and no rule contradicts. Sentences
    without a claim mention an effect or name none.
    """
    claim = Choice(CLAIMS, model.claim)
    stances = {name: model.stances[:, i] for i, name in enumerate(STANCES)}
    denies = denied_by_rule(tokenised, governed)
    doubtful = (stances["denied"] < _DENIED_RULE) & ~governed.failed
    denies = np.where((denies > 0) & doubtful, 0, denies)
    topic = mentioned_by_rule(tokenised, governed)
    wording = settle_claims(tokenised, lexicon, marks, rules.effect, rules.relation, claim.codes)
    likely = 1 - model.claims[:, CLAIMS.index("none")]
    unlikely = claim.is_("none") & (likely < _PLAIN_CLAIM)
    claim.settle((wording != claim.codes) & ~unlikely, wording, "wording")
    topic &= (likely < _SURE_CLAIM) | governed.myth
    denied = (denies > 0) | ((stances["denied"] > _DENIED_ALONE) & (denies == 0))
    strongest = 1 + model.claims[:, 1:].argmax(axis=1)
    least = np.where(governed.failed, _FAILED_CLAIM, _DENIED_CLAIM)
    hidden = (denies > 0) & (likely > least) & claim.is_("none")
    hidden &= stances["absent"] < _NO_EFFECT
    claim.settle(hidden, strongest, "negation")
    absent, mentioned, asserted = (STANCES.index(s) for s in ("absent", "mentioned", "asserted"))
    alone = model.claim == CLAIMS.index("none")
    named = np.where(alone, model.stance == mentioned, stances["mentioned"] > stances["absent"])
    named |= topic
    claim.settle((topic & ~denied) | governed.myth, "none", "topic")
    claim.settle(questions(tokenised), "none", "question")
    made = ~claim.is_("none")
    stance = Choice(STANCES, np.where(made, asserted, np.where(named, mentioned, absent)))
    by_rule = made & denied & (denies > 0)
    stance.settle(by_rule, "denied", "negation")
    stance.codes[made & denied & ~by_rule] = STANCES.index("denied")
    return claim, stance


def advice_given(
    tokenised: TokenisedCorpus, lexicon: Lexicon, marks: Marks, model: ModelLabels
) -> Choice:
    """Return the advice of all sentences; questions and page lines advise nobody."""
    advice = Choice(ADVICE, model.advice)
    wording = settle_advice(tokenised, lexicon, marks, model.advice)
    unsure = (model.no_advice < _NO_ADVICE) | ~advice.is_("none")
    advice.settle((wording != model.advice) & unsure, wording, "wording")
    advice.settle(no_advice(tokenised, lexicon), "none", "wording")
    advice.settle(
        praised_options(tokenised, lexicon, marks) & (plain_advice(tokenised, lexicon, marks) == 0),
        "none",
        "wording",
    )
    advice.settle(questions(tokenised), "none", "question")
    return advice


def sources_given(
    tokenised: TokenisedCorpus,
    lexicon: Lexicon,
    marks: Marks,
    model: ModelLabels,
    attributed: np.ndarray,
) -> Choice:
    """Return the kinds of source: the model's, corrected by phrases, citations and narrators.

    Hearsay and narrators give way to another kind of the model; an authority that speaks is no
    expert.

    Args:
        attributed: bool[S], the linear model, trained on news, finds a source; it decides in news.
    """
    lexical = attribution_kinds(tokenised, lexicon, marks)
    attribution = Choice(ATTRIBUTIONS, model.attribution)
    kind = np.where(attribution.is_("none"), lexical, attribution.codes)
    in_news = np.where(attributed, kind, ATTRIBUTIONS.index("none"))
    attribution.codes = np.where(model.news > _NEWS, in_news, attribution.codes).astype(np.int8)
    rule = source_by_rule(tokenised, lexicon, marks)
    weak = is_any(rule, ATTRIBUTIONS, ("hearsay", "users"))
    weak &= ~phrase_of(tokenised, lexicon, marks, "users")
    likely = attribution.is_("none") & (model.no_source < _NO_SOURCE)
    applies = (rule > 0) & (~weak | (likely & ~questions(tokenised)))
    attribution.settle(applies, rule, "phrase")
    for name in ("authority", "tradition", "company"):
        listed = (lexical == ATTRIBUTIONS.index(name)) & attribution.is_("experts") & ~applies
        attribution.settle(listed, name, "phrase")
    attribution.settle(rule < 0, "none", "phrase")
    return attribution
