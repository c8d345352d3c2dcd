# The corpus as a whole: from the shards to tables, figures and the report.


# textstat is a hundred times slower than all else and is there to compare with, so it gets
# a rule of its own and a sample of the documents.
rule textstat:
    input:
        texts=of_all_shards("text.arrow"),
        boilerplate=boilerplate,
    output:
        scores=f"{RESULTS}/textstat.parquet",
    log:
        f"{LOGS}/textstat.log",
    benchmark:
        f"{BENCHMARKS}/textstat.tsv"
    priority: 2
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(400, 2),
        runtime=30,
    params:
        boilerplate=boilerplate_option,
        left_out=boilerplate_digest,
        sample=SETTINGS["readability"]["textstat_sample"],
        library=step_digest("textstat"),
    message:
        "Scoring up to {params.sample} documents with textstat, for comparison"
    shell:
        "hedgerow textstat --text {input.texts:q} --sample {params.sample}"
        " {params.boilerplate:q}"
        " --out {output.scores:q} > {log:q} 2>&1"


# `update` keeps the results of before where a job fails. Snakemake then takes them for new, so what
# follows depends on a mark that only a job which ended well leaves.
rule summarise:
    input:
        documents=of_all_shards("documents.parquet"),
        texts=of_all_shards("text.arrow"),
        cleaning=of_all_shards("cleaning.parquet"),
        readability=of_all_shards("readability.parquet"),
        sections=of_all_shards("sections.parquet"),
        sentences=of_all_shards("sentences.parquet"),
        hardwords=of_all_shards("hard_words.parquet"),
        oov_words=of_all_shards("oov_words.parquet"),
        cues=of_all_shards("cues.parquet"),
        claims=of_all_shards("claims.parquet"),
        occurrences=of_all_shards("phrases.parquet"),
        phrase_documents=of_all_shards("phrase_documents.parquet"),
        unnatural=of_all_shards("unnatural.parquet"),
        words=of_all_shards("words.arrow"),
        signatures=of_all_shards("signatures.arrow"),
        textstat=f"{RESULTS}/textstat.parquet",
        boilerplate=HASHES,
        repeated=[f"{RESULTS}/{name}.parquet" for name in REPEATED],
    output:
        tables=report(
            update(directory(f"{RESULTS}/tables")),
            patterns=["{table}.csv"],
            caption="../report/tables.rst",
            category="Tables",
            labels={"table": "{table}"},
        ),
        summary=report(
            update(f"{RESULTS}/summary.json"),
            caption="../report/summary.rst",
            category="Report",
            labels={"file": "summary"},
        ),
        made=touch(f"{LOGS}/summarise.made"),
    log:
        f"{LOGS}/summarise.log",
    benchmark:
        f"{BENCHMARKS}/summarise.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(700, 20),
        runtime=60,
    params:
        shards=lambda wildcards, input: str(Path(input.documents[0]).parents[1]),
        metadata=option("--metadata", FILES.metadata),
        codes=option("--codes", *FILES.codes),
        contents=contents_digest(FILES.metadata, *FILES.codes),
        settings=settings_but("shards", "report", "compare", "coding"),
        documents=documents,
        library=step_digest("summarise"),
    message:
        "Bringing {params.documents} together: groups, keyness, templates, contradictions"
    shell:
        "hedgerow summarise --shards {params.shards:q} --textstat {input.textstat:q}"
        " --boilerplate {input.boilerplate:q} --repeated {input.repeated:q}"
        " {params.metadata:q} {params.codes:q}"
        " --settings {params.settings:q} --tables {output.tables:q}"
        " --summary {output.summary:q} > {log:q} 2>&1"


rule figures:
    input:
        tables=f"{RESULTS}/tables",
        summary=f"{RESULTS}/summary.json",
        made=f"{LOGS}/summarise.made",
        texts=of_all_shards("text.arrow"),
    output:
        figures=report(
            update(directory(f"{RESULTS}/figures")),
            patterns=["{figure,[a-z_]+}.svg"],
            caption="../report/figures.rst",
            category="Figures",
            labels={"figure": "{figure}"},
        ),
        made=touch(f"{LOGS}/figures.made"),
    log:
        f"{LOGS}/figures.log",
    benchmark:
        f"{BENCHMARKS}/figures.tsv"
    conda:
        "../../environment.yml"
    threads: 2
    resources:
        mem_mb=memory(550, 2),
        runtime=30,
    params:
        documents=documents,
        library=step_digest("figures"),
    message:
        "Drawing the figures for {params.documents}"
    shell:
        "hedgerow figures --tables {input.tables:q} --summary {input.summary:q}"
        " --texts {input.texts:q} --out {output.figures:q} --processes {threads}"
        " > {log:q} 2>&1"


