"""The name by which a report tells a company: its own, that of the other language, or its ticker, and never that of another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from xl_aigc.data.model import Company

MOST: Final = 120
"""Signs of the longest name that is looked for among the others; COUNTIF takes 255, and each may need a sign before it."""


def names_read(language: str, absent: Collection[str]) -> tuple[str, ...]:
    """Return the columns of names that a report in a language reads, its own first; only those that are there, if one is.

    Example:
        >>> names_read("ko", ()), names_read("zh", {"name_zh"})
        (('name_en', 'name_zh'), ('name_en',))
    """
    keys = ("name_zh", "name_en") if language == "zh" else ("name_en", "name_zh")
    return tuple(key for key in keys if key not in absent) or keys[:1]


def shown_names(companies: Iterable[Company], keys: tuple[str, ...]) -> list[str]:
    """Return the name of each company; one that another company has too has its ticker behind it.

    Args:
        companies: the companies.
        keys: the columns of names, that of the language first.

    Example:
        >>> from xl_aigc.data.model import Company
        >>> rows = [("1", "", "Alpha"), ("2", "", "alpha"), ("3", "甲", ""), ("4", "", "")]
        >>> firms = [Company(ticker, zh, en, None, "", "other", "") for ticker, zh, en in rows]
        >>> shown_names(firms, ("name_en", "name_zh"))
        ['Alpha 1', 'alpha 2', '甲', '4']
    """
    companies = list(companies)
    times = {key: Counter(str(getattr(one, key)).lower() for one in companies) for key in keys}

    def shown(one: Company) -> str:
        key, name = next(((key, name) for key in keys if (name := str(getattr(one, key)))), ("", ""))
        alike = 0 < len(name) < MOST and times[key][name.lower()] > 1
        return f"{name} {one.ticker}" if alike else name or one.ticker

    return [shown(one) for one in companies]


def shown_name(keys: tuple[str, ...]) -> str:
    """Return the formula of a row, or of the whole column, that gives these names.

    Args:
        keys: the columns of names, that of the language first.
    """
    formula = "[ticker]"
    for key in reversed(keys):
        name, sign = f"[data.{key}]", _looked_for(key)
        alike = f'IF(LEN({name})<{MOST},COUNTIF([data.{key}.all],"="&{sign}),1)>1'
        formula = f'IF({name}="",{formula},{name}&IF({alike}," "&[ticker],""))'
    return formula


def _looked_for(key: str) -> str:
    """Return a name as COUNTIF looks for it: signs that stand for others stand for themselves."""
    found = f"[data.{key}]"
    for sign in "~*?":
        found = f'SUBSTITUTE({found},"{sign}","~{sign}")'
    return found
