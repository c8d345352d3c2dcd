"""Every table Hedgerow writes: its columns, their types, units and meaning, in one place.

The corpus tables (`CORPUS`) are the output contract of `results/<corpus>/tables/`; the shard tables
(`SHARD`) are what one rule hands to the next. `workflow/schemas/tables.yaml` and the report's data
dictionary are rendered from here.

A type is one of `str`, `int`, `float`, `bool`; undefined values are null. Offsets are character
positions in the clean text of the document, counted in code points, end exclusive.
"""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from dataclasses import dataclass

SUMMARY_LAYOUT = 1
"""The `schema` of summary.json; it goes up when one of its keys changes its meaning."""


@dataclass(frozen=True)
class Column:
    """One column: its name, its type, its unit ("" where there is none) and what it means."""

    name: str
    type: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table: its name, what one row is, the columns that identify and order a row."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _columns(text: str) -> tuple[Column, ...]:
    """Read lines of `name | type | unit | meaning`."""
    rows = [line.split("|", 3) for line in text.strip().splitlines()]
    return tuple(Column(*(cell.strip() for cell in row)) for row in rows)


_DOCUMENT_FORM = _columns("""
doc_id | str | | path of the document below the corpus folder, with / between folders; of a record that of its file, #, and its own id or number
path | str | | file the document was read from, below the corpus folder
format | str | | text, markdown, html, xml, pdf, docx, jsonl, csv, parquet or warc; the file's suffix where that is not read
encoding | str | | character encoding that was used, and how it was found
bytes | int | bytes | size of the file, or of the record's text
language | str | | ISO 639-1 code of the language that was recognised; null for very short texts
title | str | | title, from the markup, the first heading or the metadata
byline | str | | author line that was found; null if none
date | str | | date that was found, as written, of a web page as YYYY-MM-DD where it is one day; null if none
links | str | | addresses of other sites that the text links to, each once, separated by blanks; null if none
status | str | | analysed, too_short, duplicate, near_duplicate, not_english, empty or unreadable
reason | str | | why the status is not `analysed`, in words; null otherwise
blocks | int | | typed blocks
tokens | int | | tokens of all kinds in all blocks
words | int | words | words in prose blocks (numbers, URLs and punctuation are no words)
words_all | int | words | words in all blocks, headings and titles included
""")

_OWN_GROUP = _columns("""
own_group | str | | group that a record names; null if none
""")

READABILITY_SCORES: tuple[str, ...] = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "smog",
    "gunning_fog",
    "coleman_liau",
    "automated_readability_index",
    "dale_chall",
    "spache",
    "forcast",
    "lix",
    "rix",
    "linsear_write",
    "mcalpine_eflaw",
    "hedgerow_grade",
)
"""The readability columns of a text, in the order of the tables."""

