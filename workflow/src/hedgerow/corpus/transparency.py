"""Automatic proxies of the JAMA benchmarks: author, date, references, disclosure, found or not.

Source: Silberg, Lundberg & Musacchio (1997), JAMA 277. A proxy says that such a text was found, not
that what it says is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow.sources.link_classes import LINK_CLASSES, STUDY, link_class
from hedgerow.tables.spans import offsets_of
from hedgerow.text.blocks.block import HEADING, LIST_ITEM, TITLE
from hedgerow.text.tokens.tokenised_corpus import PART, TokenisedCorpus

_REFERENCES = re.compile(
    r"^(?:selected |further |key |scientific |article |medical )?(?:references?|sources?"
    r"|bibliography|citations?|works cited|literature(?: cited)?|notes and references"
    r"|where this comes from)\b[^.?!]{0,40}:?$",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\bdoi\b|\b10\.\d{4,9}/|https?://|\bwww\.|\bet al\b|\b(?:19|20)\d\d\s*[;:(]"
    r"|\((?:19|20)\d\d[a-z]?\)"
    r"|\bPM(?:ID|C)\b|\bRetrieved\b|\bAccessed\b|\bvol(?:ume|\.) ?\d|\bpp?\. ?\d",
    re.IGNORECASE,
)
"""What the entry of a work has: a year in the place of one, an address, pages, a volume."""
_SENTENCE = re.compile(r"^\D*\.$", re.DOTALL)
"""An item that is a sentence rather than a work: it ends with a stop and has no number."""
_REACH = 6
"""Blocks below a heading of references among which the first work must be."""

_SELF = (
    r"(?:we|i|this (?:site|website|blog|page|article|post)"
    r"|our (?:site|website|team|company|publishers?|sites?))"
)
_STOPS = ".!?"
_WORKS = (
    r"(?:article|post|page|site|website|blog|story|content|reporting|coverage|work|guide|review"
    r"|newsletter|podcast|journalism|service)s?"
)


@dataclass(frozen=True)
class _Wording:
    """A pattern that is searched for in texts with a word that all of its matches have.

    Attributes:
        pattern: its matches have no stop (.!?) within.
        words: in lower case; a match has one of them at least.
    """

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, pattern: str, *words: str) -> _Wording:
        return cls(re.compile(pattern, re.IGNORECASE | re.MULTILINE), words)

    def first_of_each(
        self, texts: Sequence[str], lowered: Sequence[str], searched: pa.Array
    ) -> list[int | None]:
        """Return the first character of the first match in each text; None without a match.

        Args:
            lowered, searched: the texts in lower case, as a list and as an Arrow array.
        """
        found: list[int | None] = [None] * len(texts)
        for i in _having(searched, self.words):
            found[i] = self._first(texts[i], lowered[i])
        return found

    def _first(self, text: str, lowered: str) -> int | None:
        # a few letters have two characters in lower case: then places do not agree
        spans = self._spans(lowered) if len(lowered) == len(text) else [(0, len(text))]
        matches = (self.pattern.search(text, begin, end) for begin, end in spans)
        return next((match.start() for match in matches if match), None)

    def _spans(self, lowered: str) -> list[tuple[int, int]]:
        """Return the spans from stop to stop that have a word, in order, with their last stop."""
        spans = set()
        for word in self.words:
            end = 0
            while (at := lowered.find(word, end)) >= 0:
                begin = 1 + max(lowered.rfind(stop, 0, at) for stop in _STOPS)
                stops = (lowered.find(stop, at) for stop in _STOPS)
                end = 1 + min((stop for stop in stops if stop >= 0), default=len(lowered) - 1)
                spans.add((begin, end))
        return sorted(spans)


def _having(texts: pa.Array, words: Iterable[str]) -> list[int]:
    """Return the places of the texts that have one of some words."""
    has_word = pc.match_substring_regex(texts, "|".join(map(re.escape, words)))
    return np.flatnonzero(has_word.to_numpy(zero_copy_only=False)).tolist()


_PAID = ("funded", "sponsored", "financed")
_DISCLOSURES = (
    # What the page or its author earns.
    _Wording.of(
        rf"\b{_SELF}\b[^.!?]{{0,40}}?\b(?:earns?|receives?|gets?|collects?"
        r"|be (?:paid|compensated))\s+"
        r"(?:(?:an?|some|any|small|affiliate|referral|advertising|certain|tiny|modest|no"
        r"|(?:percentage|portion|share) of)\s+){0,4}"
        r"(?:commissions?|compensation|affiliate fees?|referral fees?"
        r"|(?:fees?|payments?) (?:from|for|if|when)|revenue|kickbacks?|sales)\b",
        *("commission", "compensation", "affiliate fee", "referral fee", "revenue", "kickback"),
        *("sales", "fee f", "fee i", "fee w", "fees f", "fees i", "fees w", "payment"),
    ),
    _Wording.of(
        r"\b(?:contains?|includes?|uses?|has|have|are|through|via|be) (?:\w+ ){0,2}affiliate"
        r" (?:links?|marketing)\b|\baffiliate (?:disclosure|disclaimer|program participant)\b"
        r"|\bas an amazon (?:associate|affiliate)\b"
        r"|\bamazon (?:services llc )?associates program\b",
        *("affiliate", "amazon"),
    ),
    # What ties its authors declare, or declare not to have.
    _Wording.of(
        r"\b(?:authors?|i|we|he|she|they|researchers?|writer|reviewer|editors?)\b[^.!?]{0,30}\b"
        r"(?:has|have|had|declare[sd]?|report(?:s|ed)?|disclose[sd]?)\s+"
        r"(?:that (?:they|he|she) ha(?:s|ve) )?"
        r"(?:no|any)\s+(?:\w+ ){0,3}(?:conflicts?|competing interests?|disclosures?"
        r"|financial (?:interests?|ties|relationships?|disclosures?)|relevant interests?)"
        r"|\bno (?:potential |relevant |known |other )?(?:conflicts? of|competing) interests?\b"
        r"|^(?:conflicts? of interest|competing interests?|declarations? of (?:\w+ )?interests?)"
        r"\s*(?:statement|disclosure)?\s*:"
        r"|^(?:full |financial |affiliate |ftc |author |important )?disclosures?(?: statement)?"
        r"\s*:",
        *("conflict", "competing interest", "disclosure", "declaration", "relevant interest"),
        *("financial interest", "financial tie", "financial relation"),
    ),
    # Who pays for it, or does not.
    _Wording.of(
        rf"\b(?:this|our) {_WORKS} (?:is|was|are|were|ha(?:s|ve) been) (?:\w+ )?(?:funded"
        r"|sponsored|paid for|financed|underwritten|made possible|supported (?:financially|in part"
        r"|by (?:an? )?(?:grants?|donations|gifts|readers?|advertis)))\b"
        r"|\b(?:we|our (?:\w+ ){0,2}team) (?:are|were|is|was) (?:\w+ )?(?:funded|sponsored"
        r"|financed|compensated)\b",
        *_PAID,
        *("paid for", "underwritten", "made possible", "compensated"),
        *("supported financially", "supported in part", "supported by"),
    ),
    _Wording.of(
        rf"\b(?:{_SELF}|the (?:site|website|service|foundation)) (?:do(?:es)? not"
        r"|don[^.!?]t|doesn[^.!?]t|never) (?:accept|take|receive) (?:\w+ ){0,3}(?:money|payments?"
        r"|funding|advertis\w+|sponsorships?|compensation|commissions?)\b",
        *("t accept ", "t take ", "t receive ", "never accept ", "never take ", "never receive "),
    ),
    _Wording.of(
        r"\b(?:we|site|website|service|i) (?:accepts?|takes?|receives?|carr(?:y|ies)) no (?:\w+ )?"
        r"(?:money|payments?|funding|advertis\w+|sponsorships?)\b",
        *("accept no ", "accepts no ", "take no ", "takes no ", "receive no ", "receives no "),
        *("carry no ", "carries no "),
    ),
)
_DISCLOSURE_HEADING = re.compile(
    r"^(?:full |financial |affiliate |ftc |author(?:'s)? |important )?disclosures?"
    r"(?: statement)?:?$"
    r"|^(?:conflicts? of interest|competing interests?|declarations? of (?:conflicting )?interests?"
    r"|funding(?: and (?:disclosures?|conflicts? of interest))?)(?: statement)?:?$",
    re.IGNORECASE,
)
_ADVERTISING = _Wording.of(
    r"^(?:sponsored|advertisement|advertorial|paid (?:post|content|partnership|promotion))\b"
    r"[^.!?]{0,60}$|\bsponsored (?:post|content|article|by)\b|\bpaid (?:partnership|promotion)\b"
    r"|\bin paid partnership with\b|\baffiliate links?\b|#(?:ad|sponsored|spon)\b"
    r"|\bas an amazon (?:associate|affiliate)\b",
    *("sponsored", "advertisement", "advertorial", "paid p", "paid content", "affiliate link"),
    *("#ad", "#spon", "as an amazon"),
)
_NAME = r"[A-Z][\w.'’-]+(?: (?:[a-z]{2,3} )?[A-Z][\w.'’-]+){1,3}"
_BYLINE = re.compile(
    rf"^(?:[Ww]ritten |[Pp]osted |[Rr]eported |[Rr]eviewed )?[Bb][Yy]:? ({_NAME}(?:(?:,| and|, and)"
    rf" {_NAME})*)(?:$|\s*[|,(•·–—-]|\s+\d|\s+(?:on|for|in)\b)|^[Aa]uthor:? ({_NAME})$",
    re.MULTILINE,
)
_MONTHS = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATELINE = re.compile(
    rf"^(?:[A-Z][A-Z .,'’-]{{2,40}}[,:]? )?(?:(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY,? )?"
    rf"({_MONTHS} \d{{1,2}}(?:, (?:19|20)\d\d)?) ?(?:\([^()]{{2,60}}\)|[-–—]{{1,2}} )"
    rf"|^(?:(?i:(?:last |first )?(?:published|updated|posted|reviewed|medically reviewed|date)\b)"
    rf"[^.!?\d]{{0,30}}?)?({_MONTHS} \d{{1,2}},? (?:19|20)\d\d|\d{{1,2}} {_MONTHS} (?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d)\b[^.!?]{0,40}$",
    re.MULTILINE,
)
_FRONT = 1_200
"""Characters of a text in which its byline and dateline are."""
_LONGEST = 160

_COLUMNS = (
    "byline_text",
    "dateline_text",
    "references_text",
    "disclosure_text",
    "advertising_text",
)


def find_proxies(tokenised: TokenisedCorpus) -> pd.DataFrame:
    """Return doc_id and the text that was taken for each sign, null where there is none.

    `byline_text` and `dateline_text`: a line of the beginning that names an author, and a date that
    opens the first paragraph or is a line of its own. `references_text`: a heading of that name
    with a work below it. `disclosure_text`: a sentence about the interests of the page itself, or a
    heading of that name, with the block below it; that a study in the text was funded by somebody
    is none. `advertising_text`: wording that marks advertising or affiliate links.
    """
    rows = []
    headed = (tokenised.block_kind == HEADING) | (tokenised.block_kind == TITLE)
    of_headings = offsets_of(headed)[tokenised.doc_block].tolist()
    headings = np.flatnonzero(headed).tolist()
    for first in range(0, len(tokenised.doc_ids), PART):
        numbers = range(first, min(first + PART, len(tokenised.doc_ids)))
        texts = [tokenised.text(d) for d in numbers]
        places = zip(*_first_wordings(texts), strict=True)
        rows += [
            (
                tokenised.doc_ids[d],
                *_signs(
                    tokenised, d, text, headings[of_headings[d] : of_headings[d + 1]], *of_text
                ),
            )
            for d, text, of_text in zip(numbers, texts, places, strict=True)
        ]
    return pd.DataFrame(rows, columns=["doc_id", *_COLUMNS])


def _first_wordings(texts: Sequence[str]) -> tuple[list[int | None], list[int | None]]:
    """Return the place of the first disclosure, and of the first advertising, of each text."""
    lowered = [text.lower() for text in texts]
    searched = pa.array(lowered, pa.large_string())
    # one search for all words first: most texts have none of them
    words = (word for wording in (*_DISCLOSURES, _ADVERTISING) for word in wording.words)
    some = _having(searched, dict.fromkeys(words))
    chosen = (
        [texts[i] for i in some],
        [lowered[i] for i in some],
        searched.take(pa.array(some, pa.int64())),
    )
    disclosures = zip(*(wording.first_of_each(*chosen) for wording in _DISCLOSURES), strict=True)
    advertising = _ADVERTISING.first_of_each(*chosen)
    found: tuple[list[int | None], list[int | None]] = [None] * len(texts), [None] * len(texts)
    for i, of_text, place in zip(some, disclosures, advertising, strict=True):
        found[0][i] = min((at for at in of_text if at is not None), default=None)
        found[1][i] = place
    return found


def _signs(
    tokenised: TokenisedCorpus,
    d: int,
    text: str,
    headings: Sequence[int],
    disclosure: int | None,
    advertising: int | None,
) -> Iterator[str | None]:
    """Yield the signs of a document, given the places of its first wording of two kinds.

    Args:
        headings: blocks of its headings and titles.
    """
    front = text[:_FRONT]
    yield _group(_BYLINE.search(front))
    yield _group(_DATELINE.search(front))
    yield _references(tokenised, d, text, headings)
    yield _below_disclosure_heading(tokenised, d, text, headings) or _sentence_at(
        tokenised, d, text, disclosure
    )
    yield _sentence_at(tokenised, d, text, advertising)


def link_counts(links: Iterable[str | None]) -> pd.DataFrame:
    """Return the number of outgoing links of each class, and the links to studies as one text.

    Args:
        links: the addresses of each document, separated by blanks; null for a document without any.
    """
    rows = []
    for addresses in links:
        given = addresses.split() if isinstance(addresses, str) else []
        classes = [link_class(address) for address in given]
        studies = [a for a, kind in zip(given, classes, strict=True) if kind == STUDY]
        counts = [classes.count(kind) for kind in LINK_CLASSES]
        rows.append((*counts, _short(" ".join(studies)) or None))
    counts = pd.DataFrame(
        rows, columns=[*(f"links_{kind}" for kind in LINK_CLASSES), "study_links"]
    )
    texts = counts["study_links"].astype(object)
    return counts.assign(study_links=texts.where(texts.notna(), None))


def _group(match: re.Match[str] | None) -> str | None:
    return next(filter(None, match.groups()), None) if match else None


def _references(
    tokenised: TokenisedCorpus, d: int, text: str, headings: Sequence[int]
) -> str | None:
    last = int(tokenised.doc_block[d + 1])
    for b in headings:
        own = text[tokenised.block_start[b] : tokenised.block_end[b]].strip()
        if not _REFERENCES.match(own):
            continue
        for below in range(b + 1, min(b + 1 + _REACH, last)):
            entry = text[tokenised.block_start[below] : tokenised.block_end[below]]
            listed = tokenised.block_kind[below] == LIST_ITEM
            if _WORK.search(entry) or (listed and not _SENTENCE.search(entry)):
                return _with_next(tokenised, d, text, b)
    return None


def _below_disclosure_heading(
    tokenised: TokenisedCorpus, d: int, text: str, headings: Sequence[int]
) -> str | None:
    last = int(tokenised.doc_block[d + 1]) - 1
    for b in headings:
        if (
            b < last
            and tokenised.block_kind[b] == HEADING
            and _DISCLOSURE_HEADING.match(
                text[tokenised.block_start[b] : tokenised.block_end[b]].strip()
            )
        ):
            return _with_next(tokenised, d, text, b)
    return None


def _sentence_at(tokenised: TokenisedCorpus, d: int, text: str, place: int | None) -> str | None:
    """The sentence of a document that holds a place of its text."""
    if place is None:
        return None
    first, last = tokenised.doc_sentence[d], tokenised.doc_sentence[d + 1]
    starts = tokenised.sentence_start[first:last]
    s = max(first, first + np.searchsorted(starts, place, "right") - 1)
    return _short(text[tokenised.sentence_start[s] : tokenised.sentence_end[s]])


def _with_next(tokenised: TokenisedCorpus, d: int, text: str, b: int) -> str:
    """The text of a heading and of the block below it."""
    following = min(b + 1, tokenised.doc_block[d + 1] - 1)
    return _short(text[tokenised.block_start[b] : tokenised.block_end[following]])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
