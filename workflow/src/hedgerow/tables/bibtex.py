"""Entries of a BibTeX file as plain text."""

from __future__ import annotations

import re

_FIELD = re.compile(r"(\w+) = \{((?:[^{}]|\{[^{}]*\})*)\}")
_LATEX = {
    r"{\"o}": "ö",
    r"{\"a}": "ä",
    r"{\'a}": "á",
    r"{\'o}": "ó",
    r"{\~n}": "ñ",
    "--": "–",
    "``": "“",
    "''": "”",
}


def bibtex_key(entry: str) -> str:
    """Return the citation key of an entry.

    >>> bibtex_key("@book{gunning1952, author = {Gunning, Robert}}")
    'gunning1952'
    """
    return entry.split("{", 1)[1].split(",", 1)[0]


def bibtex_fields(entry: str) -> dict[str, str]:
    """Return the fields of an entry, without braces and LaTeX.

    >>> bibtex_fields("@book{b, author = {Bj{\\\\\\"o}rnsson, Carl-Hugo}, year = {1968}}")
    {'author': 'Björnsson, Carl-Hugo', 'year': '1968'}
    """
    fields = {}
    for name, value in _FIELD.findall(entry):
        for latex, plain in _LATEX.items():
            value = value.replace(latex, plain)
        fields[name] = re.sub(r"[{}]", "", value)
    return fields


def cited_authors(fields: dict[str, str]) -> str:
    """Return the family names as in a citation: one, two, or the first and et al.

    >>> cited_authors({"author": "Coleman, Meri and Liau, T. L."})
    'Coleman & Liau'
    """
    names = [name.split(",")[0] for name in fields["author"].split(" and ")]
    return f"{names[0]} et al." if len(names) > 2 else " & ".join(names)
