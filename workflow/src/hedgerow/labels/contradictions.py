"""Pairs of sentences that may contradict each other: candidates to check, precision before recall.

Two claims are set against each other where their agents share their words, they speak of the same
outcome (insomnia and sleep are one topic), and by one it gets better, by the other it gets
worse. A negated claim counts as the opposite of what it negates ("does not cause insomnia" against
"causes insomnia"). Correlational claims, questions and claims without a named agent are left out.

A pair whose sentences name different doses (low, high) or different strains (red, green, white)
need not contradict each other: it is kept, last, with that difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from hedgerow.labels.feature_space import stem
from hedgerow.lexicons.inflection import inflect
from hedgerow.lexicons.load import Lexicon
from hedgerow.lexicons.vocabulary import CAUSAL_CLAIMS, CLAIMS

Columns = Mapping[str, Sequence[Any] | np.ndarray]

PAIRS = 200
"""Candidates kept, the closest first."""

_PER_SIDE = 30
"""Claims of one direction that a topic may bring into pairs, strongest first."""

_PER_SENTENCE = 3
"""Pairs that one sentence may belong to."""

_DOSE = re.compile(
    r"\b(?:low(?:er)?|small(?:er)?|high(?:er)?|large(?:r)?|heavy|excessive|moderate)"
    r"[ -](?:to[ -]\w+[ -])?(?:\w+[ -])?(?:dos(?:e|es|age|ages|ing)|amounts?|quantit(?:y|ies))\b",
    re.IGNORECASE,
)
_LOW = ("low", "small", "moderate")
_STRAIN = re.compile(
    r"\b(red|green|white|yellow)(?=[ -](?:vein|strain|kratom|variet|maeng|bali|leaf))",
    re.IGNORECASE,
)

_WORD = re.compile(r"[a-z][a-z0-9'’-]*")
_OPPOSITE = {"benefit": "harm", "harm": "benefit"}

COMPARED = (
    *("doc_id", "sentence", "text", "claim", "stance", "direction", "is_question"),
    *("agent", "effect"),
)
"""Columns of the claims that contradictions are found by."""

COMPARED_ROWS = {"claim": CAUSAL_CLAIMS, "direction": tuple(_OPPOSITE), "is_question": (False,)}
"""Values of the claims that may contradict another."""


def outcome_topics(lexicon: Lexicon) -> dict[str, str]:
    """Return first words of outcome terms -> topic; general outcomes (risk, symptoms) are left out.

    Only one-word terms and terms whose places have no alternatives are used.
    """
    topics = {}
    for entry in lexicon.entries:
        if entry.table == "outcomes" and entry.detail != "-" and "{" not in entry.term:
            words = entry.term.split()
            last = words[-1]
            for form in inflect(last[:-1]) if last.endswith("~") else (last,):
                topics[" ".join([*words[:-1], form])] = entry.detail
    return topics


def _topic(effect: str, topics: Mapping[str, str], firsts: Container[str]) -> str | None:
    """Return the topic of the first outcome in an effect phrase, longest term first.

    Args:
        firsts: the first words of the terms in `topics`.
    """
    words = _WORD.findall(effect.lower().replace("’", "'"))
    for i, word in enumerate(words):
        if word not in firsts:
            continue
        for n in (3, 2, 1):
            term = " ".join(words[i : i + n])
            if len(words) >= i + n and term in topics:
                return topics[term]
    return None


_ANYONE = frozenset(
    stem(word)
    for word in (
        "individuals people persons users patients adults others someone anyone everyone effects"
        " results approach article overview factors things ways benefits"
    ).split()
)
"""Agents that are nobody in particular: two claims about them speak of the same only by chance."""


def content_stems(phrase: str | None, lexicon: Lexicon) -> frozenset[str]:
    """Return the stems of the content words of a phrase; empty for pronouns and None."""
    return _stems(phrase, _light(lexicon))


def _light(lexicon: Lexicon) -> frozenset[str]:
    """Return the words without content."""
    return frozenset(lexicon.classes["function"] | lexicon.classes["pronoun"])


def _stems(phrase: str | None, light: frozenset[str]) -> frozenset[str]:
    words = [
        word.removesuffix("'s") for word in _WORD.findall((phrase or "").lower().replace("’", "'"))
    ]
    return frozenset(stem(word) for word in words if word not in light and len(word) > 2)


def claim_keys(
    agents: Sequence[str | None], effects: Sequence[str | None], lexicon: Lexicon
) -> list[tuple[frozenset[str], str] | None]:
    """Return for each claim its agent's words and its topic; None where either is missing."""
    topics = outcome_topics(lexicon)
    firsts = {term.partition(" ")[0] for term in topics}
    light = _light(lexicon)
    topic_of = {e: _topic(e, topics, firsts) for e in set(effects) if e}
    named = {a for a, e in zip(agents, effects, strict=True) if e and topic_of[e]}
    words_of = {agent: _stems(agent, light) - _ANYONE for agent in named}
    keys: list[tuple[frozenset[str], str] | None] = []
    for agent, effect in zip(agents, effects, strict=True):
        topic = topic_of[effect] if effect else None
        words = words_of[agent] if topic else None
        keys.append((words, topic) if topic and words else None)
    return keys


