"""A rule for the syllables of words that no dictionary has, from their spelling.

The vowel groups of a word are its syllables, once the spelling is rewritten: letters that are no
vowels of their own go first, then a point parts the vowels that belong to two syllables, last come
the silent endings. `tools/syllable_accuracy.py` measures it against CMUdict and against names of
drugs and plants.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_VOWELS = re.compile(r"[aeiouy]+")
_NO_LETTER = re.compile(r"[^a-z]")
_THREE_VOWELS = re.compile(r"([aiou])(?!\1)([aiou])(?!\1|\2)[aiou]")
_ONSETS = frozenset(
    "bl br ch chr cl cr cs cw dh dr dw dz fl fr gh gl gn gr gw hr hs hw jh kh kj kl kn kr kw"
    " mc mr ng ngh ph phl phr pl pr ps pt qm rh sc sch scr sh shr sk sl sm sn sp spl spr sr st"
    " str sv sw th thr tr ts tw tz vl vs wh wn wr xb zb zh zs".split()
)
_CODAS = frozenset(
    "bb bs bt ch ck cks cs ct cts cz dd ds dz ff ft fts gg gh gn gs gt hl hm hn hr hs ht ks"
    " lb lc lch ld lds lf lfs lg lk lks ll lls lm lms ln lp lps ls lsh lt lts lth lz mb mbs mm"
    " mn mp mps mpt ms nc nch nck nd nds nf ng ngs nh nk nks nn ns nt nth nts ntz nx nz pf ph"
    " pp ps pt rb rbs rc rch rd rds rf rg rgs rk rks rl rls rm rms rn rns rp rps rr rs rsh rst"
    " rt rth rts rtz rv rx rz sc sch sh sk sks sm sp sps ss st sts sz tch th ths ts tt tz vs"
    " wd wk wl wls wn wns ws wt xt xx zz".split()
)
"""Clusters of consonants with which short words begin and end."""

_SECOND_PARTS = (
    "apart|away|back|bag|ball|band|bank|bar|base|bed|berry|bird|bleed|block|board|boat|body|bone|book"
    "|bound|box|bread|breaker|building|burg|burn|bury|cake|car|care|cast|code|craft|cut|day|door|down"
    "|drop|eye|face|fest|fight|file|fish|flow|fore|form|front|ful(?:ly)?|game|gate|ground|guard|hand"
    "|head|hill|hold|hole|home|hood|horse|house|how|keeper|lace|land|less|let|life|light|lihood|like"
    "|line|liness|list|load|lock|ly|maker|man|mark|master|mate|men|monger|nail|ness|net|note|off|one"
    "|out|over|owner|pack|pad|page|pan|paper|path|people|piece|pin|pipe|plate|point|pole|port|pot|power"
    "|proof|rack|rail|road|room|rope|sail|sake|saving|seat|set|sheet|ship|shire|shop|shot|side|smith"
    "|some|space|spear|spot|stand|star|state|step|stick|stone|stop|store|storm|street|stretch|table"
    "|tail|taker|teen|telling|text|thing|tight|time|ton|top|town|track|trap|ty|ville|wall|ward|ware"
    "|warming|wash|water|way|well|what|where|wind|winder|wire|wise|wom[ae]n|wood|word|work|worker"
    "|worth|wright|writer|yard"
)
"""Parts of compounds, and endings, that follow a silent e inside a word."""


def _rewrites(*rules: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compile rules for words, one a line: a negated class must not match the end of a line.

    Each rule begins with a letter and looks back over it for the context, because a search that
    begins with a literal letter is many times as fast.
    """
    return tuple(
        (re.compile(pattern.replace("[^", "[^\\n"), re.MULTILINE), replacement)
        for pattern, replacement in rules
    )


