"""A count with its noun, for messages: "1 row", "2 rows"."""

from __future__ import annotations


def with_noun(count: int, one: str, several: str) -> str:
    """Return a count with its noun.

    Example:
        >>> with_noun(1, "{:,} company", "{:,} companies"), with_noun(1200, "{:,} company", "{:,} companies")
        ('1 company', '1,200 companies')
    """
    return (one if count == 1 else several).format(count)
