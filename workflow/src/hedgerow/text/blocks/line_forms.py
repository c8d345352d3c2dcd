"""Forms of single lines that take a regular expression to decide."""

from __future__ import annotations

import re
from string import ascii_letters

from hedgerow.text.blocks.line_flags import CREDIT_LENGTH

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? \d{{4}}"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|{_MONTH} \d{{4}})\b"
)
_DATE_LEAD = re.compile(
    r"(?:(?:first |last |medically |originally )?"
    r"(?:published|updated|posted|reviewed|modified|date|created)(?: on| at| date)?\s*:?\s*)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w.'-]*(?:,? (?:[A-Z][\w.'-]*|and|&|de|van|von|der|la|di|of|the))*"
_BY = re.compile(
    r"(?:(?:[Mm]edically )?(?:[Ww]ritten|[Rr]eviewed|[Pp]osted|[Pp]ublished|[Ww]ords|[Ss]tory) )?"
    rf"(?:[Bb]y|BY|Por|Par|Von):? (?P<name>{_NAME})(?P<rest>.*)$"
)
_AUTHOR = re.compile(
    r"(?:authors?|writers?|written by|editors?|edited by|reviewer|reviewed by|medical reviewer)"
    r"\s*[:|]\s*(?P<name>\S.{1,120})$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_LABELLED = re.compile(
    r"(?:Figure|Fig\.?|Table|Listing|Box|Chart|Map|Plate|Exhibit|Photo|Image)\s+"
    r"(?:\d+(?:\.\d+)*|[IVX]+)[a-z]?(?:\s*[.:|–—-](?:\s|$)|\s*$|\s+(?=[A-Z(]))"
)
_LETTERS = frozenset(ascii_letters)
_LABELS = ("Figure", "Fig", "Table", "Listing", "Box", "Chart", "Map", "Plate", "Exhibit", "Photo",
           "Image", "Picture", "Illustration", "Caption")  # fmt: skip
_LABEL_HEADS = frozenset(label[0] for label in _LABELS)
_PICTURE = r"(?:Photo|Image|Picture|Photograph|Illustration)s?"
_PICTURED = re.compile(rf"(?:{_PICTURE}|Caption)(?: credit| courtesy)?\s*(?::|\bby\b)")
_CREDITED = re.compile(
    rf"(?:(?:(?:{_PICTURE}|Video|Audio)(?: credits?| courtesy)?|\([Cc]redits?[\w ]*|\(source): "
    r"|\blicensed under |\bCC[ -]BY\b)[^!?]{0,90}$"
)
_QUOTED = re.compile(r"[\"“].{20,}[\"”]\s*[-–—]+\s*[A-Z][^.!?\"”]{2,60}$")
_AFFILIATED = re.compile(
    r"\b(?:Universit\w+|Department|Institut\w+|Faculty|Laborator\w+|Hospital|College|School)\b"
)
_INDEXED = re.compile(r"(?:key ?words|index terms|tags|categories|filed under)\s*:", re.IGNORECASE)
_LONGEST_ENTRY = 600
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_VOLUME = re.compile(r"\d\s?\(\d+(?:[-–]\d+)?\)|\b[Vv]ol\.|\bpp?\.\s?\d|\d\s?[:,]\s?e?\d+[-–]\d+")
_INITIALS = re.compile(
    r"(?:\W*\d+\W+)?[A-Z][\w'’-]+"
    r"(?:,? (?:[A-Z]\.?[ -]?){1,3}(?:[,;&(.]|and\b|et al)|,? [A-Z]{1,3}[,.])"
)
_LOCATED = re.compile(
    r"(?:://|www\.|\bdoi\b|\b10\.\d{4,}/|\bPM(?:ID|C)\b)\S*\W*\d*\W*$", re.IGNORECASE
)
_CONTACT = re.compile(
    r"\b(?:Phone|Tel(?:ephone)?|Fax|E-?mail|Internet)\b\W|\b[A-Z]{2},? \d{5}\b"
    r"|\(\d{3}\) ?\d{3}-\d{4}"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SUMMARY = re.compile(r"(?:abstract|summary|tl;?\s?dr|in short|in brief)\s*[:—–]\s", re.I)


def date_in(text: str) -> str | None:
    """Return the first date in a text, as written, or None.

    >>> date_in("Last updated: March 3rd, 2021")
    'March 3rd, 2021'
    """
    match = _DATE.search(text)
    return match.group() if match else None


def byline_in(text: str) -> str | None:
    """Return the author that a byline names; None for any other line.

    >>> byline_in("By Jane Doe | 3 May 2024")
    'Jane Doe'
    """
    if len(text) > 160 or not text[0].isalpha():
        return None
    match = _AUTHOR.match(text)
    if match:
        return match.group("name").strip()
    match = _BY.match(text)
    if not match:
        return None
    name, rest = match.group("name"), match.group("rest").strip()
    if len(name.split()) > 12 or (rest and not re.match(r"[,|/·•(@–—-]|on |\d", rest)):
        return None
    return name.strip(" ,.")


def is_date_line(text: str) -> bool:
    """Test whether a line is only a date, with or without "Published" before it.

    >>> is_date_line("Published: 3 May 2024")
    True
    """
    if len(text) > 80:
        return False
    match = _DATE.match(text, _DATE_LEAD.match(text).end())  # type: ignore[union-attr]
    return match is not None and len(text) - match.end() <= 20


def is_line_of_names(text: str) -> bool:
    """Test whether a line below a title names its authors: by e-mail, or by place of work.

    Args:
        text: a line that does not end as a sentence does (`line_flags.ENDS`).

    >>> is_line_of_names("Ann Green, University of York")
    True
    """
    if len(text) > 250:
        return False
    if "@" in text:
        return _EMAIL.search(text) is not None
    return "," in text and _AFFILIATED.search(text) is not None and _capitals(text) >= 0.5


def is_caption(text: str) -> bool:
    """Test whether a block is a caption: it opens with a label (Figure 2) or closes with a credit.

    >>> is_caption("Figure 2. A mill in spring"), is_caption("Figures are rising.")
    (True, False)
    """
    labelled = text[0] in _LABEL_HEADS and text.startswith(_LABELS)
    if labelled and len(text) < 1500 and _LABELLED.match(text):
        return True
    if len(text) > 400:
        return False
    if labelled and _PICTURED.match(text):
        return True
    return _CREDITED.search(text, max(0, len(text) - CREDIT_LENGTH)) is not None


def is_attributed_quote(text: str) -> bool:
    """Test whether a block is a quotation with the name of the speaker after a dash.

    >>> is_attributed_quote('"It was ours, and it is no more." - Ann Green')
    True
    """
    return text[0] in '"“' and _QUOTED.match(text) is not None


def is_entry(text: str) -> bool:
    """Test whether a block is an entry to look up, not to read: a reference, an address, keywords.

    A reference or address ends in a number or a web address and has three of: a year; a volume,
    number or pages; a name with initials at its head; a web address or identifier at its end; a
    telephone or post code; four capitalised words in ten.

    >>> is_entry("Green AB. On mills. Mill Papers. 2010;5(2):100-5.")
    True
    """
    if not 12 <= len(text) <= _LONGEST_ENTRY:
        return False
    last = text[text.rfind(" ") + 1 :]
    if not ("/" in last or (last[-1] not in _LETTERS and _ends_in_number(last))):
        return ":" in text[:20] and _INDEXED.match(text) is not None
    found = sum(sign.search(text) is not None for sign in (_YEAR, _VOLUME, _LOCATED, _CONTACT))
    return found + (_INITIALS.match(text) is not None) + (_capitals(text) >= 0.4) >= 3


def _ends_in_number(word: str) -> bool:
    return word.rstrip(".)]\"'")[-1:].isdecimal()


def _capitals(text: str) -> float:
    """Return the share of capitalised words among those of two letters or more; 1 without any."""
    words = _WORD.findall(text)
    return sum(word[0].isupper() for word in words) / len(words) if words else 1.0


def is_summary(text: str) -> bool:
    """Test whether a text opens with the label of a summary.

    >>> is_summary("In short: it rained.")
    True
    """
    return _SUMMARY.match(text) is not None