_SPELLING = _rewrites(
    (r"mc(?<=^mc)", "mic"),
    (r"any(?<=^any)(?=[a-z])", "anij"),
    (r"every(?<=^every)(?=[a-z])", "evry"),
    (r"fore(?<=^fore)(?=[b-df-hj-mp-rtv-z]|n[^s]|s[aehkt])(?!forest)", "for"),
    (r"busine(?=ss)", "bizne"),
    (r"ically$", "icly"),
    # u after q and g
    (r"qu", "kw"),
    (r"gue(?<=[aeiouln]gue)(?=$)", "ge"),
    (r"gues$(?<=[aeo]gues)", "gs"),
    (r"gue(?<=[iuln]gue)(?=s$)", "ge"),
    (r"gu(?=[aeiy])(?!es?$|ing$|ed$|al$)", "g"),
    # y as a consonant: yard, canyon; between vowels it parts them: layer, flying
    (r"eye(?!r)", "i"),
    (r"y(?:(?<=^[cdlm]y)(?=[aou])|(?<=[^aeiou]my)(?=o)|(?<=[os]cy)(?=a))", "i."),
    (r"y(?:(?<=oxy)|(?<=poly)|(?<=gly)|(?<=thy))(?=[aou])", "i."),
    (r"y(?:(?<=^y)(?=[aeiou])|(?<=[^aeiourh]y)(?=[aou]))", "j"),
    (r"y(?=[aeiou])(?<=[aeiou]y)(?!e[ds]?$)", "y."),
    (r"y(?=[aeio])(?<=[^aeiouw]y)(?!e[ds]?$)", "y."),
    # e inside a word: something, carefully, arrangement
    (
        r"e(?:(?<=[aeiouy][^aeiouyw]e)|(?<=[aeiouy][rln][cgsv]e)|(?<=dge)|(?<=[aeiouy]lle))"
        rf"(?=(?:{_SECOND_PARTS})s?$)",
        "",
    ),
    (r"ement(?:(?<=[aeiouy][^aeiouywl]ement)|(?<=[rn][cg]ement))", "ment"),
)
"""First, letters that are no vowels of their own."""

_AFTER_PREFIXES = "|".join(
    rf"(?<=^{prefix})"
    for prefix in (
        "radio retro bio micro neuro thio cardio theo video geo socio photo iso proto electro"
        " gastro immuno pneumo hemato thermo hydro benzo cyclo chloro fluoro iodo nitro"
        " phospho amino"
    ).split()
)
"""Combining forms that keep their -o before a vowel."""

_HIATUS = _rewrites(
    (r"ing(?<=[aeiou]ing)(?=s?$|ly$)", ".ing"),
    (r"l(?:(?<=bl)|(?<=zl)|(?<=ngl))(?=ings?$)", ".el"),
    (r"kwi(?=es)", "kwi."),
    # ia: media, appreciate; not special, carriage, familiar, brilliant
    (r"ia(?:(?<=[tc]ia)(?=t)|(?<=[sg]ia)(?!$|n))", "i.a"),
    (r"ia(?<![tcsgx]ia)(?<!llia)(?!ge|r)", "i.a"),
    (r"iar(?<![tcsgxzl]iar)", "i.ar"),
    # io: period, ratio, various; not nation, million, union, behaviour
    (r"io(?:(?<![tcsgxhnv]io)(?<!llio)|(?<=[tcsgh]io)$)", "i.o"),
    (r"io(?:(?<=vio)(?!u?r)|(?<=nio)(?!ns?$|n[a-z]))", "i.o"),
    # ie: variety, diet, nutrient, science, happier; not patient, pier
    (r"i(?:(?=u|ell|et(?:y|ies)$)|(?<=di)(?=et)|(?<=^kwi)(?=et))", "i."),
    (
        r"i(?=e)(?:(?<![tc]i)(?<!veni)(?=en(?:t|c))|(?<=^sci)(?=en)|(?=est$)|(?<!^pi)(?<!^ti)(?=ers?$))",
        "i.",
    ),
    # eo, ea, eu: video, area, create, museum, nucleus; not surgeon, people, ocean
    (r"e(?=o)(?:(?<![gcp]e)(?!ous?r|o[uy]$)|(?<=pe)(?!op)|(?<=^ge)(?!or))", "e."),
    (r"e(?=as?$)(?<![lnr]se)(?:(?<=[aeiouy][^aeiouy]e)|(?<=[aeiouy][^aeiouy]{2}e))", "e."),
    (r"e(?=a)(?:(?<=[aeiouy][^aeiouyc]e)(?=ans?$)|(?<=cre)(?=at(?!u))|(?<=the)(?=at))", "e."),
    (r"e(?:(?<=re)(?=ali[tsz])|(?<=ucle)(?=[aiu])|(?<=[sl]e)(?=um)|i(?=er))", r"\g<0>."),
    # ua, uo, ue, ui: annual, virtuous, cruel, fluent, fluid; not persuade, fluoride
    (r"u(?:(?<!su)(?=a)|(?=al)|(?=o)(?!or)|(?<=[frd]u)(?=el))", "u."),
    (r"u(?=en(?:t|c)|ers?$|i(?:t[iy]|ds?$|ns?$|s?$))", "u."),
    (r"a(?=o)(?!o$)|o(?:(?<=po)(?=e[mt])|(?=as?$))", r"\g<0>."),
    # prefixes: reassure, cooperate
    (r"re(?<=^re)(?=in(?!d|s?$)|im|ass|app|ele|ent|est|org|act|exa)", "re."),
    (r"co(?<=^co)(?=oper|ordin|in[a-z]{3}|e[dfqrvx]|ag|al[ei]|art)", "co."),
    (r"pre(?<=^pre)(?=e[lmnx])", "pre."),
    (rf"o(?:{_AFTER_PREFIXES})(?=[aeiu])(?!us$)", "o."),
    # endings: heroic, algebraic, thirtieth, deity, giant, physiology
    (r"[ao](?=ics?$|icly$)", r"\g<0>."),
    (r"i(?:(?<=[lt]i)(?=eth$)|(?<=xi)(?=at)|(?<=^gi)(?=ant)|(?<=si)(?=olog)|(?=enn))", "i."),
    (r"e(?=it(?:y|ies)$)|o(?=ey|ers?$)|e(?<=le)(?=and)", r"\g<0>."),
    # chemical parts: thiazide, azathioprine, diethyl, hexaenoic, benzoate
    (r"i(?:(?<=ti)(?=ox|a[gz]|ana)|(?<=thi)(?=o)|(?:(?<=di)|(?<=tri))(?=eth|ene))", "i."),
    (r"ae(?=[aou])|a(?<=[axt]a)(?=eno)|o(?<=[dlnrz]o)(?=ates?$)", r"\g<0>."),
)
"""Second, adjacent vowels of two syllables: a point parts them."""

