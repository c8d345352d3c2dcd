"""Ten usual tasks as users of five packages would write them, and the table of lines of code.

    python tools/ten_tasks.py

The programs of the other packages follow their own documentation; quanteda is an R package, and its
measures are in quanteda.textstats. A test runs those of Hedgerow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hedgerow.tables.marked_sections import write_part

PAGE = Path(__file__).parents[1] / "docs/python.md"
PACKAGES = ("Hedgerow", "TextDescriptives", "textstat", "quanteda", "LFTK")

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
features = td.extract_metrics(text=texts, lang="en", metrics=None).select_dtypes("number")
make_pipeline(SimpleImputer(), LogisticRegression()).fit(features, labels)""",
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


def table() -> str:
    """Return the table of lines of code, the fewest of each task in bold, and the tally."""
    rows = [f"| task | {' | '.join(PACKAGES)} |", "|---|" + "---:|" * len(PACKAGES)]
    fewest = 0
    for task in TASKS:
        counts = {name: lines(program) for name, program in task.programs.items()}
        least = min(counts.values())
        fewest += counts["Hedgerow"] == least
        cells = [_cell(counts.get(name), least) for name in PACKAGES]
        rows.append(f"| {task.name} | {' | '.join(cells)} |")
    return (
        "\n".join(rows) + f"\n\nFewest lines, ties included: Hedgerow in {fewest} of {len(TASKS)}."
    )


def _cell(count: int | None, least: int) -> str:
    if count is None:
        return "none"
    return f"**{count}**" if count == least else str(count)


if __name__ == "__main__":
    write_part(PAGE, "tasks", table())
