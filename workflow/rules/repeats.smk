# What repeats: copies, pages of one template, and boilerplate, found before anything is measured.


rule similarity:
    input:
        text=f"{SHARD}/text.arrow",
    output:
        signatures=f"{SHARD}/signatures.arrow",
    log:
        f"{LOGS}/similarity/{{of}}/{{shard}}.log",
    benchmark:
        f"{BENCHMARKS}/similarity/{{of}}/{{shard}}.tsv"
    priority: 1
    conda:
        "../../environment.yml"
    resources:
        mem_mb=1500,
        runtime=10,
    params:
        documents=documents,
        library=step_digest("similarity"),
    message:
        "Signing {params.documents} to find copied text"
    shell:
        "hedgerow similarity --text {input.text:q} --signatures {output.signatures:q}"
        " > {log:q} 2>&1"


rule repeats:
    input:
        text=f"{SHARD}/text.arrow",
    output:
        passages=f"{SHARD}/passages.arrow",
    log:
        f"{LOGS}/repeats/{{of}}/{{shard}}.log",
    benchmark:
        f"{BENCHMARKS}/repeats/{{of}}/{{shard}}.tsv"
    priority: 1
    conda:
        "../../environment.yml"
    resources:
        mem_mb=1500,
        runtime=10,
    params:
        documents=documents,
        library=step_digest("repeats"),
    message:
        "Hashing the passages of {params.documents}"
    shell:
        "hedgerow repeats --text {input.text:q} --passages {output.passages:q} > {log:q} 2>&1"


# A checkpoint, since only the list itself shows whether the measures of other shards must run again.
checkpoint boilerplate:
    input:
        texts=of_all_shards("text.arrow"),
        passages=of_all_shards("passages.arrow"),
        signatures=of_all_shards("signatures.arrow"),
    output:
        hashes=HASHES,
        boilerplate=f"{RESULTS}/boilerplate.parquet",
        families=f"{RESULTS}/families.parquet",
        differences=f"{RESULTS}/family_differences.parquet",
    log:
        f"{LOGS}/boilerplate.log",
    benchmark:
        f"{BENCHMARKS}/boilerplate.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(400, 2),
        runtime=60,
    params:
        share=SETTINGS["boilerplate"]["share"],
        keep="" if SETTINGS["boilerplate"]["remove"] else "--keep",
        documents=documents,
        library=step_digest("boilerplate"),
    message:
        "Finding what repeats over {params.documents}"
    shell:
        "hedgerow boilerplate --texts {input.texts:q} --passages {input.passages:q}"
        " --signatures {input.signatures:q} --share {params.share} {params.keep}"
        " --hashes {output.hashes:q} --boilerplate {output.boilerplate:q}"
        " --families {output.families:q} --differences {output.differences:q} > {log:q} 2>&1"