class _Claim(NamedTuple):
    """A claim that may contradict another; they are ordered by strength, document and sentence."""

    weakness: int
    doc_id: str
    sentence: int
    text: str
    words: frozenset[str]

    @property
    def place(self) -> tuple[str, int]:
        return self.doc_id, self.sentence


def contradiction_candidates(
    claims: Iterable[Columns], lexicon: Lexicon, pairs: int = PAIRS
) -> dict[str, list[Any]]:
    """Return the rows of CORPUS["contradictions"].

    Args:
        claims: columns `COMPARED` of the claims table, in parts of any number of documents, of
            which only the strongest claims of each topic stay in memory.
        pairs: how many candidates are kept.

    Returns:
        Columns, at most `pairs` rows. Order: pairs that differ in dose or strain last, same agent
        words before overlapping ones, both claims direct before one, inside one document before
        across two, then by document and sentence. `difference` is empty where nothing differs.
        `direction_a` and `direction_b` include negation: a negated harm counts
        as benefit and the other way round.
    """
    sides: dict[tuple[str, str], list[_Claim]] = {}
    for part in claims:
        for side, claim in _causal_claims(part, lexicon):
            sides.setdefault(side, []).append(claim)
        # the strongest of all are among the strongest of the parts
        sides = {side: _strongest(made) for side, made in sides.items()}
    ranked = []
    for topic in sorted({topic for topic, _ in sides}):
        benefits, harms = (sides.get((topic, said), []) for said in ("benefit", "harm"))
        ranked += _pairs(topic, benefits, harms)
    ranked = [(*pair, difference(pair[1].text, pair[2].text)) for pair in ranked]
    ranked.sort(key=lambda pair: (pair[-1] != "", pair[0]))
    return _columns(_spread(ranked)[:pairs])


def _causal_claims(claims: Columns, lexicon: Lexicon) -> Iterator[tuple[tuple[str, str], _Claim]]:
    """Yield the claims of one clause with their topic, and whether it gets better or worse."""
    rows = _causal_rows(claims)
    keys = claim_keys(
        [claims["agent"][i] for i in rows], [claims["effect"][i] for i in rows], lexicon
    )
    for i, key in zip(rows, keys, strict=True):
        if key is not None and _one_clause(claims, i):
            direction = str(claims["direction"][i])
            denied = str(claims["stance"][i]) == "denied"
            said = _OPPOSITE[direction] if denied else direction
            strength = CLAIMS.index(str(claims["claim"][i]))
            place = (str(claims["doc_id"][i]), int(claims["sentence"][i]))
            yield (key[1], said), _Claim(-strength, *place, str(claims["text"][i]), key[0])