_ENDINGS = _rewrites(
    (r"l(?:(?<=[^aeiouylrw.]l)(?:e|es|ed)$|(?<=dl)$)", ".el"),
    (r"re(?=s?$)(?<=[tbdgpv]re)s?", ".er"),
    (r"ed$(?<=[^aeiouydt.]ed)", "d"),
    (r"es$(?<=[^aeiouyscxzg.]es)(?<![cs]hes)", "s"),
    (r"rl(?=e$)(?<=erl)", "r.el"),
    (r"e$(?<=[^aeiouy.]e)(?<!nte)(?<!ione)(?<!i\.one)(?<!tke)(?<!zke)", ""),
    (r"m(?=s?$)(?:(?<=[iay]sm)|(?<=thm))", ".em"),
)
"""Last, the endings: silent -e, -es, -ed; table, settled, centre and rhythm gain a syllable."""


def syllables_by_rule(words: Sequence[str]) -> list[int]:
    """Estimate the syllables of lower-case words from their spelling; at least 1 for any letters.

    All words are rewritten at once. A word that cannot be pronounced is spelled letter by letter
    (cbd 3, ssri 4). A word without a letter has 0.

    >>> syllables_by_rule(["sertraline", "echinacea", "ssri", "5"])
    [3, 5, 4, 0]
    """
    if not words:
        return []
    letters = [_NO_LETTER.sub("", word) for word in words]
    text = "\n".join(letters)
    for pattern, replacement in _SPELLING + _HIATUS + _ENDINGS:
        text = pattern.sub(replacement, text)
    return [
        _read(plain, len(_VOWELS.findall(rewritten)))
        for plain, rewritten in zip(letters, text.split("\n"), strict=True)
    ]


def _read(letters: str, vowels: int) -> int:
    if not letters:
        return 0
    return max(1, vowels) if is_pronounceable(letters) else spelled(letters)


def is_pronounceable(letters: str) -> bool:
    """Return whether lower-case letters can be read as a word; True for more than five.

    They cannot without a vowel. Up to four letters, a plural -s not counted, begin and end as words
    do and have no three different vowels together.

    >>> [is_pronounceable(word) for word in ("gaba", "ssri", "bmi", "copd", "maoi", "nhs")]
    [True, False, False, False, False, False]
    """
    if len(letters) > 5:
        return True
    stem = letters.removesuffix("s") if len(letters) == 5 else letters
    vowels = [match.span() for match in _VOWELS.finditer(stem)]
    if not vowels or len(stem) == 5:
        return bool(vowels)
    onset, coda = stem[: vowels[0][0]], stem[vowels[-1][1] :]
    return (
        (len(onset) < 2 or onset in _ONSETS)
        and (len(coda) < 2 or coda in _CODAS)
        and not _THREE_VOWELS.search(stem)
    )


def spelled(letters: str) -> int:
    """Return the syllables of letters read one by one: a plural -s has none, w has three.

    >>> spelled("bmi"), spelled("ssris"), spelled("www")
    (3, 4, 9)
    """
    stem = letters.removesuffix("s") if len(letters) > 3 else letters
    return len(stem) + 2 * stem.count("w")
