"""Changes of figures by a batch. There may be millions, so they are read, compared and written item by item."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict, deque
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeVar

from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.store.changes import Restated
from xl_aigc.store.state import read_state
from xl_aigc.store.versions import FIGURE, Known, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from xl_aigc.data.batch import Batch
    from xl_aigc.store.changes import Changes

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_GONE: Final[Row] = (None, None, None)
"""Content of the row of a withdrawn figure."""
_SAME: Final[Row] = ()
"""In place of the content before, of a figure that is given again as it was."""
_ROUNDED: Final = 1e-3
"""The most that the last digit of a rounded figure may be of it."""


@dataclass(slots=True)
class FigureChanges:
    """The changes to figures."""

    added: list[Figure] = field(default_factory=list)
    restated: list[Restated] = field(default_factory=list)
    resourced: list[Restated] = field(default_factory=list)
    withdrawn: list[Figure] = field(default_factory=list)
    unchanged: int = 0


def figure_changes(connection: Connection, batch: Batch, known: Known, own: Collection[str]) -> FigureChanges:
    """Compare the figures of a batch with the known ones.

    Args:
        connection: the store.
        batch: the batch.
        known: what counts as known.
        own: the companies whose figures are no longer so if the batch leaves them out.

    Raises:
        DataError: a figure is given twice, is no finite number, or of no known item.
    """
    figures, places = batch.figures, _places(batch.figures)
    periods = sorted({str(period) for period in {figure.period for figure in figures}})
    old: list[Row | None] = [None] * len(figures)
    found, row_of, make = FigureChanges(), row_maker(), figure_maker()
    for item in ITEMS if own else places:
        before = read_state(connection, FIGURE, known, item=[item], period=periods) if periods else {}
        given: dict[Row, None] = {}
        for place in places.get(item, ()):
            key, content = row_of(figures[place])
            given[key] = None
            was = old[place] = before.get(key)
            if was == content:
                old[place] = _SAME
        if len(given) < len(places.get(item, ())):
            raise _twice(figures)
        _keep_exact(figures, places.get(item, ()), old, batch)
        if own:
            left_out = [key for key in before if key[2] in own and key not in given]
            found.withdrawn += [make(key, before[key]) for key in left_out]
    found.withdrawn.sort(key=lambda figure: (figure.ticker, str(figure.period), figure.item))
    _sort_out(figures, old, found)
    return found


def _keep_exact(figures: Sequence[Figure], at: Sequence[int], old: list[Row | None], batch: Batch) -> None:
    """Mark the figures of an item as unchanged that are the known ones, rounded as their whole column is.

    A complete batch means what it says. The last digit shown is the smallest that any figure of the column has; where it is more
    than a thousandth of a figure, as in a column of one round number, nobody knows that it was rounded.
    """
    digits: dict[tuple[str, ...], Decimal] = {}
    for place in at if not batch.complete else ():
        was, figure = old[place], figures[place]
        off = abs(was[0] - figure.value) if was else 0.0
        if not off or off * 2 > abs(figure.value) * _ROUNDED:
            continue
        cited = figure.sources
        if cited not in digits:
            digits[cited] = min(
                _last_digit(figures[one].value) for one in at if figures[one].sources == cited
            )
        last = float(digits[cited])
        if off <= last / 2 and last <= abs(figure.value) * _ROUNDED:
            old[place] = _SAME


def _last_digit(value: float) -> Decimal:
    """The worth of one in the last digit of a number that is not 0: 10,000 for 12,340,000."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent) if value else Decimal("Infinity")


def figure_rows(changes: Changes, vintage: int) -> Iterator[list[Row]]:
    """Yield the rows that record the changes, in the order of their key: those of one item at a time."""
    row_of = row_maker()
    given: dict[str, list[Figure]] = defaultdict(list)
    for figure in chain(changes.added, (one.new for one in (*changes.restated, *changes.resourced))):
        given[figure.item].append(figure)
    gone: dict[str, list[Figure]] = defaultdict(list)
    for figure in changes.withdrawn:
        gone[figure.item].append(figure)
    for item in sorted(given.keys() | gone.keys()):
        rows = [row_of(figure) for figure in given[item]]
        rows += [(row_of(figure)[0], _GONE) for figure in gone[item]]
        rows.sort()
        yield [(*key, vintage, *content) for key, content in rows]


