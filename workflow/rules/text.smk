# From files to tokenised text, once for each shard of the corpus.


rule normalise:
    output:
        documents=f"{SHARD}/documents.parquet",
        text=f"{SHARD}/text.arrow",
        cleaning=f"{SHARD}/cleaning.parquet",
    log:
        f"{LOGS}/normalise/{{of}}/{{shard}}.log",
    benchmark:
        f"{BENCHMARKS}/normalise/{{of}}/{{shard}}.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=1500,
        runtime=60,
    params:
        source=lambda wildcards: FILES.source,
        fingerprint=lambda wildcards: PLAN.fingerprint(int(wildcards.of), int(wildcards.shard)),
        # The report names what cannot be used, so a change to it reruns the shard.
        problems=lambda wildcards: json.dumps(
            PLAN.problems(int(wildcards.of), int(wildcards.shard))
        ),
        documents=documents,
        records=lambda wildcards: json.dumps(SETTINGS["records"]),
        seconds=SETTINGS["limits"]["seconds"],
        megabytes=SETTINGS["limits"]["megabytes"],
        library=step_digest("normalise"),
    message:
        "Reading and cleaning {params.documents}"
    shell:
        "hedgerow normalise --source {params.source:q} --shard {wildcards.shard} --of {wildcards.of}"
        " --fingerprint {params.fingerprint} --documents {output.documents:q}"
        " --text {output.text:q} --cleaning {output.cleaning:q} --records {params.records:q}"
        " --seconds {params.seconds} --megabytes {params.megabytes} > {log:q} 2>&1"


if LISTED_PHRASES:

    rule phrases:
        output:
            phrases=MADE_PHRASES,
        log:
            f"{LOGS}/phrases.log",
        benchmark:
            f"{BENCHMARKS}/phrases.tsv"
        localrule: True
        conda:
            "../../environment.yml"
        resources:
            mem_mb=100,
            runtime=5,
        params:
            phrases=lambda wildcards: LISTED_PHRASES,
        message:
            "Writing down the phrases of the config"
        shell:
            "printf '%s\\n' {params.phrases:q} > {output.phrases:q} 2> {log:q}"
