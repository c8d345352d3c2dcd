"""Sentence ends: each rule by a sentence, and what must not move them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedgerow.text.blocks.block import Block
from hedgerow.text.blocks.document import Document
from hedgerow.text.tokens.sentence_flags import abbreviations
from hedgerow.text.tokens.sentences import LONGEST_SENTENCE, split_sentences
from hedgerow.text.tokens.tokeniser import encode


def sentences(*blocks: str) -> list[str]:
    text = "\n".join(blocks)
    spans, place = [], 0
    for block in blocks:
        spans.append(Block("paragraph", place, place + len(block), 0, True))
        place += len(block) + 1
    tokenised = encode([Document("d", text, tuple(spans), "text", "utf-8", len(text))])
    bounds = zip(tokenised.sentence_start.tolist(), tokenised.sentence_end.tolist(), strict=True)
    return [text[a:b] for a, b in bounds]


@pytest.mark.parametrize(
    "whole",
    [
        "The dose rose to 2.5 mg a day.",
        "Some herbs, e.g. sage, i.e. Salvia, are grown here.",
        "Smith et al. (2019) and Jones et al. found it.",
        "Dr. Green met Mrs. Brown and Prof. White.",
        "It compares tea vs. coffee for approx. 30 people.",
        "See Fig. 3 and No. 12 in vol. 4 for more.",
        "It was grown c. 1850 and sold in Nov. 1901 or Sept. of that year.",
        "The U.S. Senate met at 5 p.m. on that day.",
        "A Ph.D. student wrote it.",
        "J. K. Green and T. White wrote it.",
        "He waited ... and then he left.",
        "Read https://example.org/a.b?c=d. now for more.",
        "Open notes.txt or Plan.B in the editor.",
        '"Why not?" she asked.',
        '"Stop!" cried the man.',
        "“Is it true?” he wondered aloud.",
        "Oh! what a day it was.",
        "1. Introduction to the matter",
        "2) A second matter is open.",
        "Figure 1. Results of the trial",
        "He lives in the U. S. with his son.",
        "It cost 3.50 in 2019, 4.10 in 2020.",
        "The firm Green & Co. of London sells it.",
        "She won for Help! (1965), Hair (1969) and more.",
        "He sang in Hello? (a comedy) and in Dolly.",
        "It gave us seven days ... Seven nights were not enough.",
        "... and then he left.",
        "It is 5 ft. deep and 3 yrs. old.",
        "They want P.S. I love you on the cover.",
        "He met Drs. Green and White.",
        "The vote on 9/26/2005 was close.",
        "It was sent on 9/26/2005 07:18 by post.",
        "It was held on Tuesday, September 1, 2015",
        "Sign here: ___________ Thursday is fine",
        "I hate the moon - The moon is cold.",
        "No, I do not know.",
        "However, Ann said no.",
        "The ratio is 3: 2. the rest is lost.",
        "Thanks, Ann.",
        "See x.org Main Street for the way.",
        "The image: a cup.",
        # legal citations
        "In Roe v. Wade the court ruled on it.",
        "See Fed. R. Civ. P. 12(b)(6) for the rule.",
        "It was held in Green v. White, 410 U.S. 113 (1973), at last.",
        "The rule is in Fed. R. Evid. 702 and in no other place.",
        "The firm Mills Inc. v. Rivers Ltd. went on for years.",
        "It is in 21 C.F.R. § 101.93 of the code.",
        "They read Doe v. Mills, 5 F. Supp. 2d 14, and left.",
        "See Miller v. Rivers, 12 S. Ct. 40, for that.",
        "Art. II of the law is old.",
        "Under Sec. IV the mill is safe.",
        "It was so in Green v. White (9th Cir. 2001) as well.",
        # authors of species
        "Mitragyna speciosa Korth. is a tree.",
        "The root of Valeriana jatamansi Wall. ex Roxb. grows in the hills.",
        "We grew Salvia rosmarinus Spreng. in pots.",
        "Aloe ferox Mill. leaves were cut.",
        "Uncaria tomentosa (Willd.) DC. bark was dried.",
        "Piper methysticum Forst. f. is a shrub.",
        # initials before a year, and in lists of names
        "See Hall, J. (2019) for more.",
        "It was shown by Hall, J., and Moss, K. (2019) again.",
        "Hall J. 2019 was read by all.",
        "As Moss, K. L. (2020) wrote, it rained.",
        "Green, A. B. (2010) and White, C. (2011) wrote of mills.",
        # abbreviations before a small letter
        "The no. of cases rose, as did the max. dose.",
        "Take 5 mcg. daily and 1 tab. per day.",
        "The conc. was low (Smith, pers. comm.) and fell.",
        "The approx. dose and the min. dose were 3 mg. apart.",
        "The vol. of water and the temp. in pots were kept.",
        "The freq. of visits and the avg. age rose.",
        "It was kept in sol. or susp. form for a week.",
        "We saw the fig. below and the ref. given there.",
        "See para. two and the suppl. table there.",
        "He was born ca. forty years ago, est. from his teeth.",
        "The std. error was small.",
        # an emoji inside a sentence
        "I ❤ New York in spring.",
        "We drink ☕ and tea at night.",
    ],
)
def test_one_sentence(whole) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["It works.", "We know how."],
        ["Does it work?", "It does!", "Good."],
        ["It rose by 5.", "Then it fell."],
        ["Take vitamin C.", "It is cheap."],
        ["He moved to the U.S.", "He liked it."],
        ["We ate bread, jam, etc.", "The tea was cold."],
        ["It costs 5 p.", "The rest is free."],
        ["He stopped...", "Then he went on."],
        ['He said "Stop."', "Nobody did."],
        ["He said “Stop.”", "Nobody did."],
        ["He left.", "'Why?' said Ann."],
        ["He left.", '"It is late," she said.'],
        ["It helps (see below.)", "It is cheap."],
        ["It was shown in mice.[14]", "The dose was high."],
        ["It was shown in mice. [1, 3 - 5]", "The dose was high."],
        ["It was shown by age.14", "Since then it was not."],
        ["It was shown before. 14", "The dose was high."],
        ["a small start.", "we go on."],
        ["the end.", "Then more."],
        ["Thanks a lot! :)", "See you there."],
        ["It was great ;-)", "We went home."],
        ["See https://example.org/x", "The site is old."],
        ["https://example.org/x", "https://example.org/y"],
        ["Figure 2", "Residents gather in the hall."],
        ["We had bread, jam, etc.", "Tea was cold."],
        ["It is 5 ft.", "Trees grow there."],
        ["He moved to the U.S.", "He'd liked it."],
        ["It was so.", "eBay sells it."],
        ["They were sent by post from Parcels.", "will they come?"],
        ["It was late. [citation needed]", "The tea was cold."],
        ["It was late. [...]"],
        ["It was late. )", "The tea was cold."],
        ["It was late. :D", "The tea was cold."],
        ["What is it?", "it is tea."],
        ["I live here!", "... and so do you."],
        ["It was good...", "We went home."],
        ["Read https://example.org/x", "Many do."],
        ["Ann Green <ann@example.org>", "Tea is ready."],
        ["Ann Green", "11/28/2000 06:16 PM", "Tea is ready."],
        ["The list ends", "=" * 30, "Another begins"],
        ["A cup of tea", "Image: Ann Green."],
        ["A cup of tea.", "Photo credit: Ann Green."],
        ["Tea is ready, says cook", "Tuesday, September 1, 2015"],
        ["Regards,", "Ann Green"],
        ["Ann,", "We are in the garden."],
        ["LONDON (AP) -", "The court has met."],
        ["Springfield, Ohio, United States —", "This week it rains."],
        ["Do the following:", "1. Take the tea."],
        ["Hm.", "LONDON (AP) - The court has met."],
        # units and letters of grade
        ["It was kept at 4 °C.", "Rats drank it."],
        ["It was kept at 98.6 F.", "Rats drank it."],
        ["It was heated to 300 K.", "Rats fled."],
        ["It runs on 12 V.", "Lamps need more."],
        ["It is influenza A.", "Rats had it."],
        ["He fought in World War I.", "The town was lost."],
        ["He met Malcolm X.", "He spoke for long."],
        ["It binds to receptor B.", "Mice lack it."],
        ["She has hepatitis B.", "Tea is safe."],
        ["We chose plan C.", "Nobody knew."],
        ["It is in group A.", "Rats are in group B."],
        ["Take vitamin K.", "Leaves have it."],
        # marks of notes
        ["It works.*", "It is not cheap.*", "It is legal.**", "It is safe.*"],
        ["It works.†", "It is cheap.‡", "We know."],
        ["It works.²", "It is cheap.¹²", "We know."],
        ["It may help.§", "Ask a doctor.¶", "It is late."],
        ["Is it safe?*", "It is!†", "We know."],
        ['He said "It works."*', "Nobody knew."],
        ["It works*.", "It is cheap."],
        ["It works.*", "* Not judged by anyone."],
        # emoji
        ["Great tea! 😊", "I slept well."],
        ["Great tea 😊", "I slept well."],
        ["It was late. 😴😴", "We went home."],
        ["So good 👏👏", "The tea is back."],
        ["Is it safe? 🤔", "Nobody knows."],
        ["✅ Helps with sleep", "✅ Reduces pain"],
        ["🌿 Leaves are dried.", "🌿 Roots are not."],
        ["We love it 🎉", "Tea for all!"],
        ["I ❤️ it.", "We do too."],
        # not a citation, not an abbreviation
        ["Is it safe?", "No.", "I would not."],
        ["It costs 5 V.", "The rest is free."],
        ["He has a dog.", "v is a letter."],
        ["Rates were raised by the Fed.", "The banks fell."],
        ["He lives in the U. S.", "The city is old."],
        ["He said no.", "then he left."],
    ],
)
def test_several_sentences(parts) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "blocks",
    [
        ["A cup of tea Photo", ": Ann Green"],
        ["A cup of tea Photo:", "Ann Green"],
        ["A cup of tea Photo credit", ": Ann Green"],
        ["A cup of tea Photo credit:", "Ann Green"],
        ["LONDON (AP) - The", "court has met."],
        ["LONDON (AP) -", "The court has met."],
        ["LONDON, PARIS, ROME, BONN, OSLO, RIGA, KIEL, BERN - The court has met."],
        ["- The court has met."],
        ["LONDON (AP) - The Court has met."],
        ["LONDON (AP) - a court has met."],
        ["London and Paris - The court has met."],
    ],
)
def test_credits_and_datelines_end_nothing_at_the_end_of_a_block(blocks) -> None:
    assert sentences(*blocks) == blocks


def test_a_credit_at_the_end_of_a_block_reads_no_token_of_the_next() -> None:
    # Each block counts its characters from 0, as the blocks of two documents do.
    text = ["A cup of tea Photo", ": Ann Green"]
    corpus = encode([Document(t, t, (Block("paragraph", 0, len(t)),), "", "", 0) for t in text])
    flags = corpus.type_flags[corpus.token_type]
    found = split_sentences(flags, corpus.token_start, corpus.token_end, corpus.doc_token)
    assert found.token.tolist() == [0, 5, 8]


def words_of(text: str) -> list[int]:
    return [len(sentence.split()) for sentence in sentences(text)]


def test_a_text_without_stops_is_cut_at_a_bounded_length() -> None:
    counts = words_of("kratom may help pain and " * 1000)
    assert sum(counts) == 5000
    assert max(counts) <= LONGEST_SENTENCE
    assert min(counts[:-1]) > LONGEST_SENTENCE // 2


def test_what_has_no_end_is_cut_after_a_mark_or_before_a_conjunction() -> None:
    commas = sentences("so we went on and on, " * 200)
    assert all(piece.endswith("on,") for piece in commas)
    conjunctions = sentences("because we went home again " * 200)
    assert all(piece.startswith("because") for piece in conjunctions)
    assert max(map(len, sentences("mill " * 1000))) == 5 * LONGEST_SENTENCE - 1


def test_cut_and_long_sentences_are_marked() -> None:
    text = "We went home. " + "mill " * 500 + ". " + "river " * 81 + ". " + "sea " * 79 + "."
    corpus = encode([Document("d", text, (Block("paragraph", 0, len(text)),), "", "", 0)])
    assert corpus.sentence_cut.tolist() == [0, 1, 0, 0, 0]
    assert corpus.sentence_words.tolist() == [3, 400, 100, 81, 79]
    assert corpus.sentence_long.tolist() == [False, True, True, True, False]


def test_a_long_list_item_is_cut_too() -> None:
    text = "mill " * 1000
    corpus = encode([Document("d", text, (Block("list_item", 0, len(text)),), "", "", 0)])
    assert len(corpus.sentence_start) == 3


def test_a_long_run_of_one_mark_takes_no_time() -> None:
    line = "=" * 200_000 + "a"
    assert sentences(line) == [line]


def test_a_missing_space_still_ends_a_sentence() -> None:
    assert sentences("It works.We know how.") == ["It works.", "We know how."]


def test_a_block_ends_its_sentence() -> None:
    assert sentences("Sleep and rest", "Sleep helps", "It does.") == [
        "Sleep and rest", "Sleep helps", "It does.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("", []),
        ("#", ["#"]),
        ("...", ["..."]),
        ("Yes", ["Yes"]),
        ("?!", ["?!"]),
        (". . .", [". . ."]),
    ],
)
def test_odd_blocks(block, expected) -> None:
    assert sentences(block) == expected


def test_abbreviations_are_listed_without_their_last_stop() -> None:
    known = abbreviations()
    assert {"e.g", "dr", "fig", "al"} <= set(known)
    assert set(known.values()) == {"never", "number", "sometimes", "capital", "word"}
    assert all(word[1:] == word[1:].lower() and not word.endswith(".") for word in known)


_PIECES = st.lists(
    st.sampled_from(
        ["The", "tea", "dr",
          "Mr", "U.S.", "e.g.", "5", "2.5", ".", "?", "!", "...", ",", "(", ")", '"',
         "'", "[", "]", "said", "Figure", "c", ":", "x.org", "—", "É", "中"]
    ),
    max_size=25,
)  # fmt: skip


@given(_PIECES, st.lists(st.booleans(), min_size=25, max_size=25))
@settings(max_examples=300, deadline=None)
def test_sentences_take_every_token_once_and_in_order(pieces, spaces) -> None:
    text = "".join(p + (" " if s else "") for p, s in zip(pieces, spaces, strict=False))
    found = sentences(text)
    assert "".join("".join(found).split()) == "".join(text.split())


@given(_PIECES)
@settings(max_examples=200, deadline=None)
def test_a_block_is_split_the_same_wherever_it_stands(pieces) -> None:
    text = " ".join(pieces)
    alone = sentences(text)
    assert sentences("Before it.", text, "After it.") == ["Before it.", *alone, "After it."]
