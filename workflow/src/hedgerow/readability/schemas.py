"""Tables of readability, and its columns in the table of documents."""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from hedgerow.readability.formulas import CONSENSUS, FORMULAS
from hedgerow.tables.schema import SENTENCE_POSITION, Column, Table, columns

COUNTS = columns("""
sentences | int | sentences | sentences in prose
syllables | int | syllables | syllables of the words in prose
polysyllables | int | words | words of three or more syllables in prose
monosyllables | int | words | words of one syllable in prose
complex_words | int | words | Gunning's hard words: polysyllables without names, easy compounds and -es, -ed, -ing
long_words | int | words | words of more than six letters
letters | int | letters | letters of the words in prose
characters | int | characters | letters and digits of the words in prose
difficult_words | int | words | words off the familiar-word list that are no regular inflection of a listed word; names count as other words do
unfamiliar_types | int | types | distinct words off the familiar-word list
numbers | int | tokens | bare numbers in prose: tokens, but not words
urls | int | tokens | URLs, e-mail addresses and DOIs in prose: tokens, but not words
out_of_dictionary | int | words | words of prose whose syllables come from the rule, not from a dictionary
of_words | int | words | uses of the word "of" in prose
new_words | int | words | words of prose that none of the 100 words before them in the document repeats
rarity | float | powers of ten | over the new words off the familiar list: how many times rarer than 100 uses in a million words, at most 3 powers of ten each
words_squared | int | words | squares of the lengths of the sentences in prose, added up
""")

_CONSENSUS_LABELS = ", ".join(FORMULAS[name].label for name in CONSENSUS)

SCORES = tuple(
    Column(f.name, "float", f.unit, f"{f.definition} ({f.citation})") for f in FORMULAS.values()
) + columns(f"""
consensus_grade | float | grade | median of {_CONSENSUS_LABELS} (those defined)
consensus_min | float | grade | lowest of those five
consensus_max | float | grade | highest of those five
""")

VARIANTS = columns("""
flesch_kincaid_grade_low | float | grade | lower end of the 95 % interval, sentences resampled
flesch_kincaid_grade_high | float | grade | upper end of the 95 % interval, sentences resampled
consensus_grade_low | float | grade | lower end of the 95 % interval, sentences resampled
consensus_grade_high | float | grade | upper end of the 95 % interval, sentences resampled
hedgerow_grade_low | float | grade | lower end of the 95 % interval, sentences resampled
hedgerow_grade_high | float | grade | upper end of the 95 % interval, sentences resampled
flesch_kincaid_grade_unsegmented | float | grade | all blocks, line breaks ignored: what a tool sees that glues headings to the next sentence
flesch_kincaid_grade_block_closed | float | grade | all blocks, a full stop closes each block
flesch_kincaid_grade_segmentation_range | float | grade | distance of prose from unsegmented or block_closed, whichever is larger
words_in_long_sentences | int | words | words of prose in sentences of over 80 words, or that were cut at a bounded length because no stop ended them
words_with_lists | int | words | words in prose and in list items that state something
sentences_with_lists | int | sentences | sentences in prose and in list items that state something
flesch_kincaid_grade_with_lists | float | grade | of prose and list items that state something
consensus_grade_with_lists | float | grade | of prose and list items that state something
hedgerow_grade_with_lists | float | grade | of prose and list items that state something
ttr | float | ratio | types / tokens of prose words
mattr | float | ratio | moving-average type-token ratio, window 50 (Covington & McFall 2010)
mtld | float | words | measure of textual lexical diversity, factor at TTR <= 0.72 (McCarthy & Jarvis 2010)
hdd | float | ratio | HD-D, 42 draws (McCarthy & Jarvis 2007)
""")

TEXTSTAT_COLUMNS = columns("""
textstat_flesch_reading_ease | float | points | textstat's value for the same prose; null if not in the comparison sample
textstat_flesch_kincaid_grade | float | grade | textstat's value for the same prose
textstat_smog_index | float | grade | textstat's value for the same prose
textstat_gunning_fog | float | grade | textstat's value for the same prose
textstat_coleman_liau_index | float | grade | textstat's value for the same prose
textstat_automated_readability_index | float | grade | textstat's value for the same prose
textstat_dale_chall_readability_score | float | points | textstat's value for the same prose
textstat_sentence_count | int | sentences | textstat's value for the same prose
textstat_lexicon_count | int | words | textstat's value for the same prose
textstat_syllable_count | int | syllables | textstat's value for the same prose
""")

_SENTENCE_SCORES = columns("""
words | int | words | words of the sentence
syllables | int | syllables | syllables of its words
polysyllables | int | words | words of three or more syllables
difficult_words | int | words | words off the familiar-word list and its regular inflections
flesch_kincaid_grade | float | grade | of this sentence alone: a ranking aid, not a grade
gain | float | grade | by how much the Flesch-Kincaid grade of the document would be lower without this sentence
hard_words | str | | words that make it hard: off the list and of three or more syllables, joined by spaces
is_long | bool | | over 80 words: more likely a list, a table or text without sentence ends than a sentence
""")

SECTIONS = Table(
    "sections",
    "one section of a document: a heading and the prose below it",
    ("doc_id", "section"),
    columns("""
doc_id | str | | document
section | int | | number of the section, from 0 (before the first heading)
heading | str | | its heading; null before the first
words | int | words | prose words
""")
    + COUNTS
    + SCORES,
)

SENTENCES = Table(
    "sentences",
    "one sentence of prose with what makes it hard",
    ("doc_id", "sentence"),
    SENTENCE_POSITION + _SENTENCE_SCORES,
)

HARD_WORDS = Table(
    "hard_words",
    "one of the ten words that cost a document most grades",
    ("doc_id", "rank"),
    columns("""
doc_id | str | | document
rank | int | | place among the words of the document, from 1, the dearest
word | str | | word off the familiar list, in lower case, without a possessive ending
uses | int | uses | uses in prose
syllables | float | syllables | of one use; a mean where its forms differ
cost | float | grade | what the Flesch-Kincaid grade would fall by with a word of one syllable in its place: 11.8 (syllables - 1) uses / words
"""),
)

OOV_WORDS = Table(
    "oov_words",
    "one word of a document whose syllables come from the rule",
    ("word",),
    columns("""
word | str | | word
count | int | uses | uses in prose
syllables | int | syllables | by the rule
"""),
)

READABILITY = Table(
    "readability",
    "one document with text",
    ("doc_id",),
    columns("doc_id | str | | document") + COUNTS + SCORES + VARIANTS,
)
"""Of a shard."""

TEXTSTAT = Table(
    "textstat",
    "one document of the comparison sample",
    ("doc_id",),
    columns("doc_id | str | | document") + TEXTSTAT_COLUMNS,
)
"""Of the run."""
