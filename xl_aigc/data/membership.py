"""Membership: the reason why a company is in its basket."""

from __future__ import annotations

from typing import Final

MEMBERSHIPS: Final = ("named", "added", "left")


def membership_word(text: str) -> str:
    """Give the word for a membership: named, added or left; any other text stays as given.

    Example:
        >>> membership_word("named in the article"), membership_word("Added: peer"), membership_word("peer")
        ('named', 'added', 'peer')
    """
    first = text.split(" ", 1)[0].rstrip(":").lower()
    return first if first in MEMBERSHIPS else text
