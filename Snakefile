# Run with `snakemake -j4`; the settings are in config/config.yaml.
include: "workflow/Snakefile"


workflow.default_target = "all"
