"""Findings: sentences that say what the figures say, as formulas that follow figures, limits and period.

A text names a number in braces: a number over the companies of the basket (`{net_profit_yoy}`), the same without the giants
(`{net_profit_yoy_ex_giants}`), the companies that have it (`{net_profit_yoy_known}`), a limit, what a block tells of itself
(`{rho}`, `{first}`), the claims of a verdict (`{claims_differs}`), or what the article states (`{stated_both_up_count}`). An ending says how: `_size` without its sign, `_signed`
with it, `_whole` without decimals, `_by_layer` as a list of a count in each layer; an ending of the labels `ways` is a word for up, one for down and one for neither, one of `plurals` a word
for one and one for several.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING, Final

from xl_aigc.data.layers import keys_of
from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.claims.evaluate import at_own_period, evaluate
from xl_aigc.measures.claims.result import VERDICTS
from xl_aigc.measures.mask import Mask, everyone, group, where
from xl_aigc.report.digits import cut, in_digits
from xl_aigc.report.limit_words import with_limits
from xl_aigc.report.live import Live, rounded, sentence
from xl_aigc.report.widths import display_width

if TYPE_CHECKING:
    from xl_aigc.report.report import Report

_NAMES: Final = re.compile(r"\{(\w+)\}")
LEAST: Final = 3
"""Companies with figures that a finding needs; fewer are no basket to speak of."""
MINUS: Final = "−"
PLACES: Final = {"percent": 1, "points": 1, "ratio": 1, "correlation": 2}
"""Decimals of a number in a sentence, by what it is; none of a count, none of money but in hundreds of millions."""
EX_GIANTS: Final = "ex_giants"
BY_LAYER: Final = "_by_layer"
WIDEST_LIST: Final = 80
"""Digits that a list of the layers in a sentence may be wide; a basket with longer names, or more layers, has none."""
CLAIMS: Final = "claims_"
STATED: Final = "stated_"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a sentence names.

    Attributes:
        live: the number, or the text for a missing one.
        shows: what it is: a count, percent, money, a word, ...
        known: how many companies it rests on; None where that needs no asking.
    """

    live: Live
    shows: str = "count"
    known: Live | None = None


Said = dict[str, Number]
"""Numbers that a block tells of itself, by name."""


