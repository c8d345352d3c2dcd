"""Tables of the text itself: documents as they were read, and what was cleaned."""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from hedgerow.tables.schema import Table, columns

DOCUMENT_FORM = columns("""
doc_id | str | | path of the document below the corpus folder, with / between folders; of a record that of its file, #, and its own id or number
path | str | | file the document was read from, below the corpus folder
format | str | | text, markdown, html, xml, pdf, docx, jsonl, csv, parquet or warc; the file's suffix where that is not read
encoding | str | | character encoding that was used, and how it was found
bytes | int | bytes | size of the file, or of the record's text
language | str | | ISO 639-1 code of the language that was recognised; null for very short texts
title | str | | title, from the markup, the first heading or the metadata
byline | str | | author line that was found; null if none
date | str | | date that was found, as written, of a web page as YYYY-MM-DD where it is one day; null if none
url | str | | address of the page on the web, as its markup or record gives it
links | str | | addresses of other sites that the text links to, each once, separated by blanks; null if none
status | str | | analysed, too_short, duplicate, near_duplicate, not_english, empty or unreadable
reason | str | | why the status is not `analysed`, in words; null otherwise
blocks | int | | typed blocks
tokens | int | | tokens of all kinds in all blocks
words | int | words | words in prose blocks, without boilerplate (numbers, URLs and punctuation are no words)
words_all | int | words | words in all blocks, headings and titles included, without boilerplate
""")

_OWN_GROUP = columns("""
own_group | str | | group that a record names; null if none
""")

DOCUMENTS = Table("documents", "one document of the shard", ("doc_id",), DOCUMENT_FORM + _OWN_GROUP)
"""Written for a shard; the corpus table of that name has the columns of all rooms."""

CLEANING = Table(
    "cleaning",
    "one class of change made to the text of one document",
    ("doc_id", "change"),
    columns("""
doc_id | str | | document
change | str | | class of change: mojibake, nbsp, soft_hyphen, zero_width, bom, ligature, quote, entity, control, combining, styled, line_wrap, other_language, boilerplate, duplicate_block
count | int | | how many
"""),
)
