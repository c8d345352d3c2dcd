"""Inflected forms of English verbs and nouns, for the notation word~ of the lexicons."""

from __future__ import annotations

_IRREGULAR = {
    "be": "be is are was were been being am",
    "become": "become becomes became becoming",
    "have": "have has had having",
    "do": "do does did doing done",
    "make": "make makes made making",
    "give": "give gives gave given giving",
    "get": "get gets got getting gotten",
    "bring": "bring brings brought bringing",
    "think": "think thinks thought thinking",
    "feel": "feel feels felt feeling",
    "find": "find finds found finding",
    "show": "show shows showed shown showing",
    "say": "say says said saying",
    "tell": "tell tells told telling",
    "write": "write writes wrote written writing",
    "speak": "speak speaks spoke spoken speaking",
    "know": "know knows knew known knowing",
    "understand": "understand understands understood understanding",
    "see": "see sees saw seen seeing",
    "swear": "swear swears swore sworn swearing",
    "hold": "hold holds held holding",
    "lead": "lead leads led leading",
    "drive": "drive drives drove driven driving",
    "cut": "cut cuts cutting",
    "rise": "rise rises rose risen rising",
    "arise": "arise arises arose arisen arising",
    "fight": "fight fights fought fighting",
    "stop": "stop stops stopped stopping",
    "prove": "prove proves proved proven proving",
    "underlie": "underlie underlies underlay underlain underlying",
    "infer": "infer infers inferred inferring",
    "refer": "refer refers referred referring",
    "admit": "admit admits admitted admitting",
    "control": "control controls controlled controlling",
    "curb": "curb curbs curbed curbing",
    "develop": "develop develops developed developing",
    "inhibit": "inhibit inhibits inhibited inhibiting",
    "benefit": "benefit benefits benefited benefiting benefitted",
    "label": "label labels labelled labeled labelling labeling",
    "dub": "dub dubs dubbed dubbing",
    "slam": "slam slams slammed slamming",
    "blog": "blog blogs blogged blogging",
    "brag": "brag brags bragged bragging",
    "relax": "relax relaxes relaxed relaxing",
    "plan": "plan plans planned planning",
    "quip": "quip quips quipped quipping",
    "life": "life lives",
    "metastasis": "metastasis metastases",
}


def inflect(word: str) -> tuple[str, ...]:
    """Return the inflected forms of a verb or noun: itself, -s, -ed, -ing (regular or listed).

    >>> inflect("reduce")
    ('reduce', 'reduces', 'reduced', 'reducing')
    """
    if word in _IRREGULAR:
        return tuple(_IRREGULAR[word].split())
    if word.endswith("e"):
        stem = word[:-1]
        third = word + "s"
        ing = word + "ing" if word.endswith("ee") else stem + "ing"
        return (word, third, word + "d", ing)
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word, word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return (word, word + "es", word + "ed", word + "ing")
    return (word, word + "s", word + "ed", word + "ing")