_COUNTS = _columns("""
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

_SCORE_MEANING = {
    "flesch_reading_ease": ("points", "206.835 - 1.015 W/S - 84.6 Y/W (Flesch 1948)"),
    "flesch_kincaid_grade": ("grade", "0.39 W/S + 11.8 Y/W - 15.59 (Kincaid et al. 1975)"),
    "smog": ("grade", "3.1291 + 1.0430 sqrt(30 P/S) (McLaughlin 1969); null below 10 sentences"),
    "gunning_fog": ("grade", "0.4 (W/S + 100 H/W) (Gunning 1952)"),
    "coleman_liau": ("grade", "0.0588 L' - 0.296 S' - 15.8, per 100 words (Coleman & Liau 1975)"),
    "automated_readability_index": ("grade", "4.71 C/W + 0.5 W/S - 21.43 (Senter & Smith 1967)"),
    "dale_chall": ("points", "0.1579 D + 0.0496 W/S, + 3.6365 if D > 5 (Chall & Dale 1995 form)"),
    "spache": ("grade", "0.121 W/S + 0.082 U + 0.659 (Spache 1974); valid below grade 4"),
    "forcast": ("grade", "20 - N/10, N one-syllable words in 150 (Caylor et al. 1973)"),
    "lix": ("points", "W/S + 100 long/W (Bjornsson 1968)"),
    "rix": ("ratio", "long words per sentence (Anderson 1983)"),
    "linsear_write": ("grade", "easy words 1, hard words 3, per sentence, halved (O'Hayre 1966)"),
    "mcalpine_eflaw": ("points", "(words + mini-words) per sentence (McAlpine 2006)"),
    "hedgerow_grade": (
        "grade",
        "linear in ln sentence length, sqrt rarity, share of the word of, sqrt(P/W) and odd words/W; fitted to teachers' judgements (Crossley et al. 2023)",
    ),
}

_SCORES = tuple(
    Column(name, "float", *_SCORE_MEANING[name]) for name in READABILITY_SCORES
) + _columns("""
consensus_grade | float | grade | median of Flesch-Kincaid, SMOG, Fog, Coleman-Liau and ARI (those defined)
consensus_min | float | grade | lowest of those five
consensus_max | float | grade | highest of those five
""")

_VARIANTS = _columns("""
flesch_kincaid_grade_low | float | grade | lower end of the 95 % interval, sentences resampled
flesch_kincaid_grade_high | float | grade | upper end of the 95 % interval, sentences resampled
consensus_grade_low | float | grade | lower end of the 95 % interval, sentences resampled
consensus_grade_high | float | grade | upper end of the 95 % interval, sentences resampled
hedgerow_grade_low | float | grade | lower end of the 95 % interval, sentences resampled
hedgerow_grade_high | float | grade | upper end of the 95 % interval, sentences resampled
flesch_kincaid_grade_unsegmented | float | grade | all blocks, line breaks ignored: what a tool sees that glues headings to the next sentence
flesch_kincaid_grade_block_closed | float | grade | all blocks, a full stop closes each block
flesch_kincaid_grade_segmentation_range | float | grade | how far prose is from unsegmented or closed, whichever is further
ttr | float | ratio | types / tokens of prose words
mattr | float | ratio | moving-average type-token ratio, window 50 (Covington & McFall 2010)
mtld | float | words | measure of textual lexical diversity, factor at TTR <= 0.72 (McCarthy & Jarvis 2010)
hdd | float | ratio | HD-D, 42 draws (McCarthy & Jarvis 2007)
""")

CUE_TYPES: tuple[str, ...] = (
    "modal",
    "epistemic",
    "possibility",
    "stated_uncertainty",
    "approximator",
    "weasel",
    "conditional",
    "booster",
    "hype",
)
"""The types of cue, hedges first. `HEDGE_TYPES` are those that lower commitment in the headline."""

HEDGE_TYPES: tuple[str, ...] = ("modal", "epistemic", "possibility", "stated_uncertainty")

_HEDGE_COLUMNS = tuple(
    Column(f"{kind}_cues", "int", "cues", f"cues of type {kind} in prose") for kind in CUE_TYPES
) + _columns("""
hedge_cues | int | cues | modal, epistemic, possibility and stated_uncertainty cues together
hedge_rate | float | per 1,000 words | hedge cues per 1,000 prose words
booster_rate | float | per 1,000 words | boosters and hype per 1,000 prose words
hedge_booster_ratio | float | ratio | hedge cues / (boosters + hype); null if there are none of the latter
hedged_sentences | int | sentences | prose sentences with at least one hedge cue
hedged_share | float | share | hedged sentences / sentences
certainty | float | 1 to 6 | mean certainty of the prose sentences (1 uncertain, 6 certain)
claims | int | sentences | sentences that claim something: correlational, conditional or direct
correlational | int | sentences | sentences whose strongest claim is correlational
conditional_causal | int | sentences | sentences whose strongest claim is conditional causal
direct_causal | int | sentences | sentences whose strongest claim is direct causal
overstatement | float | share | direct / (direct + conditional); null if both are 0
direct_unattributed | int | sentences | direct causal sentences with no attribution
direct_unattributed_share | float | share | of the direct causal sentences; null if there are none
attributed | int | sentences | sentences with any attribution
research_attributions | int | sentences | sentences attributed to research
research_named | int | sentences | of those, sentences that name the study, author, journal or year
research_named_share | float | share | research_named / research_attributions; null if there are none
advice_weak | int | sentences | sentences of weak advice
advice_strong | int | sentences | sentences of strong advice
summary_overclaims | int | claims | sentences of the opening (summary, or prose before the first heading) whose claim is stronger than the same claim in the body
contradictions | int | pairs | contradiction candidates inside the document, without those that differ in dose or strain
""")

_KEYPHRASE_COLUMNS = _columns("""
target_phrase | str | | phrase the document was written for, from metadata.csv; null if none
focus_phrase | str | | the target phrase; without one, the listed or discovered phrase that meets most criteria of stuffing
focus_count | int | uses | uses of the focus phrase, all blocks
focus_density_terms | float | % | 100 uses / words_all
focus_density_words | float | % | 100 uses x words of the phrase / words_all
focus_score | str | | few, good, over or way_over, by the density rule SEO editors use
unnatural_uses | int | uses | uses of any listed phrase where the grammar does not fit
stuffed | bool | | at least the configured number of stuffing criteria is met
stuffing_reasons | str | | the criteria that are met, with their numbers, joined by "; "; null where it is not stuffed
template_share | float | share | share of the words that stand in word sequences shared with other documents
nearest_doc | str | | most similar other document
nearest_jaccard | float | ratio | its Jaccard similarity on 5-word shingles
cluster | int | | cluster of similar documents it belongs to, 1 the largest; null where it is in none
""")

_PROXIES = _columns("""
has_author | bool | | automatic proxy of the JAMA benchmark: an author line was found
has_date | bool | | automatic proxy of the JAMA benchmark: a date was found
has_references | bool | | automatic proxy of the JAMA benchmark: a list of works, or a link to a study, was found
has_disclosure | bool | | automatic proxy of the JAMA benchmark: a disclosure was found
has_advertising | bool | | wording that marks advertising, or affiliate links, was found
names_study | bool | | a sentence gives a study as its source by name
author_text | str | | the text that was taken for the author
date_text | str | | the text that was taken for the date
references_text | str | | the text that was taken for the references
disclosure_text | str | | the text that was taken for the disclosure
advertising_text | str | | the wording that was taken for a mark of advertising
links_study | int | links | outgoing links to scientific works and indexes of them
links_agency | int | links | outgoing links to governments, international bodies and universities
links_shop | int | links | outgoing links to shops, and affiliate links
links_other | int | links | all other outgoing links
""")

_CRITERIA = _columns("""
failed | int | criteria | criteria of the attention list that the document fails
failed_reasons | str | | those criteria in words, with their numbers, joined by "; "
""")

_GROUPING = _columns("""
group | str | | group of the document, from metadata.csv or the first sub-folder; "all" if there are none
pair | str | | key of the pair the document belongs to, from metadata.csv; null if none
included | bool | | the document enters the statistics of the corpus
duplicate_of | str | | document it repeats; null if none
duplicate_jaccard | float | ratio | exact Jaccard similarity with that document on 5-word shingles
flags | str | | too_short, smog_few_sentences, segmentation_range and so on, joined by ";"
""")

_SENTENCE = _columns("""
doc_id | str | | document
sentence | int | | number of the sentence in the document, from 0, over all blocks
block | int | | number of the block in the document, from 0
zone | str | | kind of the block: title, byline, summary, heading, toc, list_item, table, paragraph, caption, quote, code
section | int | | number of the section, from 0 (before the first heading)
start | int | characters | first character in the clean text
end | int | characters | one past the last character
""")

_SENTENCE_SCORES = _columns("""
words | int | words | words of the sentence
syllables | int | syllables | syllables of its words
polysyllables | int | words | words of three or more syllables
difficult_words | int | words | words off the familiar-word list and its regular inflections
flesch_kincaid_grade | float | grade | of this sentence alone: a ranking aid, not a grade
gain | float | grade | by how much the Flesch-Kincaid grade of the document would be lower without this sentence
hard_words | str | | words that make it hard: off the list and of three or more syllables, joined by spaces
""")

_LABELS = _columns("""
hedged | bool | | at least one hedge cue
certainty | float | 1 to 6 | 1 uncertain, 6 certain
claim | str | | none, correlational, conditional_causal or direct_causal
negated | bool | | the claimed effect is negated
direction | str | | benefit, harm, neutral or none
agent | str | | phrase that acts; null if none was found
effect | str | | effect word and what it acts on; null if there is no claim
advice | str | | none, weak or strong
attribution | str | | none, research, users, experts, authority or hearsay
attribution_named | bool | | the source is identified
evidence | bool | | the sentence refers to evidence
is_question | bool | | the sentence is a question
rule | str | | the rule and the cues that gave the claim label, in words
""")

CORPUS: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "documents",
            "one document of the corpus, whatever its status",
            ("doc_id",),
            _DOCUMENT_FORM
            + _GROUPING
            + _COUNTS
            + _SCORES
            + _VARIANTS
            + _columns("""
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
            + _HEDGE_COLUMNS
            + _KEYPHRASE_COLUMNS
            + _PROXIES
            + _CRITERIA,
        ),
        Table(
            "sections",
            "one section of a document: a heading and the prose below it",
            ("doc_id", "section"),
            _columns("""
doc_id | str | | document
section | int | | number of the section, from 0 (before the first heading)
heading | str | | its heading; null before the first
words | int | words | prose words
""")
            + _COUNTS
            + _SCORES,
        ),
        Table(
            "sentences",
            "one sentence of prose with what makes it hard",
            ("doc_id", "sentence"),
            _SENTENCE + _SENTENCE_SCORES,
        ),
        Table(
            "hard_words",
            "one of the ten words that cost a document most grades",
            ("doc_id", "rank"),
            _columns("""
doc_id | str | | document
rank | int | | place among the words of the document, from 1, the dearest
word | str | | word off the familiar list, in lower case, without a possessive ending
uses | int | uses | uses in prose
syllables | float | syllables | of one use; a mean where its forms differ
cost | float | grade | what the Flesch-Kincaid grade would fall by with a word of one syllable in its place: 11.8 (syllables - 1) uses / words
"""),
        ),
        Table(
            "cues",
            "one cue of hedging or boosting",
            ("doc_id", "start"),
            _columns("""
doc_id | str | | document
sentence | int | | number of the sentence in the document
zone | str | | kind of the block
start | int | characters | first character in the clean text
end | int | characters | one past the last character
surface | str | | the cue as it stands
cue | str | | the cue as the lexicon lists it
type | str | | type of the cue
"""),
        ),
        Table(
            "claims",
            "one sentence of prose with its labels",
            ("doc_id", "sentence"),
            _SENTENCE + _columns("text | str | | the sentence") + _LABELS,
        ),
        Table(
            "phrases",
            "one use of a listed phrase",
            ("doc_id", "phrase", "start"),
            _columns("""
doc_id | str | | document
phrase | str | | the phrase as listed
start | int | characters | first character in the clean text
end | int | characters | one past the last character
zone | str | | kind of the block it stands in
sentence | int | | number of the sentence in the document
place | str | | title, heading, toc, introduction (first 100 words), body or conclusion
natural | bool | | false where the phrase does not fit the grammar around it
reason | str | | why it is unnatural; null if it is natural
left | str | | up to 60 characters before it
surface | str | | the use as it stands
right | str | | up to 60 characters after it
"""),
        ),
        Table(
            "unnatural",
            "one unnatural use of a phrase, with its sentence",
            ("doc_id", "start"),
            _columns("""
doc_id | str | | document
phrase | str | | the phrase as listed
start | int | characters | first character in the clean text
end | int | characters | one past the last character
sentence | int | | number of the sentence in the document
reason | str | | why it does not fit
text | str | | the sentence
"""),
        ),
        Table(
            "phrase_documents",
            "one phrase in one document that uses it, or was written for it",
            ("doc_id", "phrase"),
            _columns("""
doc_id | str | | document
phrase | str | | the phrase
origin | str | | target (the phrase the document was written for), listed or discovered
rank | int | | its place among the phrases discovered in the document, 1 the best; null where it was not
phrase_words | int | words | words of the phrase
count | int | uses | uses in all blocks
density_terms | float | % | 100 count / words_all
density_words | float | % | 100 count x phrase_words / words_all
first | float | share | place of the first use, as a share of the document's words; null where there is none
evenness | float | 0 to 1 | DP of the uses over ten equal slices: 0 even, near 1 in one place; null where there is no use
title | int | uses | uses in the title
heading | int | uses | uses in headings
toc | int | uses | uses in a list of contents
introduction | int | uses | uses in the first 100 words of prose
body | int | uses | uses in the rest of the prose
conclusion | int | uses | uses in the last section's prose
unnatural | int | uses | unnatural uses
yoast_density | float | % | density weighed by the content words of the phrase
score | str | | of that density, as SEO editors rule: few, good, over or way_over
heading_share | float | share | headings of the document with the phrase / its headings; null without headings, or without uses
subheadings | str | | of that share, as SEO editors rule: few (below 30 %), good or many (above 75 %)
"""),
        ),
        Table(
            "templates",
            "one word sequence shared by documents, as long as it can be",
            ("text",),
            _columns("""
text | str | | the words, in lower case
words | int | words | its length
documents | int | documents | documents it occurs in
uses | int | uses | occurrences
doc_ids | str | | those documents (the first 20), joined by ";"
"""),
        ),
        Table(
            "passages",
            "one passage of a document that stands in other documents too",
            ("doc_id", "start"),
            _columns("""
doc_id | str | | document
start | int | characters | first character in the clean text
end | int | characters | one past the last character
"""),
        ),
        Table(
            "repeated_sentences",
            "one sentence that repeats one of another document, word for word or nearly",
            ("doc_id", "sentence"),
            _columns("""
doc_id | str | | document
sentence | int | | number of the sentence in the document, from 0, over all blocks
start | int | characters | first character in the clean text
end | int | characters | one past the last character
text | str | | the sentence
of_doc | str | | document of the sentence it repeats, the first such by doc_id
of_sentence | int | | number of that sentence
of_text | str | | that sentence
jaccard | float | ratio | exact Jaccard similarity of the two on 5-word shingles; 1 where the words are the same
"""),
        ),
        Table(
            "openings",
            "one skeleton with which sections of several documents open",
            ("kind", "skeleton"),
            _columns("""
kind | str | | heading, or sentence (the first of a section's prose)
skeleton | str | | function words as they are, … for content words between them; of a heading, all words
elements | int | | words and gaps in the skeleton
documents | int | documents | documents it occurs in
uses | int | uses | sections that open with it
doc_ids | str | | those documents (the first 20), joined by ";"
example | str | | the first text that opens with it
"""),
        ),
        Table(
            "similar",
            "one pair of similar documents",
            ("doc_a", "doc_b"),
            _columns("""
doc_a | str | | document
doc_b | str | | document
jaccard | float | ratio | exact Jaccard similarity on 5-word shingles
kind | str | | exact, near (from duplicates.near on), related (from 0.5 on) or slight (listed in corpora of up to 40 documents only)
"""),
        ),
        Table(
            "keyness",
            "one word or listed phrase compared between a group and the rest, or another group",
            ("group", "against", "item", "kind"),
            _columns("""
group | str | | group
against | str | | what it is compared with: rest, for all other groups, or one other group
item | str | | word or phrase
kind | str | | word, or phrase of the list (of two words or more)
count | int | uses | uses in the group
rest | int | uses | uses in what it is compared with, as below
range | int | documents | documents of the group that use it
range_rest | int | documents | documents of the other side that use it
per_million | float | per million words | in the group
per_million_rest | float | per million words | in the rest
expected | float | uses | expected in the group
expected_rest | float | uses | expected in the rest
log_likelihood | float | | LL, two-cell form
log_ratio | float | doublings | binary logarithm of the ratio of relative frequencies, 0 taken as 0.5
pct_diff | float | % | difference of relative frequencies; null where the other side has none
bic | float | | LL - ln N
ell | float | 0 to 1 | LL / (N ln(smaller expected count)), the size of the effect; null where that count is 1 or less
p_holm | float | | p of LL, Holm over all items tested in the comparison
reliable | bool | | the smaller expected count is large enough for this LL
dp_norm | float | 0 to 1 | dispersion over the documents of the group: 0 even; null where the group has no use or one document
juilland_d | float | 0 to 1 | Juilland's D over the documents of the group: 1 even; null where the group has no use or one document
"""),
        ),
        Table(
            "groups",
            "one measure compared between groups",
            ("measure", "group_a", "group_b"),
            _columns("""
measure | str | | column of `documents`
group_a | str | | group
group_b | str | | group it is compared with
n_a | int | documents | documents with a value in group a
n_b | int | documents | documents with a value in group b
mean_a | float | | mean in group a
mean_a_low | float | | lower end of its 95 % interval, documents resampled
mean_a_high | float | | upper end
mean_b | float | | mean in group b
mean_b_low | float | | lower end of its 95 % interval, documents resampled
mean_b_high | float | | upper end
median_a | float | | median in group a
median_b | float | | median in group b
difference | float | | mean a - mean b
difference_low | float | | lower end of its 95 % interval
difference_high | float | | upper end of its 95 % interval
hedges_g | float | SD | standardised difference
hedges_g_low | float | SD | lower end of its 95 % interval
hedges_g_high | float | SD | upper end of its 95 % interval
cliffs_delta | float | -1 to 1 | share of pairs where a is larger less share where b is larger
cliffs_delta_low | float | -1 to 1 | lower end of its 95 % interval
cliffs_delta_high | float | -1 to 1 | upper end of its 95 % interval
rank_biserial | float | -1 to 1 | of pairs: share of the ranks of the differences where a is larger less that where b is; null where documents are not paired
rank_biserial_low | float | -1 to 1 | lower end of its 95 % interval, pairs resampled
rank_biserial_high | float | -1 to 1 | upper end of its 95 % interval
epsilon_squared | float | 0 to 1 | of all groups together: H / (N - 1); null in other rows
paired | bool | | documents were compared in pairs
test | str | | Welch t, Kruskal-Wallis or Wilcoxon signed-rank; null where no test is made
p | float | | its p, null where no test is made
p_holm | float | | Holm over all measures tested
reason | str | | why there is no test; null otherwise
"""),
        ),
        Table(
            "contradictions",
            "one pair of sentences that may contradict each other: a candidate to check",
            ("doc_a", "sentence_a", "doc_b", "sentence_b"),
            _columns("""
doc_a | str | | document of the first sentence
sentence_a | int | | number of the first sentence
text_a | str | | the first sentence
direction_a | str | | benefit or harm
doc_b | str | | document of the second sentence
sentence_b | int | | number of the second sentence
text_b | str | | the second sentence
direction_b | str | | benefit or harm
agent | str | | what both speak of
effect | str | | the effect or outcome both speak of
within | bool | | both sentences stand in one document
difference | str | | dose or strain in which the sentences differ, so that both may be true; empty if none
"""),
        ),
        Table(
            "excluded",
            "one document that does not enter the statistics, with the reason",
            ("doc_id",),
            _columns("""
doc_id | str | | document
status | str | | too_short, duplicate, near_duplicate, not_english, empty or unreadable
reason | str | | why, in words
"""),
        ),
        Table(
            "cleaning",
            "one class of change made to the text of one document",
            ("doc_id", "change"),
            _columns("""
doc_id | str | | document
change | str | | class of change: mojibake, nbsp, soft_hyphen, zero_width, bom, ligature, quote, entity, control, combining, line_wrap, boilerplate, duplicate_block
count | int | | how many
"""),
        ),
    )
}

