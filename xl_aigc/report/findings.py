"""Findings: sentences that say what the figures say, as formulas that follow figures, limits and period.

A text names a number in braces: a number over the companies of the basket (`{net_profit_yoy}`), the same without the giants
(`{net_profit_yoy_ex_giants}`), the companies that have it (`{net_profit_yoy_known}`), a limit, what a block tells of itself
(`{rho}`, `{first}`), the claims of a verdict (`{claims_differs}`), or what the article states (`{stated_both_up_count}`). An ending says how: `_size` without its sign, `_signed`
with it, `_whole` without decimals, `_by_layer` as a list of a count in each layer; an ending of the labels `ways` says that it went up, down, or neither, one of `plurals` a word
for one and one for several. A name may also be a phrase of the labels `phrases`: what it says depends on a count (`none`, `one`, `two`, `all`, `most` of the
companies that it rests on, or of the number `among`, `next` where both are one, `negative`) or on a word (a key of the field's words), and it may be of a part of the basket (`{profit_went_ex_giants}`); the first case that holds is said, or else `some`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables
from xl_aigc.expressions.native.literal import quoted
from xl_aigc.report.digits import SUM, cut, in_digits, next_to_whole, unit_of_forms
from xl_aigc.report.finding_numbers import Number, Said, by_layer, claims_of, over_companies, parts_of, stated
from xl_aigc.report.known_numbers import all_known, lacks
from xl_aigc.report.limit_words import with_limits
from xl_aigc.report.live import MISSING, SAFE_DIGITS, UNDEFINED, Live, choice, rounded, sentence

if TYPE_CHECKING:
    from xl_aigc.report.report import Report

_NAMES: Final = re.compile(r"\{(\w+)\}")
MINUS: Final = "−"
PLACES: Final = {"percent": 1, "points": 1, "ratio": 1, "correlation": 2}
"""Decimals of a number in a sentence, by what it is; none of a count, none of money but in hundreds of millions."""
BY_LAYER: Final = "_by_layer"
GROWTH: Final = "_yoy"
CLAIMS: Final = "claims_"
STATED: Final = "stated_"
PHRASES: Final = {row["key"]: row for row in tables.rows("phrases")}
"""The number or word that the cases of a phrase are told apart by, and what `all` and `most` are of where it is not all with a figure."""
ENDINGS: Final = (
    "finding",
    "finding_basket",
    "finding_least",
    "finding_now",
    "finding_bare",
    "finding_prices",
)
"""Findings of a stem of labels, from the one that needs most; the first that can be said is said."""


@dataclass(frozen=True)
class Teller:
    """Makes sentences of one block or sheet.

    Attributes:
        report: the report.
        said: what the block tells of itself.
        whole: percentages have no decimals, as in a headline.
        about: what the sentences are about.
        part: the part of the basket that a phrase is of; empty for all of it.
    """

    report: Report
    said: Said = field(default_factory=dict)
    whole: bool = False
    about: str = ""
    part: str = ""

    def finding(self, stem: str, plain: Live) -> Live:
        """Return the finding of a stem of labels: the first of `ENDINGS` in which everything has a meaning and is known.

        Args:
            stem: key of the labels, to which the endings are added.
            plain: what describes the block whatever the figures are.
        """
        found = plain
        for ending in reversed(ENDINGS):
            text = self.report.labels.texts.get(f"{stem}.{ending}")
            told = None if text is None else self.told(text)
            if told is not None:
                found = choice(all_known(told[1]), told[0], found)
        return found

    def line(self, text: str) -> Live:
        """Return a sentence that holds whatever is known; a name that means nothing here shows as n.a."""
        told = self.told(text)
        return Live(text) if told is None else told[0]

    def told(self, text: str, *, opens: bool = True) -> tuple[Live, list[Number]] | None:
        """Return a sentence and the numbers that it names; None where one of them means nothing in this basket.

        Args:
            text: the sentence, with names in braces.
            opens: it begins with a capital, as does a phrase at its beginning.
        """
        text = text[:1].upper() + text[1:] if opens else text
        parts: dict[str, Live] = {}
        numbers: list[Number] = []
        for name in dict.fromkeys(_NAMES.findall(text)):
            found = self._part(name, opens=opens and text.startswith(f"{{{name}}}"))
            if found is None:
                return None
            parts[name] = found[0]
            numbers += [] if found[1] is None else [found[1]]
        return (sentence(text, **parts) if parts else Live(text)), numbers

    def _part(self, name: str, *, opens: bool = False) -> tuple[Live, Number | None] | None:
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
        for part in ("", *parts_of(report)):
            phrase = name.removesuffix(f"_{part}") if part else name
            if phrase in PHRASES and (phrase != name or not part):
                return replace(self, part=part).phrase(phrase, opens=opens)
        if name.endswith(BY_LAYER):
            return by_layer(report, name.removesuffix(BY_LAYER))
        number, form = self._number(name), ""
        if number is None:
            bare, _, form = name.rpartition("_")
            number = self._number(bare) if bare else None
        return None if number is None else self._in_words(number, form)

    def phrase(self, name: str, *, opens: bool) -> tuple[Live, Number] | None:
        """Return the case of a phrase that holds, and whether its numbers are known; None where it means nothing here."""
        lead, texts = f"phrases.{name}.", self.report.labels.texts
        cases = {key.removeprefix(lead): text for key, text in texts.items() if key.startswith(lead)}
        of, among = (PHRASES[name][part] for part in ("of", "among"))
        number, told = self._number(of), self.told(cases.pop("some"), opens=opens)
        if number is None or told is None:
            return None
        own = all_known([number])
        if among and (whole := self._number(among)) is None:
            cases = {}
        elif among and whole is not None:
            number = replace(number, known=whole.live)
        shown, known, short = told[0], all_known(told[1]), Live(lacks(told[1]))
        for case, text in reversed(cases.items()):
            holds, told = self._case(number, case), self.told(text, opens=opens)
            if told is None:
                return None
            shown, known = choice(holds, told[0], shown), choice(holds, all_known(told[1]), known)
            short = Live(lacks(told[1])) if holds.value else short
        if self.report.workings is not None:
            blank = shown.native and f'IFERROR({shown.native},"")'
            shown = Live("" if short.value else shown.value, blank)
            shown = self.report.workings.held(shown, self.about, "general")
        sure = choice(own, known, Live(value=False))
        if self.report.workings is not None:
            sure = self.report.workings.held(sure, self.about, "general")
        return shown, Number(sure, "logical")

    def _case(self, number: Number, case: str) -> Live:
        """Return whether a case of a phrase holds; where the number is missing, none does."""
        n, known = number.live, number.known or Live(0)
        if number.shows in {"word", "text"}:
            return Live(n.value == self.report.word(case), n.native and f"{n.native}={{{case}}}")
        counted = not isinstance(n.value, str) and not isinstance(known.value, str)
        count, among = (float(one.value) if counted else 0.0 for one in (n, known))
        holds, test = {
            "none": (count == 0, f"{n.native}=0"),
            "next": (count == among == 1, f"AND({n.native}=1,{known.native}=1)"),
            "one": (count == 1, f"{n.native}=1"),
            "two": (count == 2, f"{n.native}=2"),
            "all": (count == among, f"{n.native}={known.native}"),
            "negative": (count < 0, f"{n.native}<0"),
            "most": (2 * count > among, f"IF(ISNUMBER({n.native}),2*{n.native}>{known.native},FALSE)"),
        }[case]
        return Live(counted and holds, test)

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
        """Return the words for up, down, neither, or hardly, as the number shows: what is written as 0% did not rise."""
        size = self._figure(number, "size")
        up, down, flat, hardly = (
            sentence(word, size=size) if "{size}" in word else Live(word) for word in words
        )
        return self._by_sign(number, "", (down, choice(self._little(number, ""), hardly, flat), up))

    def _by_sign(self, number: Number, form: str, words: tuple[Live, Live, Live]) -> Live:
        """Return the word for a number that shows as below 0, as 0, or as above."""
        native, value, digits = number.live.native, number.live.value, self._digits(number, form)
        level = 0.0 if isinstance(value, str) else float(rounded(value, digits))
        told = ",".join(one.native or quoted(str(one.value)) for one in words)
        word = words[1 if level == 0 else 2 if level > 0 else 0]
        return Live(word.value, native and f"CHOOSE(SIGN({cut(native, digits, value)})+2,{told})")

    def _places(self, number: Number, form: str) -> int:
        """Return the decimals of a number in a sentence."""
        if (number.shows == "percent" and self.whole) or form == "whole":
            return 0
        if number.shows in {"money", SUM}:
            return self.report.theme.decimals(number.shows, unit_of_forms(self.report))
        return PLACES.get(number.shows, 0)

    def _digits(self, number: Number, form: str) -> int:
        """Return the decimals below which a number shows as 0: a percentage without decimals has one where it is below 1%."""
        places = self._places(number, form)
        return max(places, 1) + 2 if number.shows == "percent" else places

    def _figure(self, number: Number, form: str) -> Live:
        """Return a number as a sentence writes it."""
        places, live = self._places(number, form), number.live
        size = _size(number, places)
        if number.shows == "percent" and not places:
            size = choice(next_to_whole(live), _size(number, 1), size)
        if number.shows in {"money", SUM}:
            size = sentence(self.report.labels.text(f"amounts.{self.report.unit}"), amount=size)
        size = self._or_less(number, form, size) if number.leads else size
        if form == "size":
            return size
        sign = self._by_sign(number, form, (Live(MINUS), Live(""), Live("+" if form == "signed" else "")))
        return Live(f"{sign.value}{size.value}", sign.native and f"{sign.native}&{size.native}")

    def _or_less(self, number: Number, form: str, size: Live) -> Live:
        """Return the size of a number that is not 0 but shows as 0 as less than the least that shows."""
        digits, texts = self._digits(number, form), self.report.labels
        least = _size(Number(Live(10.0**-digits), number.shows), digits - 2 * (number.shows == "percent"))
        if number.shows in {"money", SUM}:
            least = sentence(texts.text(f"amounts.{self.report.unit}"), amount=Live(least.value))
        under = Live(texts.text("lists.under", size=str(least.value)))
        return choice(self._little(number, form), under, size)

    def _little(self, number: Number, form: str) -> Live:
        """Return whether a number is not 0 but shows as 0."""
        live, digits = number.live, self._digits(number, form)
        there = not isinstance(live.value, str) and abs(float(live.value)) > 10.0**-SAFE_DIGITS
        native = (
            live.native
            and f"AND(ABS({live.native})>10^-{SAFE_DIGITS},{cut(live.native, digits, live.value)}=0)"
        )
        return Live(there and float(rounded(live.value, digits)) == 0, native)

    def _number(self, name: str) -> Number | None:
        """Return a number by its name; a growth beyond the bound of the theme means nothing here either."""
        number = self._named(name)
        if number is None or number.shows != "percent" or GROWTH not in name:
            return number
        bound, live = self.report.theme.meaningless_beyond, number.live
        far = not isinstance(live.value, str) and abs(float(live.value)) > bound
        beyond = Live(far, live.native and f"ABS({live.native})>{bound:.15g}")
        shown = choice(beyond, Live(UNDEFINED), live)
        if (workings := self.report.workings) is not None and shown.native:
            value = MISSING if isinstance(live.value, str) else shown.value
            whole = Live(value, f'IFERROR({shown.native},"{MISSING}")')
            shown = workings.held(whole, self.about, number.shows)
        return replace(number, live=shown)

    def _named(self, name: str) -> Number | None:
        report, workings = self.report, self.report.workings
        if name in self.said:
            said = self.said[name]
            if workings is None or said.shows in {"word", "text"}:
                return said
            return replace(said, live=workings.held(said.live, self.about, said.shows))
        for lead, find in ((CLAIMS, claims_of), (STATED, stated)):
            if name.startswith(lead):
                return find(report, name.removeprefix(lead))
        bare = name.removesuffix("_known")
        if bare != name and bare in report.table.basket:
            return Number(report.known(bare))
        return over_companies(report, f"{name}_{self.part}" if self.part else name)


def _size(number: Number, places: int) -> Live:
    """Return the size of a number with some decimals."""
    percent, native = number.shows == "percent", number.live.native
    pattern = ("0" if percent else "#,##0") + ("." + "0" * places if places else "") + "%" * percent
    # Programs cut halves differently when they show a number; ROUND is alike in all.
    whole = cut(f"ABS({native})", places + 2 * percent, number.live.value)
    digits = in_digits(number.live.value, places, percent=percent)
    return Live(digits, native and f'TEXT({whole},"{pattern}")')
