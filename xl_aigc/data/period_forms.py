"""Forms of periods in a text: words of reports and short forms of a part of a year."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from xl_aigc.data import tables
from xl_aigc.data.day_forms import LONGEST, four_digits
from xl_aigc.data.numerals import without_width
from xl_aigc.data.spelling import simplified

_WORDS: Final = {row["word"].upper(): row["part"] for row in tables.rows("periods")}
_TYPED_ONLY: Final = frozenset(
    row["word"].upper() for row in tables.rows("periods") if row["typed_only"] == "yes"
)
"""Words that a person means cumulatively and a vendor may use of a single quarter."""
_QUARTERS: Final = _TYPED_ONLY | {"Q3"}
"""Words for a quarter after the first, which in a basket of single quarters is that quarter alone; of the first both are the same."""
_TYPED_BEFORE: Final = _TYPED_ONLY | {"Q3"}
"""The same where the part stands before its year: 2024Q3 is the house's own form."""
_ALIKE: Final = str.maketrans("–—~〜至년월일", "-----年月日")
"""Signs that stand for a hyphen, as in 1—6月 and 1至6月, and Korean words for parts of a date."""
_LONGEST_FIRST: Final = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_NOT_LATIN: Final = "|".join(word for word in _WORDS if not word.isascii() and word[0].isalpha())
"""Words that may stand behind a year of two digits: `24中报`."""
_JOINT: Final = r"(?:(?:[ ]of[ ]|,[ ]?)(?=[FC]Y|(?:19|20)[0-9]{2})|[ '’/-]{0,2})"
"""Signs and words between a part of a year and the year behind it: `Q2 of 2024`, `Q2, 2024`."""
# Blanks are bounded: a year and 32,000 of them would else take minutes.
_NAMED: Final = re.compile(
    rf"(?:(?<![A-Z])[FC]Y[ '’-]?)?(?P<year>19[0-9]{{2}}|20[0-9]{{2}}|(?<![0-9])[0-9]{{2}}(?=年|{_NOT_LATIN}))\s{{0,4}}(?:[-_/]|年度?)?\s{{0,4}}"
    rf"(?:(?P<word>{_LONGEST_FIRST})|(?P<part>Q1|H1|Q3|FY))(?![0-9A-Z])",
    re.IGNORECASE,
)
_SURE: Final = [row["word"].upper() for row in tables.rows("periods") if row["behind_only"] == "no"]
_BEFORE_YEAR: Final = "|".join(
    re.escape(word) + ("(?![0-9])" if word[-1].isdigit() else "")
    for word in sorted(_SURE, key=len, reverse=True)
    if not re.search("[0-9][QHM]$|^[QH][0-9Y]", word)
)
"""Words that mean the same behind any other word: `下半年2024` is no `半年2024`."""
_BEHIND_ONLY: Final = "|".join(
    re.escape(row["word"]) for row in tables.rows("periods") if row["behind_only"] == "yes"
)


def _span_words(reason: str) -> str:
    """The words for the months that a figure is over, other than parts of a year, as alternatives; those of a figure from 1 January for no reason."""
    rows = (row for row in tables.rows("kinds") if row["role"] == "span" and row["reason"] == reason)
    words = {row["word"] for row in rows if row["word"].upper() not in _WORDS}
    return "|".join(re.escape(word).replace(r"\ ", "[ ]") for word in sorted(words, key=len, reverse=True))


