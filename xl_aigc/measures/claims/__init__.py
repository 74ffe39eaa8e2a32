"""Claims: statements of the article, tested against the figures."""
