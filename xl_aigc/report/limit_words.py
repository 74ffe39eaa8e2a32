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
LARGE: Final = 1000
_LARGER: Final = {"en": ("billion", "/1000"), "zh": ("yi", "/100"), "ko": ("yi", "/100")}
"""The unit in which readers of a language write 1,000 million and more, where the number is round."""


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
    amount = _amount(value, key, "*100" if percent else "")
    signs = {None: ("", "-"), "signed": ("+", _MINUS), "size": ("", "")}[form]
    sign = signs[0] if value > 0 else signs[1] if value < 0 else ""
    formula = (
        f"IF({key}>0,{quoted(signs[0])},IF({key}<0,{quoted(signs[1])},{quoted('')}))&" if any(signs) else ""
    )
    if form is None and value >= 0:
        formula = f"IF({key}<0,{quoted('-')},{quoted('')})&"
    number = Live(f"{sign}{amount.value}", f"{formula}{amount.native}")
    if limit.shows == "money":
        usual = sentence(labels.text(f"amounts.{frame.unit}"), amount=number)
        if frame.unit != "million":
            return usual
        unit, scaled = _LARGER[labels.language]
        amount = _amount(value, key, scaled)
        number = Live(f"{sign}{amount.value}", f"{formula}{amount.native}")
        round_ = Live(
            abs(value) >= LARGE and abs(value) % 10 == 0,
            f"AND(ABS({key})>={LARGE},INT(ABS({key})/10)*10=ABS({key}))",
        )
        return choice(round_, sentence(labels.text(f"amounts.{unit}"), amount=number), usual)
    return Live(f"{number.value}%", f"{number.native}&{quoted('%')}") if percent else number


def _amount(value: float, key: str, scaled: str) -> Live:
    """Return the size of a number with at most two decimals, and with none where it is whole."""
    size = f"ROUND(ABS({key}{scaled}),2)"
    value = {"": value, "*100": value * 100, "/100": value / 100, "/1000": value / 1000}[scaled]
    whole, _, decimals = rounded(abs(value), 2).partition(".")
    shown = f"{int(whole):,}" + (f".{decimals}".rstrip("0").rstrip("."))
    return Live(shown, f'TEXT(INT({size}),"#,##0")&MID(ROUND({size}-INT({size}),2),2,3)')