_CUMULATIVE: Final = _span_words("")
_CALENDAR: Final = re.compile(
    "|".join(re.escape(word) for word in _WORDS if word.startswith(("1-", "JAN"))), re.IGNORECASE
)
_SHORT: Final = re.compile(
    r"(?<![0-9A-Z.])(?:(?:[FC]Y[ '’-]?)?(?P<before>[1-4]Q|Q[1-4]|1H|H1|HY|3M|6M|9M|12M)"
    rf"{_JOINT}(?:[FC]Y[ '’-]?)?(?P<year>(?:19|20)?[0-9]{{2}})"
    r"|(?P<short>[0-9]{2})(?P<after>[1-4]Q|Q[1-4]|1H|H1|HY|9M|FY)"
    r"|[FC]Y[ '’-]?(?P<named>[0-9]{2})[ -]?(?P<part>[1-4]Q|Q[1-4]|1H|H1|HY|3M|6M|9M|12M)"
    r"|[FC]Y[ '’-]{0,2}(?P<fiscal>(?:19|20)?[0-9]{2})A?|(?P<actual>(?:19|20)[0-9]{2})A)(?![0-9A-Z])",
    re.IGNORECASE,
)
"""A part before its year, or a year of two digits: `1H24`, `24H1`, `FY2023`, `6M 2024`, `1H FY24`, `FY1H24`, `FY24 H1`, `2023A`."""
_CHINESE_QUARTER: Final = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})年?第?(?P<quarter>[一二三四]|(?<=[年第])[1-4])季度?"
)
_SECOND_HALF: Final = re.compile(
    r"(?:[FC]Y[ '’-]?)?(?:2H|H2|(?:second|2nd)[ -]half)"
    rf"{_JOINT}(?:[FC]Y[ '’-]?)?(?P<year>(?:19|20)?[0-9]{{2}})"
    r"|(?P<before>(?:19|20)?[0-9]{2})年?[ -]?(?:2H|H2|下半年|(?:second|2nd)[ -]half)",
    re.IGNORECASE,
)
_PLAIN_FORMS: Final = (
    (re.compile(r"(?:the|year)[ ](.{1,40})", re.IGNORECASE), r"\1"),
    (re.compile(r"((?:19|20)[0-9]{2}),[ ]?([A-Z0-9 -]{2,20})", re.IGNORECASE), r"\1 \2"),
    (
        re.compile(rf"({_BEHIND_ONLY}){_JOINT}(?:[FC]Y[ '’-]?)?((?:19|20)[0-9]{{2}})", re.IGNORECASE),
        r"\2 \1",
    ),
    (
        re.compile(
            r"(.{0,20}?)(?:calendar|fiscal)(?: year)?[ '’-]{0,2}([0-9HQ].{0,20})",
            re.IGNORECASE,
        ),
        r"\1FY\2",
    ),
    (
        re.compile(r"(?:FY|CY)[ ’'-]?((?:19|20)?[0-9]{2})[ -]?(Q[1-4]|H[12]|[1-4]Q|[12]H)", re.IGNORECASE),
        r"\1\2",
    ),
    (re.compile(r"((?:FY|CY)[ ’'-]?(?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2}) ?A", re.IGNORECASE), r"\1"),
    (re.compile(r"CY([ ’'-]?(?:19|20)?[0-9]{2})A?", re.IGNORECASE), r"FY\1"),
)
"""Forms around a period: an article, a comma, a word before its year that alone would be unsure there, a year of the calendar, a fiscal year before a part of it, and `A` behind a year, of actual figures."""
_SHORT_YEAR: Final = re.compile(r"([0-9]{2})年(?=.)")
_ENDING: Final = {"H1": "Q2", "Q3": "Q3", "FY": "Q4"}
"""The quarter with which each part of a year ends."""
FULL_YEAR: Final = re.compile(r"(?:19[0-9]{2}|20[0-9]{2})[年년]?")
YEAR_ALONE: Final = re.compile(
    rf"(?:[FC]Y[ '’-]?(?:[0-9]{{2}})?[0-9]{{2}}A?|{FULL_YEAR.pattern})", re.IGNORECASE
)
"""The same with the words before it that say whose year it is."""
_ALONE, _TRAILING = (_span_words(reason) for reason in ("single_quarter", "other_span"))
_ALONE_NAMED: Final = "|".join(word for word in _ALONE.split("|") if not re.search("[0-9]|-", word))
_MOST_BEFORE: Final = 20
"""Characters before a period in which such words are looked for."""
_REMEMBERED: Final = 1024