@dataclass(frozen=True)
class Teller:
    """Makes sentences of one block or sheet.

    Attributes:
        report: the report.
        said: what the block tells of itself.
        whole: percentages have no decimals, as in a headline.
        about: what the sentences are about.
    """

    report: Report
    said: Said = field(default_factory=dict)
    whole: bool = False
    about: str = ""

    def finding(self, stem: str, plain: Live) -> Live:
        """Return the finding of a stem of labels; the plain line where there is none, or too little is known to say it.

        Args:
            stem: `<stem>.finding` is said where everything in it has a meaning, else `<stem>.finding_basket`.
            plain: what describes the block whatever the figures are.
        """
        for key in (f"{stem}.finding", f"{stem}.finding_basket"):
            text = self.report.labels.texts.get(key)
            told = None if text is None else self.told(text)
            if told is not None:
                return self._where_known(*told, plain)
        return plain

    def line(self, text: str) -> Live:
        """Return a sentence that holds whatever is known; a name that means nothing here shows as n.a."""
        told = self.told(text)
        return Live(text) if told is None else told[0]

    def told(self, text: str) -> tuple[Live, list[Number]] | None:
        """Return a sentence and the numbers that it names; None where one of them means nothing in this basket."""
        parts: dict[str, Live] = {}
        numbers: list[Number] = []
        for name in dict.fromkeys(_NAMES.findall(text)):
            found = self._part(name)
            if found is None:
                return None
            parts[name] = found[0]
            numbers += [] if found[1] is None else [found[1]]
        return (sentence(text, **parts) if parts else Live(text)), numbers

    def _where_known(self, told: Live, numbers: list[Number], plain: Live) -> Live:
        """Return a sentence where its numbers are numbers and rest on enough companies, else the plain line."""
        tests, holds = [], True
        for one in numbers:
            if one.shows not in {"word", "text"}:
                tests.append(f"ISNUMBER({one.live.native})" if one.live.native else "")
                holds &= not isinstance(one.live.value, str)
            else:
                tests.append(f'({one.live.native}<>"")' if one.live.native else "")
                holds &= one.live.value != ""
            if one.known is not None:
                tests.append(f"({one.known.native}>={LEAST})")
                holds &= float(one.known.value) >= LEAST
        asked = [test for test in dict.fromkeys(tests) if test]
        if not asked:
            return told if holds else plain
        otherwise = plain.native or quoted(str(plain.value))
        return Live(
            told.value if holds else plain.value,
            f"IF(AND({','.join(asked)}),{told.native or quoted(str(told.value))},{otherwise})",
        )

    def _part(self, name: str) -> tuple[Live, Number | None] | None:
        """Return the text that stands for a name, and the number in it."""
        report = self.report
        if name.startswith("limit_"):
            return with_limits(report.frame, report.labels, f"{{{name}}}"), None
        plain = {"unit": report.word(report.unit), "basket": report.facts.name[report.language]}
        plain |= {"period": str(report.period), "compare": str(report.compare), "due": ""}
        if name == "due":
            return report.due(), None
        if name in plain:
            return Live(plain[name]), None
        if name.endswith(BY_LAYER):
            return _by_layer(report, name.removesuffix(BY_LAYER))
        number, form = self._number(name), ""
        if number is None:
            bare, _, form = name.rpartition("_")
            number = self._number(bare) if bare else None
        return None if number is None else self._in_words(number, form)

    def _in_words(self, number: Number, form: str) -> tuple[Live, Number | None] | None:
        texts, live = self.report.labels.texts, number.live
        if number.shows in {"word", "text"}:
            return live, number
        if (ways := texts.get(f"ways.{form}")) is not None:
            return self._way(number, ways.split("|")), number
        if (words := texts.get(f"plurals.{form}")) is not None:
            one, more = words.split("|")
            native = live.native and f"IF({live.native}=1,{quoted(one)},{quoted(more)})"
            return Live(one if live.value == 1 else more, native), number
        if form not in {"", "size", "signed", "whole"}:
            return None
        return self._figure(number, form), number

    def _way(self, number: Number, words: list[str]) -> Live:
        """Return the word for up, down, or neither, as the number shows: what is written as 0% did not rise."""
        up, down, flat = map(quoted, words)
        native, value = number.live.native, number.live.value
        digits = self._places(number, "") + 2 * (number.shows == "percent")
        level = 0.0 if isinstance(value, str) else float(rounded(value, digits))
        way = words[2 if level == 0 else 0 if level > 0 else 1]
        return Live(way, native and f"CHOOSE(SIGN({cut(native, digits)})+2,{down},{flat},{up})")

    def _places(self, number: Number, form: str) -> int:
        """Return the decimals of a number in a sentence."""
        if (number.shows == "percent" and self.whole) or form == "whole":
            return 0
        if number.shows == "money" and self.report.unit in {"yi", "billion"}:
            return 1
        return PLACES.get(number.shows, 0)

    def _figure(self, number: Number, form: str) -> Live:
        """Return a number as a sentence writes it."""
        percent, native = number.shows == "percent", number.live.native
        places = self._places(number, form)
        pattern = (
            ("#,##0" if not percent else "0")
            + ("." + "0" * places if places else "")
            + ("%" if percent else "")
        )
        digits = in_digits(number.live.value, places, percent=percent)
        # Programs cut halves differently when they show a number; ROUND is alike in all.
        whole = cut(f"ABS({native})", places + 2 * percent)
        size = Live(digits, native and f'TEXT({whole},"{pattern}")')
        if number.shows == "money":
            size = sentence(self.report.labels.text(f"amounts.{self.report.unit}"), amount=size)
        if form == "size":
            return size
        plus = "+" if form == "signed" else ""
        below = not isinstance(number.live.value, str) and number.live.value < 0
        shown = f"{MINUS if below else plus}{size.value}"
        sign = f"IF({native}<0,{quoted(MINUS)},{quoted(plus)})"
        return Live(shown, native and f"{sign}&{size.native}")

    def _number(self, name: str) -> Number | None:
        report, workings = self.report, self.report.workings
        if name in self.said:
            said = self.said[name]
            if workings is None or said.shows in {"word", "text"}:
                return said
            return replace(said, live=workings.held(said.live, self.about, said.shows))
        for lead, find in ((CLAIMS, _claims), (STATED, _stated)):
            if name.startswith(lead):
                return find(report, name.removeprefix(lead))
        bare = name.removesuffix("_known")
        if bare != name and bare in report.table.basket:
            return Number(report.known(bare))
        return _over_companies(report, name)


