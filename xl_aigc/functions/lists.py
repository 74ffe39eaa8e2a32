"""Lists of what there is: items, measures, periods and baskets, with how much of each is known."""

from collections.abc import Mapping

from xl_aigc.data.item import ITEMS
from xl_aigc.data.span import Span
from xl_aigc.functions.arguments import Language, MaybeText
from xl_aigc.functions.basket import basket_key
from xl_aigc.functions.basket_measures import basket_measures
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.known_companies import companies_with_data, has_measure, items_held, period_spans
from xl_aigc.functions.periods import span
from xl_aigc.functions.quantities import Quantity
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.vocabulary import headings, months_in_words
from xl_aigc.functions.vocabulary import language as language_key


@function(heavy=True)
def items(basket: MaybeText = None, language: Language = "en") -> object:
    """A header and a row per item."""
    reader, spoken = facts(), language_key(language)
    key, titles = basket_key(basket, reader), headings(spoken)
    months = span(None, reader, key)
    rows = [
        _row(Quantity(item), reader, key, months, spoken, _kind(item, titles, months))
        for item in items_held(reader, key)
    ]
    return [[titles[name] for name in ("item", "label", "item_kind", "companies", "share_known")], *rows]


@function(heavy=True)
def measures(basket: MaybeText = None, language: Language = "en") -> object:
    """A header and a row per measure."""
    reader, spoken = facts(), language_key(language)
    key, titles = basket_key(basket, reader), headings(spoken)
    months = span(None, reader, key)
    held = [Quantity(each.key, each, key) for each in basket_measures(reader, key).values()]
    rows = [_row(each, reader, key, months, spoken) for each in held]
    return [[titles[name] for name in ("measure", "label", "companies", "share_known")], *rows]


@function(heavy=True)
def periods(basket: MaybeText = None, language: Language = "en") -> object:
    """A header, a row per period, and the relative ones with what they are now."""
    reader, spoken = facts(), language_key(language)
    key, titles = basket_key(basket, reader), headings(spoken)
    rows = [
        [text, months_in_words(months, spoken), *_known(reader, key, months)]
        for text, months in period_spans(reader, key)
    ]
    return [[titles[name] for name in ("period", "months", "companies", "share_known")], *rows]


@function(heavy=True)
def baskets(language: Language = "en") -> object:
    """A header and a row per basket."""
    reader, spoken = facts(), language_key(language)
    titles = headings(spoken)
    rows = [
        [
            *(
                key,
                reader.title(key, spoken),
                len(reader.tickers(key)),
                reader.currency(key),
                reader.newest_period(key),
            ),
            _known(reader, key, span(None, reader, key))[1],
        ]
        for key in reader.baskets
    ]
    columns = ("basket", "label", "companies", "currency", "newest_period", "share_known")
    return [[titles[name] for name in columns], *rows]


def _kind(item: str, titles: Mapping[str, str], months: Span) -> str:
    """Name the kind of an item: summed from 1 January or over a quarter, a balance, or a change of price."""
    if item not in ITEMS:
        return titles["change"]
    kind = ITEMS[item].kind
    return titles["quarter"].lower() if months.single and kind == "flow" else titles[kind]


def _row(
    asked: Quantity, reader: FactsReader, basket: str, months: Span, spoken: str, *more: str
) -> list[object]:
    """A row of a list: key, label, and how many companies have it."""
    tickers = reader.tickers(basket)
    count = sum(has_measure(reader, ticker, months, asked) for ticker in tickers)
    return [asked.key, asked.heading(spoken), *more, count, _share(count, len(tickers))]


def _known(reader: FactsReader, basket: str, months: Span) -> tuple[int, float | None]:
    """Count the companies of a basket that have a figure over some months; the second value is their share."""
    count = companies_with_data(reader, basket, months)
    return count, _share(count, len(reader.tickers(basket)))


def _share(count: int, of: int) -> float | None:
    return count / of if of else None
