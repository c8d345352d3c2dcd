"""The output contract: the tables of `results/<corpus>/tables/`, collected from the rooms.

`CORPUS` has the tables of a run by their names, `SHARD` those that one rule hands to the next.
`workflow/schemas/tables.yaml` and the report's data dictionary are made from here.
"""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from hedgerow.corpus import label_error_schemas as label_error
from hedgerow.labels import schemas as labels
from hedgerow.overlap import schemas as overlap
from hedgerow.phrases import schemas as phrases
from hedgerow.readability import schemas as readability
from hedgerow.statistics.groups import COMPARED_GROUPS
from hedgerow.tables.schema import Table, columns
from hedgerow.text.blocks import schemas as texts

SUMMARY_LAYOUT = 1
"""The `schema` of summary.json; it goes up when one of its keys changes its meaning."""

_GROUPING = columns("""
group | str | | group of the document, from metadata.csv or the first sub-folder; "all" if there are none
pair | str | | key of the pair the document belongs to, from metadata.csv; null if none
included | bool | | the document enters the statistics of the corpus
duplicate_of | str | | document it repeats; null if none
duplicate_jaccard | float | ratio | exact Jaccard similarity with that document on 5-word shingles
flags | str | | too_short, smog_few_sentences, segmentation_range, long_sentences, diversity_few_words, joined by ";"
""")

_PROXIES = columns("""
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

_CRITERIA = columns("""
failed | int | criteria | criteria of the attention list that the document fails
failed_reasons | str | | those criteria in words, with their numbers, joined by "; "
""")

DOCUMENTS = Table(
    "documents",
    "one document of the corpus, whatever its status",
    ("doc_id",),
    texts.DOCUMENT_FORM
    + _GROUPING
    + readability.COUNTS
    + readability.SCORES
    + readability.VARIANTS
    + readability.TEXTSTAT_COLUMNS
    + labels.DOCUMENT_COLUMNS
    + phrases.DOCUMENT_COLUMNS
    + overlap.DOCUMENT_COLUMNS
    + _PROXIES
    + _CRITERIA,
)

KEYNESS = Table(
    "keyness",
    "one word or listed phrase compared between a group and the rest, or another group",
    ("group", "against", "item", "kind"),
    columns("""
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
)

GROUPS = Table(
    "groups",
    f"one measure compared between all groups, or two of the {COMPARED_GROUPS} largest",
    ("measure", "group_a", "group_b"),
    columns("""
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
)

EXCLUDED = Table(
    "excluded",
    "one document that does not enter the statistics, with the reason",
    ("doc_id",),
    columns("""
doc_id | str | | document
status | str | | too_short, duplicate, near_duplicate, not_english, empty or unreadable
reason | str | | why, in words
"""),
)

CORPUS: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        readability.SECTIONS,
        readability.SENTENCES,
        readability.HARD_WORDS,
        labels.CUES,
        labels.CLAIMS,
        phrases.PHRASES,
        phrases.UNNATURAL,
        phrases.PHRASE_DOCUMENTS,
        overlap.BOILERPLATE,
        overlap.FAMILIES,
        overlap.FAMILY_DIFFERENCES,
        overlap.TEMPLATES,
        overlap.PASSAGES,
        overlap.REPEATED_SENTENCES,
        overlap.OPENINGS,
        overlap.SIMILAR,
        KEYNESS,
        GROUPS,
        labels.CONTRADICTIONS,
        *label_error.TABLES,
        EXCLUDED,
        texts.CLEANING,
    )
}

SHARD: dict[str, Table] = {
    table.name: table
    for table in (
        texts.DOCUMENTS,
        readability.READABILITY,
        readability.OOV_WORDS,
        readability.TEXTSTAT,
        readability.SECTIONS,
        readability.SENTENCES,
        readability.HARD_WORDS,
        labels.CUES,
        labels.CLAIMS,
        phrases.PHRASES,
        phrases.SHARD_PHRASE_DOCUMENTS,
        phrases.UNNATURAL,
        texts.CLEANING,
    )
}