def _over_companies(report: Report, name: str) -> Number | None:
    """Return a number over the companies of the basket, or of a part of it; None where the basket has none of it."""
    key, part = name, ""
    for end in () if name in report.table.basket else (EX_GIANTS, *keys_of(report.facts.layers)):
        if name.endswith(f"_{end}") and len(end) > len(part):
            key, part = name.removesuffix(f"_{end}"), end
    lacks = part == EX_GIANTS and not report.facts.giants
    lacks |= part in keys_of(report.facts.layers) and "layers" in report.absent
    if lacks or key not in report.table.basket or key in report.absent:
        return None
    mask, measure = _part_of(report, part), report.table.basket[key]
    known = report.known(key, mask) if measure.needs else None
    number = report.basket(key, mask)
    if (workings := report.workings) is not None:
        label = f"{report.basket_label(key)}{f' ({_named(report, part)})' * bool(part)}"
        number = workings.held(number, label, measure.shows)
        told = report.text("column_totals.known", group=label)
        known = None if known is None else workings.held(known, told, "count")
    return Number(number, measure.shows, known)


def _named(report: Report, part: str) -> str:
    """Return the name of a part of the basket."""
    return report.text(f"groups.{EX_GIANTS}") if part == EX_GIANTS else report.word(part)


def _by_layer(report: Report, key: str) -> tuple[Live, Number] | None:
    """Return a count in each layer as a list, and the count of the basket; None where there are no layers, or too many."""
    names = [report.word(layer) for layer in keys_of(report.facts.layers)]
    if "layers" in report.absent or sum(display_width(name) + 4 for name in names) > WIDEST_LIST:
        return None
    number = _over_companies(report, key)
    if number is None:
        return None
    one, more = (report.labels.text(f"lists.{part}") for part in ("layer", "more"))
    counts = (report.basket(key, _part_of(report, layer)) for layer in keys_of(report.facts.layers))
    parts = (sentence(one, n=count, layer=name) for count, name in zip(counts, names, strict=True))
    return reduce(lambda told, part: sentence(more, list=told, one=part), parts), number


def _part_of(report: Report, part: str) -> Mask | None:
    """Return the companies without the giants, or of a layer; None for all."""
    if not part:
        return None
    if part == EX_GIANTS:
        return group(report.frame, EX_GIANTS)
    return everyone(report.frame) & where(report.frame, "layer", part)


def _claims(report: Report, verdict: str) -> Number | None:
    """Return the number of claims of a verdict, or of all that are tested on this basket."""
    if "claims" in report.absent or verdict not in {*VERDICTS, "total"}:
        return None
    counts = Counter(str(result.verdict) for result in evaluate(report.frame))
    asked = VERDICTS if verdict == "total" else (verdict,)
    native = "+".join(f"COUNTIF(claims_verdicts,{{{one}}})" for one in asked)
    return Number(Live(sum(counts[one] for one in asked), f"({native})"))


def _stated(report: Report, claim: str) -> Number | None:
    """Return the number that the article states in a claim; None where it has none, or the report is of another period."""
    found = next((one for one in report.facts.claims if one.id == claim), None)
    if found is None or not isinstance(found.stated, int | float) or not at_own_period(report.frame):
        return None
    return Number(Live(found.stated), "percent" if abs(found.stated) < 1 else "count")
