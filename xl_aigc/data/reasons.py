"""Why a row is set aside: the reasons of `reasons.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for setting a row aside.

    Attributes:
        key: its name.
        bad: whether such a row counts as a mistake of the source; others are only not wanted.
        text: what is wrong and what was expected.
    """

    key: str
    bad: bool
    text: str


def _read() -> Mapping[str, Reason]:
    table = tables.rows("reasons")
    rows = [Reason(row["reason"], row["bad"] == "yes", row["text"]) for row in table]
    return MappingProxyType({row.key: row for row in rows})


REASONS: Final[Mapping[str, Reason]] = _read()


def reason_text(key: str) -> str:
    """The words of a reason, as a sentence.

    Example:
        >>> reason_text("not_a_number")
        'the value is not a number.'
    """
    return f"{REASONS[key].text}."
