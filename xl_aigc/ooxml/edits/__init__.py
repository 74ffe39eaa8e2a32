"""Edits of a closed workbook at the level of its parts: what is not named stays byte for byte."""