def difference(a: str, b: str) -> str:
    """Return the doses or strains in which two sentences differ; empty where there are none."""
    doses = [{_dose(match) for match in _DOSE.finditer(text)} for text in (a, b)]
    strains = [{match.group(1).lower() for match in _STRAIN.finditer(text)} for text in (a, b)]
    found = []
    for name, (first, second) in (("dose", doses), ("strain", strains)):
        if first and second and not first & second:
            sides = (" and ".join(sorted(side)) for side in (first, second))
            found.append(f"{name}: {' / '.join(sides)}")
    return "; ".join(found)


def _dose(match: re.Match[str]) -> str:
    return "low" if match.group(0).lower().startswith(_LOW) else "high"


def _spread(ranked: list[tuple]) -> list[tuple]:
    """Return the pairs in order, without those whose sentence has its share of pairs."""
    used: Counter[tuple[str, int]] = Counter()
    kept = []
    for pair in ranked:
        places = [claim.place for claim in pair[1:3]]
        if max(used[place] for place in places) < _PER_SENTENCE:
            kept.append(pair)
            used.update(places)
    return kept


def _causal_rows(claims: Columns) -> list[int]:
    return [
        i
        for i, (claim, direction, asks) in enumerate(
            zip(claims["claim"], claims["direction"], claims["is_question"], strict=True)
        )
        if claim in CAUSAL_CLAIMS and direction in _OPPOSITE and not asks
    ]


_BREAK = re.compile(r"[,;:.()\u2014]|\b(?:that|which|who|where|whose|while|when|if|but)\b")


_UNFINISHED = re.compile(r"\b(?:in|on|of|for|to|with|by|about|towards?)$")


def _one_clause(claims: Columns, i: int) -> bool:
    """Return whether agent and effect of a claim follow each other in one clause.

    "The role of the tea in easing pain" asserts nothing: an agent that ends in a preposition is not
    the subject of a clause.
    """
    text, agent, effect = (str(claims[name][i]) for name in ("text", "agent", "effect"))
    end = text.find(agent) + len(agent)
    start = text.find(effect, end)
    if _UNFINISHED.search(agent) or _UNFINISHED.search(text[end:start].rstrip()):
        return False
    return start >= end and not _BREAK.search(text[end:start])


def _strongest(side: list[_Claim]) -> list[_Claim]:
    """Return the claims of one side that take part: the strongest of each agent, bounded."""
    taken: Counter[frozenset[str]] = Counter()
    kept = []
    for claim in sorted(side, key=lambda c: c[:3]):
        taken[claim.words] += 1
        if taken[claim.words] <= _PER_SIDE:
            kept.append(claim)
    return kept[: 10 * _PER_SIDE]


def _pairs(topic: str, benefits: list[_Claim], harms: list[_Claim]) -> list[tuple]:
    found = []
    for a in benefits:
        for b in harms:
            shared = a.words & b.words
            few = 2 * len(shared) < min(len(a.words), len(b.words))
            if not shared or few or a.place == b.place:
                continue
            first, second = (a, b) if a.place < b.place else (b, a)
            order = (
                a.words != b.words,
                a.weakness + b.weakness,
                a.doc_id != b.doc_id,
                *first.place,
                *second.place,
            )
            found.append((order, first, second, " ".join(sorted(shared)), topic, first is a))
    return found


def _columns(ranked: list[tuple]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            "doc_a", "sentence_a", "text_a", "direction_a",
            "doc_b", "sentence_b", "text_b", "direction_b", "agent", "effect", "within",
            "difference",
        )
    }  # fmt: skip
    for _, a, b, agent, topic, benefit_first, differs in ranked:
        for side, claim, benefit in (("a", a, benefit_first), ("b", b, not benefit_first)):
            columns[f"doc_{side}"].append(claim.doc_id)
            columns[f"sentence_{side}"].append(claim.sentence)
            columns[f"text_{side}"].append(claim.text)
            columns[f"direction_{side}"].append("benefit" if benefit else "harm")
        columns["agent"].append(agent)
        columns["effect"].append(topic)
        columns["within"].append(columns["doc_a"][-1] == columns["doc_b"][-1])
        columns["difference"].append(differs)
    return columns
