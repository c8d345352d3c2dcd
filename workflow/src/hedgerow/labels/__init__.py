"""Labels of sentences: cues, claims, stance, direction, advice, attribution."""
