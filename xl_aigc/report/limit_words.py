"""Limits in words: what their cells show, in a sentence that follows the cells.

A text names a limit in braces: `{limit_price_down}` is the number itself, `{limit_price_down_signed}` has a plus or a
minus, `{limit_price_down_size}` is without its sign, for languages that say the direction in a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.limits import LIMITS
from xl_aigc.expressions.native.literal import quoted
from xl_aigc.report.live import Live, choice, rounded, sentence

if TYPE_CHECKING:
    from xl_aigc.data.claims import IndexFact
    from xl_aigc.labels import Labels
    from xl_aigc.measures.frame import Frame

_NAMED: Final = re.compile(r"\{(\w+)\}")
_FORMS: Final = re.compile(r"(?P<key>\w+?)(?:_(?P<form>signed|size))?")
_MINUS: Final = "−"
_LARGER: Final = {
    "million": {"en": ("billion", 1000, 1000), "zh": ("yi", 100, 1000), "ko": ("yi", 100, 1000)},
    "yi": {"zh": ("trillion", 10_000, 10_000), "ko": ("trillion", 10_000, 10_000)},
    "billion": {"en": ("trillion", 1000, 1000)},
}
"""The next unit in which readers of a language write an amount: how many of the unit it is, and from how many on it is used for a round number."""


def index_in_words(labels: Labels, index: IndexFact) -> str:
    """Return the name of an index in the language; baskets of earlier versions have it among their own words."""
    return labels.texts.get(f"indices.{index.index.replace('.', '_')}", index.name[labels.language])


def with_limits(frame: Frame, labels: Labels, text: str, **names: str) -> Live:
    """Return a text as a cell in which every limit is what its cell shows.

    Args:
        frame: the measures, which know the limits and the unit of money.
        labels: the texts of the language.
        text: a text with `{names}` of limits, and of nothing else but the names given.
        names: what stands for the other names.
    """
    found = dict.fromkeys(_NAMED.findall(text))
    limits = {name: live for name in found if (live := _limit(frame, labels, name)) is not None}
    if not limits and not names:
        return Live(text)
    live = sentence(text, **limits, **names)
    return live if limits else Live(live.value)


def _limit(frame: Frame, labels: Labels, name: str) -> Live | None:
    match = _FORMS.fullmatch(name)
    if match is None or match["key"] not in LIMITS:
        return None
    key, form = match["key"], match["form"]
    limit, value = LIMITS[key], frame.limit(key)
    percent = limit.shows == "percent"
    amount = _amount(value * 100, f"{key}*100") if percent else _amount(value, key)
    signs = {None: ("", "-"), "signed": ("+", _MINUS), "size": ("", "")}[form]
    sign = signs[0] if value > 0 else signs[1] if value < 0 else ""
    formula = (
        f"IF({key}>0,{quoted(signs[0])},IF({key}<0,{quoted(signs[1])},{quoted('')}))&" if any(signs) else ""
    )
    if form is None and value >= 0:
        formula = f"IF({key}<0,{quoted('-')},{quoted('')})&"
    number = Live(f"{sign}{amount.value}", f"{formula}{amount.native}")
    if limit.shows == "money":
        return _money(labels, (frame.unit, value, key, 1), (sign, formula))
    return Live(f"{number.value}%", f"{number.native}&{quoted('%')}") if percent else number


def _money(labels: Labels, told: tuple[str, float, str, int], signs: tuple[str, str]) -> Live:
    """Return an amount in a unit, or in a larger one where it is large and round.

    Args:
        labels: the texts of the language.
        told: the unit, the amount in that of the report, its cell, and how many of the report's unit this one is.
        signs: its sign, and the beginning of a formula that gives it.
    """
    unit, value, key, factor = told
    amount = _amount(value / factor, key if factor == 1 else f"{key}/{factor}")
    number = Live(f"{signs[0]}{amount.value}", f"{signs[1]}{amount.native}")
    usual = sentence(labels.text(f"amounts.{unit}"), amount=number)
    larger = _LARGER.get(unit, {}).get(labels.language)
    if larger is None:
        return usual
    name, times, least = larger
    step, least = max(times * factor // 100, 10), least * factor
    round_ = Live(
        abs(value) >= least and abs(value) % step == 0,
        f"AND(ABS({key})>={least},INT(ABS({key})/{step})*{step}=ABS({key}))",
    )
    return choice(round_, _money(labels, (name, value, key, factor * times), signs), usual)


def _amount(value: float, key: str) -> Live:
    """Return the size of a number with at most two decimals, and with none where it is whole."""
    size = f"ROUND(ABS({key}),2)"
    whole, _, decimals = rounded(abs(value), 2).partition(".")
    shown = f"{int(whole):,}" + (f".{decimals}".rstrip("0").rstrip("."))
    return Live(shown, f'TEXT(INT({size}),"#,##0")&MID(ROUND({size}-INT({size}),2),2,3)')
