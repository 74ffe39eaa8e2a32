"""Measures: each an expression in a table, compiled to Python values, native formulas and worksheet functions."""