@cache
def _word_first() -> re.Pattern[str]:
    """A word before its year: `上半年2024`, `first half of 2024`."""
    return re.compile(
        rf"(?<![0-9A-Z])(?P<word>{_BEFORE_YEAR}){_JOINT}"
        r"(?P<year>(?:19|20)[0-9]{2}|(?:[FC]Y[ '’-]?)(?:19|20)?[0-9]{2})年?(?![0-9A-Z]|[-/.年][0-9])",
        re.IGNORECASE,
    )


@cache
def _counted_behind() -> re.Pattern[str]:
    """Words behind a part of a year that say that it counts from 1 January: `2024Q2累计`, `2Q24 YTD`."""
    return re.compile(rf"[ ]?\((?:{_CUMULATIVE})\)|[ ,-]{{0,2}}(?:{_CUMULATIVE})(?![0-9A-Z])", re.IGNORECASE)


@cache
def _counted_before() -> re.Pattern[str]:
    """The same words before it: `YTD 2Q24`."""
    return re.compile(rf"(?<![0-9A-Z])(?:{_CUMULATIVE})[ ,:-]{{0,2}}$", re.IGNORECASE)


@cache
def _kind_beside() -> re.Pattern[str]:
    """A period with words for a quarter alone, for twelve months or for those of the year so far before or behind it."""
    return re.compile(
        rf"(?:(?P<quarter>{_ALONE_NAMED})|(?P<ltm>{_TRAILING})|(?:{_CUMULATIVE}))[ ,:-]{{0,2}}(?P<last>(?![1-4][ ,])[^ ].{{3,30}})"
        rf"|(?P<first>.{{3,30}}?[^ (,-])[ ,-]{{0,2}}\(?(?:(?P<quarter2>{_ALONE_NAMED})|(?P<ltm2>{_TRAILING})|(?:{_CUMULATIVE}))\)?",
        re.IGNORECASE,
    )


class Part(NamedTuple):
    """A year and a part of it, such as `2024H1`, where it stands in a text, and the quarter that its word is, empty where it is of several."""

    text: str
    start: int
    end: int
    quarter: str


@lru_cache(_REMEMBERED)
def find_part(text: str, *, typed: bool) -> Part | None:
    """The first cumulative period that a text names, None where it names none.

    Args:
        text: the text.
        typed: whether a person typed it, who means the cumulative period by any word.

    Example:
        >>> find_part("Revenue 1H24", typed=False), find_part("2Q24", typed=False)
        (Part(text='2024H1', start=8, end=12, quarter=''), None)
    """
    alike = text.translate(_ALIKE)
    for form in (_NAMED, _word_first(), _SHORT):
        for found in form.finditer(alike):
            year, word = _short_form(found) if form is _SHORT else _named_form(found)
            start, end = _with_count(alike, *found.span())
            unsure = _TYPED_BEFORE if form is _SHORT else _TYPED_ONLY
            if typed or word not in unsure or (start, end) != found.span():
                part = _WORDS.get(word, word)
                alone = word in _QUARTERS and (start, end) == found.span()
                return Part(f"{year}{part}", start, end, f"{year}{_ENDING[part]}" if alone else "")
    return None


def _whole(text: str) -> Part | None:
    """The part of a year that a whole text is, as a person types it."""
    found = find_part(text, typed=True)
    return found if found and (found.start, found.end) == (0, len(text)) else None


