"""Words of closed classes, as against the content words of a phrase."""

FUNCTION_WORDS = frozenset(
    # closed word classes: articles and determiners, pronouns, prepositions, conjunctions,
    # auxiliaries, question words, particles
    """a an the this that these those some any no each every either neither both all such same other
    another much many more most few less least several enough own
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
    himself she her hers herself it its itself they them their theirs themselves one ones someone
    anyone everyone something anything everything nothing nobody who whom whose which what whatever
    whichever of in on at by for with about against between among into through during before after
    above below to from up down out off over under again further toward towards upon within without
    across along around behind beside besides beyond despite except inside near onto outside past
    per regarding concerning since than throughout till until unlike via
    and or but nor so yet if whether because although though while whereas unless as when where why
    how once
    am is are was were be been being do does did doing done have has had having can could may might
    must shall should will would cannot not
    it's that's there's here's what's who's he's she's let's i'm you're we're they're i've you've
    we've they've i'll you'll we'll they'll it'll i'd you'd we'd they'd isn't aren't wasn't weren't
    don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't mustn't
    mightn't there here then thus therefore however also too very just only even still rather quite
    etc already always never often sometimes usually
    """.split()
)
