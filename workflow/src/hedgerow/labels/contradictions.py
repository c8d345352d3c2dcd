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
from collections.abc import Mapping, Sequence
from typing import Any

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


def _topic(effect: str, topics: Mapping[str, str]) -> str | None:
    """Return the topic of the first outcome in an effect phrase, longest term first."""
    words = _WORD.findall(effect.lower().replace("’", "'"))
    for i in range(len(words)):
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
    light = lexicon.classes["function"] | lexicon.classes["pronoun"]
    words = [
        word.removesuffix("'s") for word in _WORD.findall((phrase or "").lower().replace("’", "'"))
    ]
    return frozenset(stem(word) for word in words if word not in light and len(word) > 2)


def claim_keys(
    agents: Sequence[str | None], effects: Sequence[str | None], lexicon: Lexicon
) -> list[tuple[frozenset[str], str] | None]:
    """Return for each claim its agent's words and its topic; None where either is missing."""
    topics = outcome_topics(lexicon)
    keys: list[tuple[frozenset[str], str] | None] = []
    for agent, effect in zip(agents, effects, strict=True):
        topic = _topic(effect, topics) if effect else None
        words = content_stems(agent, lexicon) - _ANYONE if topic else frozenset()
        keys.append((words, topic) if topic and words else None)
    return keys


def contradiction_candidates(
    claims: Columns, lexicon: Lexicon, pairs: int = PAIRS
) -> dict[str, list[Any]]:
    """Return the rows of CORPUS["contradictions"].

    Args:
        claims: columns `COMPARED` of the claims table of any number of documents.
        pairs: how many candidates are kept.

    Returns:
        Columns, at most `pairs` rows. Order: pairs that differ in dose or strain last, same agent
        words before overlapping ones, both claims direct before one, inside one document before
        across two, then by document and sentence. `difference` is empty where nothing differs.
        `direction_a` and `direction_b` include negation: a negated harm counts
        as benefit and the other way round.
    """
    rows = _causal_rows(claims)
    keys = claim_keys(
        [claims["agent"][i] for i in rows], [claims["effect"][i] for i in rows], lexicon
    )
    sides: dict[str, dict[str, list[tuple]]] = {}
    for i, key in zip(rows, keys, strict=True):
        if key is not None and _one_clause(claims, i):
            direction = str(claims["direction"][i])
            denied = str(claims["stance"][i]) == "denied"
            said = _OPPOSITE[direction] if denied else direction
            strength = CLAIMS.index(str(claims["claim"][i]))
            place = (str(claims["doc_id"][i]), int(claims["sentence"][i]))
            side = sides.setdefault(key[1], {"benefit": [], "harm": []})
            side[said].append((-strength, *place, i, key[0]))
    ranked = []
    for topic in sorted(sides):
        benefits, harms = (_strongest(sides[topic][d]) for d in ("benefit", "harm"))
        ranked += _pairs(topic, benefits, harms)
    texts = claims["text"]
    ranked = [(*pair, difference(str(texts[pair[1]]), str(texts[pair[2]]))) for pair in ranked]
    ranked.sort(key=lambda pair: (pair[-1] != "", pair[0]))
    return _columns(claims, _spread(ranked)[:pairs])


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
    used: dict[int, int] = {}
    kept = []
    for pair in ranked:
        if max(used.get(pair[1], 0), used.get(pair[2], 0)) < _PER_SENTENCE:
            kept.append(pair)
            for i in pair[1:3]:
                used[i] = used.get(i, 0) + 1
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


def _strongest(side: list[tuple]) -> list[tuple]:
    """Return the claims of one side that take part: the strongest of each agent, bounded."""
    taken: dict[frozenset[str], int] = {}
    kept = []
    for claim in sorted(side, key=lambda c: c[:3]):
        taken[claim[4]] = taken.get(claim[4], 0) + 1
        if taken[claim[4]] <= _PER_SIDE:
            kept.append(claim)
    return kept[: 10 * _PER_SIDE]


def _pairs(topic: str, benefits: list[tuple], harms: list[tuple]) -> list[tuple]:
    found = []
    for a in benefits:
        for b in harms:
            shared = a[4] & b[4]
            if not shared or 2 * len(shared) < min(len(a[4]), len(b[4])) or a[1:3] == b[1:3]:
                continue
            order = (
                a[4] != b[4],
                a[0] + b[0],
                a[1] != b[1],
                *min(a[1:3], b[1:3]),
                *max(a[1:3], b[1:3]),
            )
            first, second = (a, b) if a[1:3] < b[1:3] else (b, a)
            agent = " ".join(sorted(shared))
            found.append((order, first[3], second[3], agent, topic, first is a))
    return found


def _columns(claims: Columns, ranked: list[tuple]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            "doc_a", "sentence_a", "text_a", "direction_a",
            "doc_b", "sentence_b", "text_b", "direction_b", "agent", "effect", "within",
            "difference",
        )
    }  # fmt: skip
    for _, a, b, agent, topic, benefit_first, differs in ranked:
        for side, i, benefit in (("a", a, benefit_first), ("b", b, not benefit_first)):
            columns[f"doc_{side}"].append(str(claims["doc_id"][i]))
            columns[f"sentence_{side}"].append(int(claims["sentence"][i]))
            columns[f"text_{side}"].append(str(claims["text"][i]))
            columns[f"direction_{side}"].append("benefit" if benefit else "harm")
        columns["agent"].append(agent)
        columns["effect"].append(topic)
        columns["within"].append(columns["doc_a"][-1] == columns["doc_b"][-1])
        columns["difference"].append(differs)
    return columns
