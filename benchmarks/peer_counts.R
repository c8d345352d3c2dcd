# Words and sentences by R's tokenizers, which cuts text at the boundaries of ICU, as quanteda does:
# run by peers.py as `Rscript peer_counts.R FILE...`, one text a file.
#
# Prints seconds of processor time, the version, and the sums of words and sentences, a line each.
# Loading the package and reading the files are not in the time.

library(tokenizers)

texts <- vapply(
  commandArgs(trailingOnly = TRUE),
  function(path) paste(readLines(path, encoding = "UTF-8", warn = FALSE), collapse = "\n"),
  character(1)
)
invisible(count_words("One text. Another one."))
invisible(count_sentences("One text. Another one."))

time <- system.time({
  words <- sum(count_words(texts))
  sentences <- sum(count_sentences(texts))
}, gcFirst = TRUE)

cat(time[["user.self"]] + time[["sys.self"]], "\n")
cat(as.character(packageVersion("tokenizers")), "\n")
cat(words, "\n")
cat(sentences, "\n")