def _with_count(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a part of a year with the words beside it that say that it counts from 1 January."""
    behind = _counted_behind().match(text, end)
    before = _counted_before().search(text, max(0, start - _MOST_BEFORE), start)
    return (before.start() if before else start), (behind.end() if behind else end)


def months_of_calendar(text: str) -> bool:
    """Return whether a text counts months from January, as `2024年1-6月` does.

    Example:
        >>> months_of_calendar("2024年1—6月"), months_of_calendar("2024H1")
        (True, False)
    """
    return _CALENDAR.search(text.translate(_ALIKE)) is not None


def without_kind(text: str) -> tuple[str, str]:
    """A period without the words beside it that say over which months it is; the kind is `quarter`, `ltm`, `ytd`, or empty.

    Example:
        >>> [without_kind(text) for text in ("Q2 2024 (quarter)", "2024H1 LTM", "2024-06 YTD", "2024H1")]
        [('Q2 2024', 'quarter'), ('2024H1', 'ltm'), ('2024-06', 'ytd'), ('2024H1', '')]
    """
    found = _kind_beside().fullmatch(text[:LONGEST].strip())
    if found is None:
        return text, ""
    is_quarter, is_ltm = found["quarter"] or found["quarter2"], found["ltm"] or found["ltm2"]
    if is_quarter and _whole(text.strip()):
        return text, ""
    kind = "quarter" if is_quarter else "ltm" if is_ltm else "ytd"
    return (found["first"] or found["last"]).strip(" (,-"), kind


def _named_form(found: re.Match[str]) -> tuple[str, str]:
    groups = found.groupdict()
    return four_digits(groups["year"].lstrip("FCYfcy '’-")), (groups["word"] or groups["part"]).upper()


def _short_form(found: re.Match[str]) -> tuple[str, str]:
    """The year of a short form, in four digits, and its part; the whole year where it names none."""
    year = next(filter(None, found.group("year", "short", "named", "fiscal", "actual")))
    return four_digits(year), (found["before"] or found["after"] or found["part"] or "FY").upper()


def short_quarter(text: str) -> str | None:
    """The single quarter that a text names, with its year; None where it names none.

    Example:
        >>> short_quarter("2Q24"), short_quarter("second quarter of 2024"), short_quarter("1H24"), short_quarter("2Q24 YTD")
        ('2024Q2', '2024Q2', None, None)
    """
    named = _CHINESE_QUARTER.fullmatch(text)
    if named:
        return f"{named['year']}Q{'一二三四1234'.index(named['quarter']) % 4 + 1}"
    return part.quarter or None if (part := _whole(text)) else None


def second_half(text: str) -> str | None:
    """The second half-year that a text is, as `2024H2`: no report is of it alone; None where it is none.

    Example:
        >>> second_half("2H24"), second_half("2024年下半年"), second_half("1H24")
        ('2024H2', '2024H2', None)
    """
    found = _SECOND_HALF.fullmatch(text[:LONGEST])
    return f"{four_digits(found['year'] or found['before'])}H2" if found else None


def plain_form(text: str) -> str:
    """A period that a person typed, without what stands around it, its year in four digits before Chinese words.

    Example:
        >>> [plain_form(text) for text in ("FY2024H1", "FY23A", "2023A", "CY2023", "24年中报", "2024H1")]
        ['2024H1', 'FY23', '2023', 'FY2023', '2024年中报', '2024H1']
    """
    plain = text.strip()
    if len(plain) > LONGEST:
        return plain
    for form, instead in _PLAIN_FORMS:
        if match := form.fullmatch(plain):
            plain = match.expand(instead)
    short = _SHORT_YEAR.match(plain)
    return f"{four_digits(short[1])}{plain[2:]}" if short else plain


def typed_form(text: str, *, single: bool) -> str:
    """A period that a person typed in the plainest form; its words for months from the first day of the year say what cumulative ones are anyway.

    Example:
        >>> [typed_form(text, single=False) for text in ("June 2024 YTD", "2nd half, 2024", "H1 of 2024")]
        ['June 2024', '2024H2', 'H1 of 2024']
        >>> [typed_form(text, single=True) for text in ("Q2 of 2024", "2024")]
        ['2024Q2', '2024FY']
    """
    plain = plain_form(simplified(without_width(text)))
    plain = second_half(plain) or plain
    if single:
        return short_quarter(plain) or (f"{plain[:4]}FY" if FULL_YEAR.fullmatch(plain) else plain)
    bare, kind = without_kind(plain)
    return bare if kind == "ytd" and not YEAR_ALONE.fullmatch(bare) else plain
