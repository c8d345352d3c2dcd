"""Tables of phrases, and their columns in the table of documents."""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from hedgerow.tables.schema import Table, columns

DOCUMENT_COLUMNS = columns("""
target_phrase | str | | phrase the document was written for, from metadata.csv; null if none
focus_phrase | str | | the target phrase; without one, the listed or discovered phrase that meets most criteria of stuffing
focus_count | int | occurrences | occurrences of the focus phrase, all blocks
focus_density_terms | float | % | 100 occurrences / words_all
focus_density_words | float | % | 100 occurrences x words of the phrase / words_all
focus_score | str | | few, good, over or way_over, by the density rule of SEO plug-ins
unnatural_occurrences | int | occurrences | occurrences of any phrase that do not fit the grammar around them
stuffed | bool | | at least the configured number of stuffing criteria is met
stuffing_reasons | str | | the criteria that are met, with their numbers, joined by "; "; null where it is not stuffed
""")

PHRASES = Table(
    "phrases",
    "one occurrence of a phrase",
    ("doc_id", "phrase", "start"),
    columns("""
doc_id | str | | document
phrase | str | | the phrase as listed
start | int | characters | first character in the clean text
end | int | characters | one past the last character
zone | str | | kind of the block it stands in
sentence | int | | number of the sentence in the document
place | str | | title, heading, toc, introduction (first 100 words), body or conclusion
form | str | | exact, spelling (vs for vs.), possessive, plural, hyphen, inflected or synonym
natural | bool | | false where the phrase does not fit the grammar around it
reason | str | | why it is unnatural; null if it is natural
left | str | | up to 60 characters before it
surface | str | | the occurrence as it stands
right | str | | up to 60 characters after it
"""),
)

UNNATURAL = Table(
    "unnatural",
    "one unnatural occurrence of a phrase, with its sentence",
    ("doc_id", "start"),
    columns("""
doc_id | str | | document
phrase | str | | the phrase as listed
start | int | characters | first character in the clean text
end | int | characters | one past the last character
sentence | int | | number of the sentence in the document
reason | str | | why it does not fit
text | str | | the sentence
"""),
)

PHRASE_DOCUMENTS = Table(
    "phrase_documents",
    "one phrase in one document that has it, or was written for it",
    ("doc_id", "phrase"),
    columns("""
doc_id | str | | document
phrase | str | | the phrase
origin | str | | target (the phrase the document was written for), listed or discovered
rank | int | | its rank among the phrases discovered in the document, 1 the best; null where it was not
evidence | str | | why it was discovered: title, file name, occurrences in title and headings, in prose; null where it was not
phrase_words | int | words | words of the phrase
count | int | occurrences | occurrences in all blocks
forms | str | | their forms with numbers: exact, spelling (vs for vs.), possessive, plural, hyphen, inflected, synonym
density_terms | float | % | 100 count / words_all
density_words | float | % | 100 count x phrase_words / words_all
first | float | share | share of the document's words before the first occurrence; null where there is none
evenness | float | 0 to 1 | DP of the occurrences over ten equal slices: 0 even, near 1 in one place; null where there is none
title | int | occurrences | occurrences in the title
heading | int | occurrences | occurrences in headings
toc | int | occurrences | occurrences in a table of contents
introduction | int | occurrences | occurrences in the first 100 words of prose
body | int | occurrences | occurrences in the rest of the prose
conclusion | int | occurrences | occurrences in the last section's prose
unnatural | int | occurrences | unnatural occurrences
yoast_density | float | % | density weighed by the content words of the phrase
score | str | | of that density, as SEO plug-ins rule: few, good, over or way_over
heading_share | float | share | headings of the document with the phrase / its headings; null without headings, or without occurrences
subheadings | str | | of that share, as SEO plug-ins rule: few (below 30 %), good or many (above 75 %)
"""),
)

SHARD_PHRASE_DOCUMENTS = Table(
    "phrase_documents",
    "one listed phrase in one document that has it",
    ("doc_id", "phrase"),
    tuple(c for c in PHRASE_DOCUMENTS.columns if c.name not in ("rank", "evidence")),
)
"""Of a shard, which knows no other documents to rank discovered phrases against."""