# Beside the figures, since it reads as many sentences as those claims have words.
rule influence:
    input:
        tables=f"{RESULTS}/tables",
        summary=f"{RESULTS}/summary.json",
        made=f"{LOGS}/summarise.made",
    output:
        words=f"{RESULTS}/claim_words.parquet",
    log:
        f"{LOGS}/influence.log",
    benchmark:
        f"{BENCHMARKS}/influence.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(600, 2),
        runtime=30,
    params:
        library=step_digest("influence"),
    message:
        "Finding the words that the surest claims rest on"
    shell:
        "hedgerow influence --tables {input.tables:q} --summary {input.summary:q}"
        " --out {output.words:q} > {log:q} 2>&1"


rule report:
    input:
        tables=f"{RESULTS}/tables",
        summary=f"{RESULTS}/summary.json",
        figures=f"{RESULTS}/figures",
        words=[f"{RESULTS}/claim_words.parquet"] if CAREFUL else [],
        made=[f"{LOGS}/summarise.made", f"{LOGS}/figures.made"],
        texts=of_all_shards("text.arrow"),
    output:
        report=report(
            update(REPORT),
            caption="../report/report.rst",
            category="Report",
            labels={"file": "report"},
        ),
        quality=update(f"{RESULTS}/quality.html"),
        methods=update(f"{RESULTS}/methods.md"),
        references=update(f"{RESULTS}/references.bib"),
        package=update(f"{RESULTS}/datapackage.json"),
        stamp=f"{RESULTS}/run.json",
    log:
        f"{LOGS}/report.log",
    benchmark:
        f"{BENCHMARKS}/report.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=memory(500, 4),
        runtime=30,
    params:
        results=lambda wildcards, output: str(Path(output.report).parent),
        settings=settings_but("shards"),
        compare=option("--compare", *FILES.compare),
        contents=contents_digest(*FILES.compare),
        documents=documents,
        library=step_digest("report"),
    message:
        "Writing the report on {params.documents}"
    shell:
        "hedgerow report --results {params.results:q} --texts {input.texts:q}"
        " --settings {params.settings:q} {params.compare:q} --out {output.report:q}"
        " > {log:q} 2>&1"


# Not part of `all`: only those who code a sample of their own need it.
rule coding:
    input:
        tables=f"{RESULTS}/tables",
        made=f"{LOGS}/summarise.made",
    output:
        page=f"{RESULTS}/coding/coding.html",
        csv=f"{RESULTS}/coding/coding.csv",
        xlsx=f"{RESULTS}/coding/coding.xlsx",
    log:
        f"{LOGS}/coding.log",
    benchmark:
        f"{BENCHMARKS}/coding.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=2000,
        runtime=15,
    params:
        folder=lambda wildcards, output: str(Path(output.page).parent),
        settings=settings_but("shards", "report", "compare", "codes"),
        library=step_digest("coding"),
    message:
        "Drawing a sample of sentences to code"
    shell:
        "hedgerow coding --tables {input.tables:q} --settings {params.settings:q}"
        " --out {params.folder:q} > {log:q} 2>&1"


# Not part of `all`: it needs a browser, which Hedgerow does not install.
rule pdf:
    input:
        report=REPORT,
    output:
        pdf=f"{RESULTS}/report.pdf",
    log:
        f"{LOGS}/pdf.log",
    benchmark:
        f"{BENCHMARKS}/pdf.tsv"
    conda:
        "../../environment.yml"
    resources:
        mem_mb=2000,
        runtime=15,
    params:
        library=step_digest("pdf"),
    message:
        "Printing the report to a PDF"
    shell:
        "hedgerow pdf --report {input.report:q} --out {output.pdf:q} > {log:q} 2>&1"
