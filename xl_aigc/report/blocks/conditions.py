"""Conditions for the companies of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field as Option
from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from xl_aigc.data.limits import LIMITS
from xl_aigc.files.schema import Strict
from xl_aigc.measures.mask import Mask, everyone, known, that, where
from xl_aigc.report.blocks import feeds
from xl_aigc.report.layout import Key
from xl_aigc.report.limit_words import with_limits
from xl_aigc.report.live import SAFE_DIGITS, Live, choice, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.measures.frame import Value
    from xl_aigc.report.report import Report

MANY: Final = 2
"""Companies, or points, that can be told apart at all."""
SIGNS: Final = {"below": "<", "above": ">", "at_most": "<="}


class Condition(Strict):
    """A condition for companies of a list."""

    measure: Annotated[str, Key("measure")]
    is_: Literal["below", "above", "at_most", "word", "known"] = Option(alias="is")
    than: float | str = Option(0, description="a bound (money in units of the currency), a limit, or a word")

    @field_validator("than")
    @classmethod
    def _limit(cls, value: float | str, info: ValidationInfo) -> float | str:
        """Return a bound; a name that a number is compared with is that of a limit."""
        if isinstance(value, str) and info.data.get("is_") in SIGNS and value not in LIMITS:
            details = {"what": "limit", "word": value, "accepted": list(LIMITS)}
            raise PydanticCustomError("unknown_name", "no such {what}", details)
        return value


def alike(report: Report, among: Mask, *keys: str, beside: Sequence[str] = ()) -> bool:
    """Return whether no two companies of an exhibit differ in what it shows, though the figures behind it are there.

    Without these, the exhibit waits for them.

    Args:
        report: the report.
        among: the companies that are shown.
        keys: the measures that the exhibit is about.
        beside: further ones that it shows.
    """
    frame = report.frame
    figures = {figure for key in keys for figure in report.table.figures_of(key)}
    there = everyone(frame) & known(frame, *sorted(figures))
    columns = ([_shown(value) for value in among.pick(frame[key])] for key in (*keys, *beside))
    return any(there.chosen) and len(set(zip(*columns, strict=True))) < MANY


def _shown(value: Value) -> Value:
    return round(value, SAFE_DIGITS) if isinstance(value, float) else value


def mask_of(report: Report, conditions: tuple[Condition, ...]) -> Mask:
    """Return the companies of the basket that meet some conditions."""
    mask = everyone(report.frame)
    for one in conditions:
        mask &= meets(report, one)
    return mask


def meets(report: Report, one: Condition) -> Mask:
    """Return the companies that meet a condition."""
    frame, key = report.frame, one.measure
    if one.is_ == "word":
        return where(frame, key, str(one.than))
    return known(frame, key) if one.is_ == "known" else that(frame, f"{key} {SIGNS[one.is_]} {one.than}")


def left_out(report: Report, by: str, one: Condition) -> Live:
    """Return how many companies with a number to rank by lie above what a condition allows; blank where none does."""
    among = everyone(report.frame) & known(report.frame, by)
    n = report.count(among & meets(report, one.model_copy(update={"is_": "above"})))
    bound = Live(feeds.as_percent(one.than)) if isinstance(one.than, float) else _in_words(report, one.than)
    measure = report.short(one.measure, "measures")
    words = report.text("notes.left_out", n="{n}", measure=measure, bound="{bound}")
    gap = report.text("claim_words.sentence_separator")
    return choice(Live(n.value == 0, f"{n.native}=0"), Live(""), sentence(f"{gap}{words}", n=n, bound=bound))


def _in_words(report: Report, limit: str) -> Live:
    return with_limits(report.frame, report.labels, f"{{{limit}}}")
