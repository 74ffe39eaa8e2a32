"""Everything that can be searched for: functions, items, columns, measures, companies, periods, units, layers, segments and baskets, a line each."""

from __future__ import annotations

import contextlib
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables
from xl_aigc.data.fields import FACTS_OF_COMPANY
from xl_aigc.data.item import ITEMS
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import unit_of
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.basket import company_name
from xl_aigc.functions.basket_measures import basket_measures, measure_and_basket
from xl_aigc.functions.catalogue import CATALOGUE, Function
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.companies import ticker_key
from xl_aigc.functions.known_companies import companies_with_data, period_spans
from xl_aigc.functions.measures_file import compiled
from xl_aigc.functions.periods import span
from xl_aigc.functions.segment_words import segment_named, segment_word
from xl_aigc.functions.vocabulary import months_in_words
from xl_aigc.labels import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from xl_aigc.data.layers import Layer
    from xl_aigc.functions.measures_file import BasketMeasure
    from xl_aigc.functions.reader import FactsReader

Line = tuple[str, str, str]
"""A name that is found, and its meaning in English and in Chinese."""


def function_line(each: Function) -> Line:
    """A function, with the words that its arguments accept."""
    accepts = ", ".join(word for argument in each.arguments for word in argument.accepts)
    return each.syntax, f"{each.en}{f' ({accepts})' if accepts else ''}", each.zh


def _functions(_: FactsReader) -> Iterator[Line]:
    return map(function_line, CATALOGUE.values())


def _items(_: FactsReader) -> Iterator[Line]:
    for item in (*ITEMS, "price_change"):
        yield item, f"item: {words('en').get(item, item)}", f"指标：{words('zh').get(item, item)}"


def _columns(_: FactsReader) -> Iterator[Line]:
    for key in FACTS_OF_COMPANY:
        yield key, f"column: {words('en').get(key, key)}", f"列：{words('zh').get(key, key)}"


def _measures(reader: FactsReader) -> Iterator[Line]:
    held: dict[str, tuple[BasketMeasure, str]] = {}
    for basket in reader.baskets:
        with contextlib.suppress(ArgumentError):  # one basket's mistakes hide no other's measures
            for key, measure in basket_measures(reader, basket).items():
                held.setdefault(key, (measure, basket))
    return (_measure(*each) for each in held.values())


def _measure(measure: BasketMeasure, basket: str) -> Line:
    """A measure, with the basket whose own it is."""
    own = measure.key not in compiled().measures
    en, zh = (f", of the basket {basket}", f"（样本{basket}）") if own else ("", "")
    return measure.key, f"measure: {measure.labels['en']}{en}", f"衍生指标：{measure.labels['zh']}{zh}"


def _companies(reader: FactsReader) -> Iterator[Line]:
    return (_company(ticker, reader) for ticker in _tickers(reader))


def _company(ticker: str, reader: FactsReader) -> Line:
    held = reader.company(ticker) or {}
    return ticker, f"company: {company_name(held, 'en')}", f"公司：{company_name(held, 'zh')}"


def _tickers(reader: FactsReader) -> Iterator[str]:
    return iter(dict.fromkeys(each for basket in reader.baskets for each in reader.tickers(basket)))


def _periods(reader: FactsReader) -> Iterator[Line]:
    for text, months in period_spans(reader, reader.baskets[0]):
        meant = [months_in_words(months, spoken) for spoken in ("en", "zh")]
        yield text, f"period: {meant[0]}", f"报告期：{meant[1]}"


def _units(_: FactsReader) -> Iterator[Line]:
    spelled: dict[float, list[str]] = {}
    for row in tables.rows("units"):
        spelled.setdefault(float(row["factor"]), []).append(row["unit"] or row["key"])
    for factor, names in spelled.items():
        also = ", ".join(names)
        yield (
            names[0],
            f"unit: {factor:,.0f} ({also}), alone or beside a currency",
            f"单位：{factor:,.0f}（{also}），可加币种",
        )


def _layers(reader: FactsReader) -> Iterator[Line]:
    held: dict[Layer, str] = {}
    for basket in reader.baskets:
        for layer in reader.sorts(basket).layers:
            held.setdefault(layer, basket)
    for layer, basket in held.items():
        yield (
            layer.key,
            f"layer: {layer.name['en']}, of the basket {basket}",
            f"环节：{layer.name['zh']}（样本{basket}）",
        )