SHARD: dict[str, Table] = {
    table.name: table
    for table in (
        Table("documents", "one document of the shard", ("doc_id",), _DOCUMENT_FORM + _OWN_GROUP),
        Table(
            "readability",
            "one document with text",
            ("doc_id",),
            _columns("doc_id | str | | document") + _COUNTS + _SCORES + _VARIANTS,
        ),
        Table(
            "oov_words",
            "one word of a document whose syllables come from the rule",
            ("word",),
            _columns("""
word | str | | word
count | int | uses | uses in prose
syllables | int | syllables | by the rule
"""),
        ),
        Table(
            "textstat",
            "one document of the comparison sample",
            ("doc_id",),
            tuple(
                column
                for column in CORPUS["documents"].columns
                if column.name == "doc_id" or column.name.startswith("textstat_")
            ),
        ),
        CORPUS["sections"],
        CORPUS["sentences"],
        CORPUS["hard_words"],
        CORPUS["cues"],
        CORPUS["claims"],
        CORPUS["phrases"],
        Table(
            "phrase_documents",
            "one listed phrase in one document that uses it",
            ("doc_id", "phrase"),
            tuple(c for c in CORPUS["phrase_documents"].columns if c.name != "rank"),
        ),
        CORPUS["unnatural"],
        CORPUS["cleaning"],
    )
}
