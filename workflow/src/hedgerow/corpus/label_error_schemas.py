"""Tables of the shares that rest on labels, and of how far coders and labels agree."""

# ruff: noqa: E501  a column is a line

from __future__ import annotations

from hedgerow.statistics.groups import COMPARED_GROUPS
from hedgerow.tables.schema import Table, columns

LABEL_SHARES = Table(
    "label_shares",
    "one share that rests on labels, in the corpus or a group, as counted and as corrected",
    ("measure", "group"),
    columns("""
measure | str | | name of the share
group | str | | group, or all
label | str | | what is counted, in words
whole | str | | what it is a share of, in words
count | int | sentences | sentences counted by the labels
of | int | sentences | sentences that it is a share of, by the labels
n_sentences | int | sentences | all labelled sentences of the group
n_coded | int | sentences | coded sentences behind the correction; 0 without codes
counted | float | share | count / of, as the labels have it; of certainty, its mean
counted_low | float | share | lower end of its 95 % interval, as if every label were right
counted_high | float | share | upper end
corrected | float | share | the estimate that allows for the errors of the labels; null if there is none
low | float | share | lower end of its 95 % interval, with the errors of the labels and of the sample of documents
high | float | share | upper end
method | str | | coded sample, annotated sites, or not corrected
reason | str | | why it is not corrected, or not by the coded sample; null otherwise
"""),
)

LABEL_DIFFERENCES = Table(
    "label_differences",
    f"one share that rests on labels, compared between two of the {COMPARED_GROUPS} largest groups with the errors of the labels",
    ("measure", "group_a", "group_b"),
    columns("""
measure | str | | name of the share
label | str | | what is counted, in words
group_a | str | | group
group_b | str | | group it is compared with
counted | float | share | counted share of a less that of b
counted_low | float | share | lower end of its 95 % interval, as if every label were right
counted_high | float | share | upper end
corrected | float | share | corrected share of a less that of b; null if one of them is not corrected
low | float | share | lower end of its 95 % interval, with the errors of the labels
high | float | share | upper end
verdict | str | | no clear difference, difference beyond the errors of the labels, may come from labels that err differently, or errors of the labels not known
"""),
)

CODER_AGREEMENT = Table(
    "coder_agreement",
    "one label, and how far the coders agree on it",
    ("label",),
    columns("""
label | str | | label
coders | int | coders | coders who coded it
sentences | int | sentences | sentences with codes of two or more coders
equal | float | share | pairs of codes of one sentence that are equal
alpha | float | -1 to 1 | Krippendorff's alpha, nominal; null where all codes are equal or there are fewer than two sentences
alpha_low | float | -1 to 1 | lower end of its 95 % interval, sentences resampled
alpha_high | float | -1 to 1 | upper end
"""),
)

LABEL_AGREEMENT = Table(
    "label_agreement",
    "one value of a label, and how far the program agrees with the coders on it",
    ("label", "value"),
    columns("""
label | str | | label
value | str | | value of the label
coded | int | sentences | sentences with a code for the label
by_program | int | sentences | of those, sentences to which the program gives the value
by_coders | float | sentences | of those, sentences to which coders give it; a sentence on which coders disagree counts in part
precision | float | share | of the sentences of the corpus to which the program gives the value, those to which coders would give it
precision_low | float | share | lower end of its 95 % interval
precision_high | float | share | upper end
recall | float | share | of the sentences to which coders would give it, those to which the program does
recall_low | float | share | lower end of its 95 % interval
recall_high | float | share | upper end
"""),
)

DISAGREEMENTS = Table(
    "disagreements",
    "one coded sentence and label on which coders, or coders and program, disagree",
    ("doc_id", "sentence", "label"),
    columns("""
doc_id | str | | document
sentence | int | | number of the sentence in the document
text | str | | the sentence
label | str | | label
coders | str | | values by coder, joined by "; "
program | str | | value that the program gives
between_coders | bool | | the coders disagree with each other
"""),
)

TABLES = (LABEL_SHARES, LABEL_DIFFERENCES, CODER_AGREEMENT, LABEL_AGREEMENT, DISAGREEMENTS)
