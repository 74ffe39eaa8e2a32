"""The report: layouts, theme, blocks, and the builder that places them."""
