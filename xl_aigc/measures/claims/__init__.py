"""What the article states, held against the figures."""
