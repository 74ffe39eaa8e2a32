"""Brings figures in, and carries them into a workbook that a person keeps, losing nothing that they added."""
