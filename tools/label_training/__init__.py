"""Training of the models of sentence labels: gold sentences, fits, cross-validation, tables."""
