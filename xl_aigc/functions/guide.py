"""The list of functions, what one of them takes, and a search in functions, items, measures, companies, periods and baskets."""

from collections.abc import Iterator

from xl_aigc.data.fields import FACTS_OF_COMPANY, other_names
from xl_aigc.data.item import ITEMS
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.functions.arguments import MaybeText
from xl_aigc.functions.basket import company_name
from xl_aigc.functions.basket_measures import basket_measures
from xl_aigc.functions.catalogue import CATALOGUE, Function, find, function
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.written import written
from xl_aigc.labels import words

Line = tuple[str, str, str]
"""A name that is found, and its meaning in English and in Chinese."""


@function()
def help_(function_: MaybeText = None) -> object:
    """Rows of two texts and their Chinese."""
    if function_ is None:
        return [
            ["Function", "What it does", "用途"],
            *([each.syntax, each.en, each.zh] for each in CATALOGUE.values()),
        ]
    found = find(function_)
    if found is not None:
        return _page(found)
    matches = (_matched(line, normalised(function_)) for line in _lines(facts()))
    lines = [line for line in matches if line]
    if not lines:
        raise ArgumentError(
            f"Nothing is called {quote(function_)}.", expected=f"a word, or one of {', '.join(CATALOGUE)}."
        )
    return [["Found", "What it is", "说明"], *lines]


def _page(found: Function) -> list[list[str]]:
    """One function: what it does, its arguments, its examples with their results."""
    page = [[found.syntax, found.en, found.zh]]
    for each in found.arguments:
        accepts = f" ({', '.join(each.accepts)})" if each.accepts else ""
        name = f"[{each.name}]" if each.optional else each.name
        page.append([name, each.en + accepts, each.zh + accepts])
    return page + [["example", each.formula, written(each.result)] for each in found.examples]


def _matched(line: Line, asked: str) -> Line | None:
    """A line that holds a word, or whose name has another spelling with it, which is then shown; None for any other line."""
    if asked in normalised(" ".join(line)):
        return line
    name, en, zh = line
    other = next((each for each in other_names(name) if asked in normalised(each)), None)
    return (name, f"{en}, also {other}", f"{zh}（又称{other}）") if other else None


def _lines(reader: FactsReader) -> Iterator[Line]:
    """Everything that can be searched for."""
    for each in CATALOGUE.values():
        accepts = ", ".join(word for argument in each.arguments for word in argument.accepts)
        yield each.syntax, f"{each.en}{f' ({accepts})' if accepts else ''}", each.zh
    for item in (*ITEMS, "price_change"):
        yield item, f"item: {words('en').get(item, item)}", f"指标：{words('zh').get(item, item)}"
    for key in FACTS_OF_COMPANY:
        yield key, f"column: {words('en').get(key, key)}", f"列：{words('zh').get(key, key)}"
    for key, measure in basket_measures(reader).items():
        yield key, f"measure: {measure.labels['en']}", f"衍生指标：{measure.labels['zh']}"
    for ticker in dict.fromkeys(each for basket in reader.baskets for each in reader.tickers(basket)):
        held = reader.company(ticker) or {}
        yield ticker, f"company: {company_name(held, 'en')}", f"公司：{company_name(held, 'zh')}"
    for period in reader.periods:
        yield period, "period", "报告期"
    for basket in reader.baskets:
        yield basket, f"basket: {reader.title(basket, 'en')}", f"股票池：{reader.title(basket, 'zh')}"
