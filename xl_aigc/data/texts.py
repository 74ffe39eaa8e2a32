"""The texts of a record from outside, each checked before the record is made."""

from __future__ import annotations

from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError, Place
from xl_aigc.outside import MAX_TEXT, flaw


def check_texts(of: str, longest: int = MAX_TEXT, /, **texts: str) -> None:
    """Refuse a record of which a text holds what no text may hold, or is too long.

    Args:
        of: the name of the record, for the message.
        longest: the most characters that each text may have.
        texts: the texts by the names of their fields.

    Raises:
        DataError: one is refused; `place.key` is its field.
    """
    for name, text in texts.items():
        found = flaw(text, longest)
        if found is not None:
            raise DataError(
                f"{name} of {quote(of)} {found}.",
                Place(key=name),
                remedy="Shorten it, or delete that character.",
            )
