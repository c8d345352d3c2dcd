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
from hedgerow.readability.grade import ADDED
from hedgerow.report import numbers
from hedgerow.report.escape import shown, visible
from hedgerow.report.labels import STATUSES
from hedgerow.report.render import asset
from hedgerow.report.results import Results
from hedgerow.statistics.groups import COMPARED_GROUPS, FEWEST
from hedgerow.tables.bibtex import bibtex_fields, bibtex_key

DATA = ("report/templates/methods.md.j2", "report/assets/references.bib")

_EXCLUDED = {
    "exact": "exact duplicates were excluded from the statistics, near duplicates were not",
    "near": "both were excluded from the statistics",
    "none": "both were kept in the statistics",
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
    "consumer_web": ("five consumer-health sites", ""),
}
"""Source of the annotated sentences, and the key of its publication."""

_ENTRY = re.compile(r"^@(?P<kind>\w+)\{(?P<key>\w+), (?P<fields>.*)\}$", re.MULTILINE)


def bibliography(text: str) -> str:
    """Return the BibTeX entries of the works that a methods text cites, Hedgerow first."""
    own = (
        "@software{hedgerow, author = {{Hedgerow contributors}}, title = {Hedgerow}, "
        f"version = {{{__version__}}}}}"
    )
    cited = set(re.findall(r"@(\w+)", text))
    entries = [own, *(f.reference for f in FORMULAS.values())]
    entries += [entry[0] for entry in _ENTRY.finditer(asset("references.bib"))]
    return "".join(f"{entry}\n" for entry in entries if bibtex_key(entry) in cited)


def methods_paragraph(results: Results) -> str:
    """Return the methods in one paragraph for a paper, with the numbers of this run."""
    totals, flow = results.part("totals"), results.part("flow")
    near = results.setting("duplicates", "near")
    resamples = results.setting("statistics", "resamples")
    phrase = "" if near is None else f"; near duplicates: Jaccard similarity of {near:g} or more"
    return (
        f"We analysed {numbers.plural(flow.get('included') or 0, 'article')} "
        f"({numbers.plural(totals.get('words') or 0, 'word')} of prose in "
        f"{numbers.plural(totals.get('sentences') or 0, 'sentence')}; "
        f"{numbers.count(flow.get('found') or 0)} files or records found{phrase}) with Hedgerow "
        f"{__version__}. Texts were divided into typed blocks; readability, hedging and claims "
        "were measured on prose, phrases and shared wording on all blocks. The consensus grade is "
        "the median of Flesch-Kincaid, SMOG, Gunning Fog, Coleman-Liau and the Automated "
        "Readability Index. Hedges and boosters were counted by type per 1,000 words. Each "
        "sentence was labelled by a program for the class of its claim (direct causal, conditional "
        "causal, correlational, none; Sumner et al. 2014) and for the source it names; the "
        "accuracy of the labels is in the full methods. Intervals are 95 % percentile intervals of "
        f"{numbers.count(resamples)} bootstrap resamples of documents (seed "
        f"{numbers.number(results.setting('seed') or 1, 0)}), p-values are adjusted by Holm."
    )