def figure_maker() -> Callable[[Row, Row], Figure]:
    """Return a function that turns a row into a figure; each period and list of sources is made once for all rows."""
    periods, cited = _Made(Period.stored), _Made(_split)

    def make(key: Row, content: Row) -> Figure:
        item, period, ticker = key
        value, kind, sources = content
        return Figure(ticker, periods[period], item, value, kind, cited[sources])

    return make


def figures_of(item: str, found: Sequence[Row], tickers: Mapping[str, str]) -> dict[Period, list[Figure]]:
    """Return the figures of one item, in the order of their rows, by period.

    Args:
        item: the item.
        found: as of `item_rows`.
        tickers: the companies that count, each by itself: figures share their texts.
    """
    cited, kinds = _Made(_split), _Made(str)
    figures: dict[Period, list[Figure]] = {}
    for period, rows in groupby(found, itemgetter(0)):
        here = [row for row in rows if row[1] in tickers]
        if here:
            _, held, values, kind, sources = zip(*here, strict=True)
            when = Period.stored(period)
            figures[when] = _figures(
                len(here),
                ticker=map(tickers.__getitem__, held),
                period=repeat(when),
                item=repeat(item),
                value=values,
                kind=map(kinds.__getitem__, kind),
                sources=map(cited.__getitem__, sources),
            )
    return figures


def _figures(count: int, **columns: Iterable[object]) -> list[Figure]:
    """Make figures column by column, in half the time of one by one: a frozen dataclass sets its fields slowly."""
    made = list(map(object.__new__, repeat(Figure, count)))
    for name, column in columns.items():
        deque(map(getattr(Figure, name).__set__, made, column), maxlen=0)
    return made


def row_maker() -> Callable[[Figure], tuple[Row, Row]]:
    """Return a function that turns a figure into the key and content of its row, which checks it."""
    periods: dict[Period, str] = _Made(str)
    cited: dict[tuple[str, ...], str] = _Made(" ".join)

    def row_of(figure: Figure) -> tuple[Row, Row]:
        key = figure.item, periods[figure.period], figure.ticker
        if not math.isfinite(figure.value):
            raise DataError(f"{' '.join(key)} is {figure.value}.", expected="a finite number.")
        # Adding 0.0 makes an int a float, and a negative zero, which SQLite would not keep, a plain one.
        return key, (figure.value + 0.0, figure.kind, cited[figure.sources])

    return row_of


class _Made(dict[_Key, _Value]):
    """Values that are made once for each key."""

    def __init__(self, make: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: _Key) -> _Value:
        self[key] = self._make(key)
        return self[key]


def _split(sources: str) -> tuple[str, ...]:
    return tuple(sources.split())


def _places(figures: Sequence[Figure]) -> Mapping[str, array[int]]:
    """Return the places of the figures of each item."""
    found: dict[str, array[int]] = {}
    for place, figure in enumerate(figures):
        if figure.item not in found:
            found[figure.item] = array("q")
        found[figure.item].append(place)
    unknown = found.keys() - ITEMS.keys()
    if unknown:
        raise DataError(f"{min(unknown)!r} is no item.", expected=f"one of {', '.join(ITEMS)}.")
    return found


def _twice(figures: Sequence[Figure]) -> DataError:
    """Return the error that names the first figure that is given twice."""
    seen: set[tuple[str, Period, str]] = set()
    for figure in figures:
        key = figure.item, figure.period, figure.ticker
        if key in seen:
            break
        seen.add(key)
    return DataError(
        f"{figure.ticker} {figure.period} {figure.item} is given twice in one batch.",
        remedy="Keep one of the two.",
    )


def _sort_out(figures: Sequence[Figure], old: Sequence[Row | None], found: FigureChanges) -> None:
    """Sort the figures by what they change, in their order; `old` is the content before."""
    make, row_of = figure_maker(), row_maker()
    for figure, was in zip(figures, old, strict=True):
        if was is _SAME:
            found.unchanged += 1
        elif was is None:
            found.added.append(figure)
        else:
            key, content = row_of(figure)
            same = was[0] == content[0]
            (found.resourced if same else found.restated).append(Restated(make(key, was), figure))
