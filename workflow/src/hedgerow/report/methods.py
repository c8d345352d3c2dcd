"""The methods text with the parameters of the run, and its references."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hedgerow import __version__
from hedgerow.lexicons.grade import grade_coefficients
from hedgerow.lexicons.label_accuracy import published_figures
from hedgerow.readability.formulas import FORMULAS
from hedgerow.report import numbers
from hedgerow.report.escape import shown, visible
from hedgerow.report.labels import STATUSES
from hedgerow.report.render import asset
from hedgerow.report.results import Results
from hedgerow.statistics.groups import FEWEST
from hedgerow.tables.bibtex import bibtex_fields, bibtex_key

DATA = ("report/templates/methods.md.j2", "report/assets/references.bib")


_EXCLUDED = {
    "exact": "exact duplicates were left out of the statistics, near duplicates were not",
    "near": "both were left out of the statistics",
    "none": "both stayed in the statistics",
}


_GOLD = {
    "bioscope_full_papers": ("full papers of BioScope", "vincze2008"),
    "bioscope_abstracts": ("abstracts of BioScope", "vincze2008"),
    "sfu_review": ("the SFU review corpus", "konstantinova2012"),
    "pubmed_claim_strength": ("conclusions of PubMed abstracts", "yu2019"),
    "eurekalert_claim_strength": ("press releases", "yu2020"),
    "health_advice_structured_abstract": ("structured abstracts", "li2021"),
    "health_advice_unstructured_abstract": ("unstructured abstracts", "li2021"),
    "health_advice_discussion": ("discussion sections", "li2021"),
    "polnear_dev": ("political news", "newell2018"),
    "certainty_sentence": ("scientific findings", "pei2021"),
    "sciclaim": ("claims of abstracts", ""),
    "consumer_health": ("consumer-health pages", ""),
}
"""Where the annotated sentences come from, and who published them."""

_ENTRY = re.compile(r"^@(?P<kind>\w+)\{(?P<key>\w+), (?P<fields>.*)\}$", re.MULTILINE)


def bibliography(text: str) -> str:
    """Return the BibTeX entries of what a methods text cites, Hedgerow itself first."""
    own = (
        "@software{hedgerow, author = {{Hedgerow contributors}}, title = {Hedgerow}, "
        f"version = {{{__version__}}}}}"
    )
    cited = set(re.findall(r"@(\w+)", text))
    entries = [own, *(f.reference for f in FORMULAS.values())]
    entries += [entry[0] for entry in _ENTRY.finditer(asset("references.bib"))]
    return "".join(f"{entry}\n" for entry in entries if bibtex_key(entry) in cited)


def _lines(results: Results) -> str:
    """Return the lines of the summary and of the attention list in words."""
    named = (
        ("grade", "consensus grade {}", False),
        ("overstatement", "{} of causal claims put directly", True),
        ("unattributed", "{} of direct claims without a source", True),
        ("named", "{} of mentions of research that name it", True),
        ("template_share", "{} of the words in shared sequences", True),
    )
    values = ((results.setting("criteria", key), words, share) for key, words, share in named)
    return ", ".join(
        words.format(numbers.percent(value) if share else f"{value:g}")
        for value, words, share in values
        if numbers.defined(value)
    )


def _validation() -> list[tuple[str, str]]:
    """Return each label with its figures on annotated sentences, in words."""
    by_label: dict[str, list[str]] = {}
    for row in published_figures():
        where, key = _GOLD.get(row.file, (row.file.replace("_", " "), ""))
        words = f"{row.figure} {row.value:.2f} on {numbers.count(row.items)} sentences of {where}"
        by_label.setdefault(row.label, []).append(words + (f" [@{key}]" if key else ""))
    return [(label, "; ".join(found)) for label, found in by_label.items()]


def _formulas() -> list[tuple[str, str]]:
    """Return the label of each formula, and its definition with its reference."""
    return [
        (f.label, f"{f.definition.replace(' - ', ' − ')} [@{f.key}]") for f in FORMULAS.values()
    ]


_TERMS = {
    "log_sentence_length": "ln(length of the sentence that a word stands in)",
    "sqrt_rarity": "√rarity",
    "of": "(share of the word “of”)",
    "sqrt_polysyllables": "√(P/W)",
    "out_of_dictionary": "(share of words outside the pronouncing dictionary)",
}


def grade_formula() -> str:
    """Return the formula of the Hedgerow grade with its coefficients, in a line."""
    weights = grade_coefficients()
    parts = [f"{weights[name]:.2f} × {term}" for name, term in _TERMS.items()]
    return " + ".join([f"{weights['constant']:.2f}", *parts]).replace("-", "−")


def methods_markdown(results: Results) -> str:
    """Return the methods, ready to paste, in Markdown with citation keys of the BibTeX file."""
    flow = results.part("flow")
    setting = results.setting
    made = Environment(
        loader=PackageLoader("hedgerow.report", "templates"),
        autoescape=False,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(count=numbers.count, plural=numbers.plural)
    odd = results.part("oov_words").get("share")
    text = made.get_template("methods.md.j2").render(
        corpus=visible(results.corpus),
        flow=flow,
        left_out=[
            (STATUSES[key], flow[key])
            for key in STATUSES
            if key != "analysed" and numbers.defined(flow.get(key)) and flow[key]
        ],
        totals=results.part("totals"),
        near=setting("duplicates", "near", default=0.8),
        exclude=_EXCLUDED[setting("duplicates", "exclude", default="exact")],
        too_short=setting("too_short", default=100),
        formulas=_formulas(),
        grade_formula=grade_formula(),
        odd_share=numbers.percent(odd, 1) if numbers.defined(odd) else "",
        sentence_resamples=setting("readability", "resamples", default=1000),
        grades=" and ".join(
            f"{grade:g}" for grade in setting("readability", "grades", default=[6, 8])
        ),
        textstat=results.part("textstat").get("documents") or 0,
        inflected=setting("keywords", "inflected", default=False),
        stuffing_criteria=setting("keywords", "thresholds", "criteria", default=2),
        min_words=setting("templates", "min_words", default=5),
        min_documents=setting("templates", "min_documents", default=2),
        resamples=setting("statistics", "resamples", default=2000),
        min_group=FEWEST,
        lines=_lines(results),
        seed=results.summary.get("seed", setting("seed", default=1)),
        validation=_validation(),
        grouped=results.grouped,
        compared=results.earlier is not None,
        weighed=bool((results.part("lexicons").get("label_weights.tsv") or {}).get("entries")),
        lexicons=[
            (name, cells)
            for name, cells in sorted(results.part("lexicons").items())
            if isinstance(cells, dict)
        ],
        versions=sorted(results.part("versions").items()),
    )
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def references(text: str) -> list[dict[str, Any]]:
    """Return what a methods text cites as plain fields, in the order of the BibTeX file."""
    found = []
    for entry in _ENTRY.finditer(bibliography(text)):
        fields = bibtex_fields(entry["fields"])
        authors = fields.get("author", "").replace(" and others", " et al.").split(" and ")
        fields["author"] = "; ".join(authors)
        found.append({"key": entry["key"], **fields, "rest": _rest(fields)})
    return found


def _rest(fields: dict[str, str]) -> str:
    """Return what follows the title of a reference: where it appeared, volume, pages, DOI."""
    places = ("journal", "booktitle", "institution", "publisher", "howpublished")
    where = [fields[place] for place in places if place in fields]
    if "version" in fields:
        where.append(f"Computer program, version {fields['version']}")
    volume, number = fields.get("volume", ""), fields.get("number", "")
    issue = f"{volume}({number})" if volume and number else volume or number
    where.append(", ".join(part for part in (issue, fields.get("pages", "")) if part))
    if "doi" in fields:
        where.append(f"doi:{fields['doi']}")
    return ". ".join(part for part in where if part)


def _short_authors(authors: str) -> str:
    """Return the family names as they are cited: one, two, or the first and et al."""
    names = [name.split(",")[0] for name in authors.removesuffix(" et al.").split("; ")]
    if len(names) > 2 or authors.endswith(" et al."):
        return f"{names[0]} et al."
    return " & ".join(names)


def methods_html(markdown: str) -> Markup:
    """Return the methods as HTML for the report; citation keys lead to the references."""
    from markdown_it import MarkdownIt

    # No raw HTML, no links from the text: the names in it come from corpora and configs.
    html = (
        MarkdownIt("commonmark", {"html": False})
        .disable(["link", "image", "autolink"])
        .render(markdown.split("\n", 1)[1])
    )
    html = re.sub(r"<(/?)h2>", r"<\1h3>", html)
    known = {entry["key"]: entry for entry in references(markdown)}

    def cite(match: re.Match[str]) -> str:
        parts = []
        for key in re.findall(r"@(\w+)", match[0]):
            if key not in known:
                return match[0]
            label = f"{_short_authors(known[key]['author'])} {known[key].get('year', '')}".strip()
            parts.append(f'<a href="#ref-{key}">{Markup.escape(label)}</a>')
        return f"({'; '.join(parts)})"

    return Markup(re.sub(r"\[@[\w@; ]+\]", cite, html))
