"""The commands for people: one text, a whole corpus, an installation, a study."""