def _segments(reader: FactsReader) -> Iterator[Line]:
    held = Counter(
        ((reader.company(ticker) or {}).get("segment"), reader.home(ticker)) for ticker in _tickers(reader)
    )
    for (segment, basket), count in held.items():
        if segment:
            en, zh = (segment_word(segment, reader.segments(basket), spoken) for spoken in ("en", "zh"))
            yield segment, f"segment: {en}, companies: {count}", f"细分行业：{zh}，{count}家"


def _baskets(reader: FactsReader) -> Iterator[Line]:
    for basket in reader.baskets:
        yield basket, f"basket: {reader.title(basket, 'en')}", f"样本：{reader.title(basket, 'zh')}"


_LINES: Final[Mapping[str, Callable[[FactsReader], Iterator[Line]]]] = {
    "functions": _functions,
    "items": _items,
    "columns": _columns,
    "measures": _measures,
    "companies": _companies,
    "periods": _periods,
    "units": _units,
    "layers": _layers,
    "segments": _segments,
    "baskets": _baskets,
}


def known_lines(reader: FactsReader) -> Iterator[Line]:
    """Everything that can be searched for, but the functions, which have pages of their own."""
    return chain.from_iterable(lines(reader) for lines in _LINES.values() if lines is not _functions)


def lines_about(word: str, reader: FactsReader) -> list[Line]:
    """The lines of a topic that a word names, such as all units for `units`, and of the functions and measures for it; none for a word that is no topic."""
    topics = _topics().get(normalised(word), ())
    named = [function_line(CATALOGUE[topic]) for topic in topics if topic in CATALOGUE]
    held = compiled().measures
    named += [_measure(held[topic], reader.baskets[0]) for topic in topics if topic in held]
    return named + [line for topic in topics if topic in _LINES for line in _LINES[topic](reader)]


@cache
def _topics() -> Mapping[str, list[str]]:
    """The topics and functions that each word asks for."""
    found: dict[str, list[str]] = {}
    for row in bundled_table(Path(__file__).with_name("topics.csv")):
        found.setdefault(normalised(row["word"]), []).append(row["topic"])
    return found


def lines_read(text: str, reader: FactsReader) -> list[Line]:
    """The measure, company, segment, unit, period or part of a year that a text is where it is typed for an argument."""
    found = _period_read(text, reader) or _part_read(text, reader)
    if measure := measure_and_basket(text, reader):
        found.append(_measure(*measure))
    with contextlib.suppress(ArgumentError):
        found.append(_company(ticker_key(text, reader), reader))
    segments = {segment_named(text, reader.segments(basket)) for basket in reader.baskets} - {text}
    found += [line for line in _segments(reader) if line[0] in segments] if segments else []
    unit = unit_of(text)
    if unit and not found:
        code = f" {unit.currency}" if unit.currency else ""
        found.append((text, f"unit: {unit.factor:,.0f}{code}", f"单位：{unit.factor:,.0f}{code}"))
    return found


def _part_read(text: str, reader: FactsReader) -> list[Line]:
    """The part of a year that a text is behind a year, such as 中报; it is no period alone."""
    year = reader.newest_period(reader.baskets[0])[:4]
    if not year or text.isdecimal():
        return []
    try:
        months = span(f"{year}{text}", reader)
    except ArgumentError:
        return []
    part = str(months.period)
    if part == f"{year}{text}":
        return []
    en, zh = (
        part if months.kind == "cumulative" else months_in_words(months, spoken) for spoken in ("en", "zh")
    )
    said = f"period: {text} stands behind a year; {year}{text} is read as {en}"
    return [(part, said, f"报告期：{text}写在年份之后，{year}{text}即{zh}")]


def _period_read(text: str, reader: FactsReader) -> list[Line]:
    """The months that a text is read as in each basket where it is a period, and how many companies have figures of them."""
    found: list[Line] = []
    for basket in reader.baskets:
        try:
            months = span(text, reader, basket)
        except ArgumentError:
            continue
        count, due = companies_with_data(reader, basket, months), len(reader.tickers(basket))
        en, zh = (months_in_words(months, spoken) for spoken in ("en", "zh"))
        found.append(
            (
                str(months.period),
                f"period: {text} is read as {en} in the basket {basket}; {count} of {due} companies have figures",
                f"报告期：{text}在样本{basket}中即{zh}，{due}家公司中{count}家有数据",
            )
        )
    return found
