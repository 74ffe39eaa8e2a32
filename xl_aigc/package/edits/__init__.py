"""Edits of a workbook that a person keeps, at the level of its parts."""
