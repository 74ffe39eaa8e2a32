"""Companies, periods and figures: what is known, how it was found, and how complete it is."""
