# Words, sentences and, by quanteda, syllables by a package of R: run by peers.py as
# `Rscript peer_counts.R PACKAGE FILE...`, one text a file; PACKAGE is tokenizers or
# quanteda.textstats. Both cut text at the boundaries of ICU.
#
# Prints seconds of processor time, the version, and the sums of words, sentences and syllables (NA
# where they are not counted), a line each. Loading the package and reading the files are not in the
# time.

by_tokenizers <- function(texts) {
  c(sum(tokenizers::count_words(texts)), sum(tokenizers::count_sentences(texts)), NA)
}

by_quanteda <- function(texts) {
  found <- quanteda.textstats::textstat_readability(
    quanteda::corpus(texts), measure = "Flesch", intermediate = TRUE
  )
  c(sum(found$W), sum(found$St), sum(found$Sy))
}

given <- commandArgs(trailingOnly = TRUE)
package <- given[1]
if (!requireNamespace(package, quietly = TRUE)) {
  message("R has no package ", package)
  quit(status = 1)
}
count <- if (package == "tokenizers") by_tokenizers else by_quanteda
if (package == "quanteda.textstats") invisible(quanteda::quanteda_options(threads = 1))

texts <- vapply(
  given[-1],
  function(path) paste(readLines(path, encoding = "UTF-8", warn = FALSE), collapse = "\n"),
  character(1)
)
invisible(count(c(first = "One text. Another one.")))

time <- system.time(counts <- count(texts), gcFirst = TRUE)

cat(time[["user.self"]] + time[["sys.self"]], "\n")
cat(as.character(packageVersion(package)), "\n")
cat(counts, sep = "\n")
