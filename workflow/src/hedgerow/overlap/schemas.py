"""Tables of shared wording and similar documents, and their columns in the table of documents."""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from hedgerow.tables.schema import Table, columns

DOCUMENT_COLUMNS = columns("""
template_share | float | share | share of the words that stand in word sequences shared with other documents
nearest_doc | str | | most similar other document
nearest_jaccard | float | ratio | its Jaccard similarity on 5-word shingles
cluster | int | | cluster of similar documents it belongs to, 1 the largest; null where it is in none
""")

TEMPLATES = Table(
    "templates",
    "one word sequence shared by documents, as long as it can be",
    ("text",),
    columns("""
text | str | | the words, in lower case
words | int | words | its length
documents | int | documents | documents it occurs in
occurrences | int | occurrences | occurrences in these documents
doc_ids | str | | those documents (the first 20), joined by ";"
"""),
)

PASSAGES = Table(
    "passages",
    "one passage of a document that stands in other documents too",
    ("doc_id", "start"),
    columns("""
doc_id | str | | document
start | int | characters | first character in the clean text
end | int | characters | one past the last character
"""),
)

REPEATED_SENTENCES = Table(
    "repeated_sentences",
    "one sentence that repeats one of another document, word for word or nearly",
    ("doc_id", "sentence"),
    columns("""
doc_id | str | | document
sentence | int | | number of the sentence in the document, from 0, over all blocks
start | int | characters | first character in the clean text
end | int | characters | one past the last character
text | str | | the sentence
of_doc | str | | document of the sentence it repeats, the most similar earlier one
of_sentence | int | | number of that sentence
of_text | str | | that sentence
jaccard | float | ratio | exact Jaccard similarity of the two on 5-word shingles; 1 where the words are the same
"""),
)

OPENINGS = Table(
    "openings",
    "one skeleton with which sections of several documents open",
    ("kind", "skeleton"),
    columns("""
kind | str | | heading, or sentence (the first of a section's prose)
skeleton | str | | function words as they are, … for content words between them; of a heading, all words
elements | int | | words and gaps in the skeleton
documents | int | documents | documents it occurs in
occurrences | int | sections | sections that open with it
doc_ids | str | | those documents (the first 20), joined by ";"
example | str | | the first text that opens with it
"""),
)

SIMILAR = Table(
    "similar",
    "one pair of similar documents",
    ("doc_a", "doc_b"),
    columns("""
doc_a | str | | document
doc_b | str | | document
jaccard | float | ratio | exact Jaccard similarity on 5-word shingles
kind | str | | exact, near (from duplicates.near on), related (from 0.5 on) or slight (listed in corpora of up to 40 documents only)
"""),
)

BOILERPLATE = Table(
    "boilerplate",
    "one passage that repeats over the corpus and is not the article",
    ("text",),
    columns("""
text | str | | the passage where it occurs first; numbers and dates may differ elsewhere
kind | str | | block, or sentence (found inside other blocks only)
words | int | words | its length
documents | int | documents | documents it occurs in
families | int | families | these, near copies and pages of one template counted once
occurrences | int | occurrences | occurrences
removed | bool | | left out of everything that is measured
example | str | | the first document with it
"""),
)

FAMILIES = Table(
    "families",
    "one document that is a near copy of others, or made from the same template",
    ("family", "doc_id"),
    columns("""
family | int | | number of the family, from 1, the largest first
doc_id | str | | document, of any status
documents | int | documents | size of the family
compared_with | str | | first document of the family, with which this one is compared; null for itself
equal | float | share | words that are equal when the two are aligned (2 M / T); null beyond 200 members
differs | str | | the most frequent differences and their numbers; null where there are none
"""),
)

FAMILY_DIFFERENCES = Table(
    "family_differences",
    "one place where the first two documents of a family differ",
    ("family", "start_a", "start_b"),
    columns("""
family | int | | number of the family
doc_a | str | | first document
start_a | int | characters | first character in its clean text
end_a | int | characters | one past the last character
text_a | str | | these characters
doc_b | str | | second document
start_b | int | characters | first character in its clean text
end_b | int | characters | one past the last character
text_b | str | | these characters
"""),
)