def _lines(results: Results) -> str:
    """Return the lines of the attention list in words."""
    named = (
        ("grade", "consensus grade {}", False),
        ("overstatement", "{} of causal claims that are direct", True),
        ("unattributed", "{} of direct causal claims without attribution", True),
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
    """Return each label with its accuracy on annotated sentences, in words."""
    by_label: dict[str, list[str]] = {}
    for row in published_figures():
        source, key = _GOLD.get(row.file, (row.file.replace("_", " "), ""))
        words = f"{row.figure} {row.value:.2f} on {numbers.count(row.items)} sentences of {source}"
        by_label.setdefault(row.label, []).append(words + (f" [@{key}]" if key else ""))
    return [(label, "; ".join(figures)) for label, figures in by_label.items()]


def _formulas() -> list[tuple[str, str]]:
    """Return the label of each formula, and its definition with its reference."""
    return [
        (f.label, f"{f.definition.replace(' - ', ' − ')} [@{f.key}]") for f in FORMULAS.values()
    ]


_TERMS = {
    "log_sentence_length": "ln(length of the sentence of each word)",
    "sqrt_rarity": "√rarity",
    "of": "(share of the word “of”)",
    "sqrt_polysyllables": "√(P/W)",
    "out_of_dictionary": "(share of words outside the pronouncing dictionary)",
}


def grade_formula() -> str:
    """Return the formula of the Hedgerow grade with its coefficients."""
    weights = grade_coefficients()
    parts = [f"{weights[name]:.2f} × {term}" for name, term in _TERMS.items()]
    formula = " + ".join([f"{weights['constant']:.2f}", *parts]).replace("-", "−")
    return f"{formula}, rarity and shares with {ADDED} words of average text added"


def methods_markdown(results: Results) -> str:
    """Return the methods in Markdown, with citation keys of the BibTeX file."""
    made = Environment(
        loader=PackageLoader("hedgerow.report", "templates"),
        autoescape=False,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(count=numbers.count, plural=numbers.plural)
    text = made.get_template("methods.md.j2").render(
        **_documents(results), **_parameters(results), **_resources(results)
    )
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def _documents(results: Results) -> dict[str, Any]:
    """Return what the methods text needs of the documents."""
    flow = results.part("flow")
    estimated = results.part("oov_words").get("share")
    return {
        "corpus": visible(results.corpus),
        "flow": flow,
        "left_out": [
            (STATUSES[key], flow[key])
            for key in STATUSES
            if key != "analysed" and numbers.defined(flow.get(key)) and flow[key]
        ],
        "totals": results.part("totals"),
        "estimated_share": numbers.percent(estimated, 1) if numbers.defined(estimated) else "",
        "textstat": results.part("textstat").get("documents") or 0,
        "grouped": results.grouped,
        "compared": results.earlier is not None,
    }


def _parameters(results: Results) -> dict[str, Any]:
    """Return the settings that the methods text names."""
    setting = results.setting
    return {
        "near": setting("duplicates", "near"),
        "exclude": _EXCLUDED[setting("duplicates", "exclude")],
        "too_short": setting("too_short"),
        "sentence_resamples": setting("readability", "resamples"),
        "grades": " and ".join(f"{grade:g}" for grade in setting("readability", "grades")),
        "forms": setting("keywords", "forms"),
        "stuffing_criteria": setting("keywords", "thresholds", "criteria"),
        "min_words": setting("templates", "min_words"),
        "min_documents": setting("templates", "min_documents"),
        "resamples": setting("statistics", "resamples"),
        "min_group": FEWEST,
        "most_compared": COMPARED_GROUPS if len(results.groups) > COMPARED_GROUPS else 0,
        "labeller": setting("hedging", "labels") or "careful",
        "coding": {"sentences": 0, "coders": [], **results.part("coding")},
        "lines": _lines(results),
        "seed": results.summary.get("seed"),
    }


def _resources(results: Results) -> dict[str, Any]:
    """Return formulas, lexicons, accuracy of the labels, and versions."""
    lexicons = results.part("lexicons")
    return {
        "formulas": _formulas(),
        "grade_formula": grade_formula(),
        "validation": _validation(),
        "weighed": bool((lexicons.get("label_weights.tsv") or {}).get("entries")),
        "lexicons": [
            (name, cells) for name, cells in sorted(lexicons.items()) if isinstance(cells, dict)
        ],
        "versions": sorted(results.part("versions").items()),
    }


def references(text: str) -> list[dict[str, Any]]:
    """Return the cited works as plain fields, in the order of the BibTeX file."""
    cited = []
    for entry in _ENTRY.finditer(bibliography(text)):
        fields = bibtex_fields(entry["fields"])
        authors = fields.get("author", "").replace(" and others", " et al.").split(" and ")
        fields["author"] = "; ".join(authors)
        cited.append({"key": entry["key"], **fields, "rest": _rest(fields)})
    return cited


def _rest(fields: dict[str, str]) -> str:
    """Return the end of a reference: publication, volume, pages, DOI."""
    kinds = ("journal", "booktitle", "institution", "publisher", "howpublished")
    where = [fields[kind] for kind in kinds if kind in fields]
    if "version" in fields:
        where.append(f"Computer program, version {fields['version']}")
    volume, number = fields.get("volume", ""), fields.get("number", "")
    issue = f"{volume}({number})" if volume and number else volume or number
    where.append(", ".join(part for part in (issue, fields.get("pages", "")) if part))
    if "doi" in fields:
        where.append(f"doi:{fields['doi']}")
    return ". ".join(part for part in where if part)


def _short_authors(authors: str) -> str:
    """Return the family names of a citation: one, two, or the first and et al."""
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
