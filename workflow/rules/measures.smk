# The measures, each over the tokenised text of one shard. Of the jobs that can start, those that take
# longest go first (`priority`), then those that others wait for.


rule readability:
    input:
        text=f"{SHARD}/text.arrow",
        boilerplate=boilerplate,
    output:
        scores=f"{SHARD}/readability.parquet",
        sections=f"{SHARD}/sections.parquet",
        sentences=f"{SHARD}/sentences.parquet",
        hardwords=f"{SHARD}/hard_words.parquet",
        oov_words=f"{SHARD}/oov_words.parquet",
    log:
        f"{LOGS}/readability/{{of}}/{{shard}}.log",
    benchmark:
        f"{BENCHMARKS}/readability/{{of}}/{{shard}}.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=1500,
        runtime=20,
    params:
        boilerplate=boilerplate_option,
        left_out=boilerplate_digest,
        seed=SETTINGS["seed"],
        resamples=SETTINGS["readability"]["resamples"],
        syllables=option("--syllables", *FILES.syllables),
        contents=contents_digest(*FILES.syllables),
        documents=documents,
        library=step_digest("readability"),
    message:
        "Scoring the readability of {params.documents}"
    shell:
        "hedgerow readability --text {input.text:q} {params.boilerplate:q} --scores {output.scores:q}"
        " --sections {output.sections:q} --sentences {output.sentences:q}"
        " --hardwords {output.hardwords:q} --oov_words {output.oov_words:q} --seed {params.seed} --resamples {params.resamples}"
        " {params.syllables:q} > {log:q} 2>&1"


rule hedging:
    input:
        text=f"{SHARD}/text.arrow",
        boilerplate=boilerplate,
    output:
        cues=f"{SHARD}/cues.parquet",
        claims=f"{SHARD}/claims.parquet",
    log:
        f"{LOGS}/hedging/{{of}}/{{shard}}.log",
    benchmark:
        f"{BENCHMARKS}/hedging/{{of}}/{{shard}}.tsv"
    priority: 2
    conda:
        "../../environment.yml"
    resources:
        mem_mb=1500,
        runtime=60,
    params:
        boilerplate=boilerplate_option,
        left_out=boilerplate_digest,
        lexicons=option("--lexicon", *FILES.lexicons),
        contents=contents_digest(*FILES.lexicons),
        labels=SETTINGS["hedging"]["labels"],
        documents=documents,
        library=step_digest("hedging"),
    message:
        "Finding hedges and claims in {params.documents}"
    shell:
        "hedgerow hedging --text {input.text:q} {params.boilerplate:q} --cues {output.cues:q}"
        " --claims {output.claims:q} --labels {params.labels:q} {params.lexicons:q}"
        " > {log:q} 2>&1"


rule keywords:
    input:
        text=f"{SHARD}/text.arrow",
        boilerplate=boilerplate,
        phrases=MADE_PHRASES,
    output:
        occurrences=f"{SHARD}/phrases.parquet",
        per_document=f"{SHARD}/phrase_documents.parquet",
        unnatural=f"{SHARD}/unnatural.parquet",
        words=f"{SHARD}/words.arrow",
    log:
        f"{LOGS}/keywords/{{of}}/{{shard}}.log",
    benchmark:
        f"{BENCHMARKS}/keywords/{{of}}/{{shard}}.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=1500,
        runtime=20,
    params:
        boilerplate=boilerplate_option,
        left_out=boilerplate_digest,
        phrases=option("--phrases", FILES.phrases or next(iter(MADE_PHRASES), None)),
        contents=contents_digest(FILES.phrases),
        forms=option("--forms", *SETTINGS["keywords"]["forms"]),
        documents=documents,
        library=step_digest("keywords"),
    message:
        "Counting words and phrases in {params.documents}"
    shell:
        "hedgerow keywords --text {input.text:q} {params.boilerplate:q} {params.phrases:q} --occurrences {output.occurrences:q}"
        " --per_document {output.per_document:q} --unnatural {output.unnatural:q}"
        " --words {output.words:q} {params.forms:q} > {log:q} 2>&1"
