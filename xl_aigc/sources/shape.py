"""Reading of the head of a table: the meaning of each column; a table whose names are unknown is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data.currency import is_foreign
from xl_aigc.data.fields import EVERYWHERE, VENDORS
from xl_aigc.data.headed_period import YEAR
from xl_aigc.data.headings import part_named
from xl_aigc.data.item import ITEMS
from xl_aigc.data.kinds import AREA, ENTITY, PART, ROLES
from xl_aigc.data.period import find_period
from xl_aigc.data.quote import quote
from xl_aigc.data.reasons import reason_text
from xl_aigc.data.units import factor_of
from xl_aigc.errors import DataError
from xl_aigc.sources.amounts import known_unit, read_amount
from xl_aigc.sources.columns import Column, Shape
from xl_aigc.sources.header import read_head
from xl_aigc.sources.lone_spans import without_lone_spans
from xl_aigc.sources.mapping import DESCRIBING, IGNORED, OF_A_ROW, TAG, Fields
from xl_aigc.sources.notes import currency_note
from xl_aigc.sources.raw_table import shown
from xl_aigc.sources.report_columns import ReportColumns
from xl_aigc.sources.spread import spread, taken, unusable
from xl_aigc.sources.titles import Stated, stated_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.data.fields import Field
    from xl_aigc.data.headings import Heading
    from xl_aigc.data.tickers import Markets
    from xl_aigc.sources.header import Head, Row
    from xl_aigc.sources.raw_table import RawTable

_NAMES_SHOWN: Final = 12
_ENTITY: Final = re.compile(r"主体|实体|法人(?!代表)|\bentity\b", re.IGNORECASE)
"""Words in the heading of a column that names an entity."""
_REPEATABLE: Final = ("ticker", "name", "period")
"""Roles that several columns may have: the first is read, and the others must agree with it."""


def read_shape(
    table: RawTable, fields: Fields, unit: str | None, currency: str, markets: Markets
) -> tuple[Shape, Iterator[Row]]:
    """Read the head of a table, and return it with the rows below.

    Raises:
        DataError: it is empty, its names are not those of the mapping, or it is in another currency.
    """
    head = read_head(table, fields, markets)
    _refuse_foreign(table, head.titles, currency)
    name = table.file.stem if isinstance(table.file, Path) else ""
    asked = known_unit(unit) if unit else None
    stated = stated_in([*head.titles, table.sheet or ""], name, fields, markets, asked)
    return _shape(table, head, fields, currency, stated, markets), head.below


def _refuse_foreign(table: RawTable, titles: Sequence[str], currency: str) -> None:
    foreign = next((code for text in titles if is_foreign(code := currency_note(text), currency)), None)
    if foreign:
        raise DataError(
            f"The table is in {quote(foreign)}.",
            table.place(),
            expected=f"figures in {currency}, the currency of the basket.",
            remedy=f"Say --currency {foreign} if the basket is in it; nothing is converted.",
        )


def _shape(
    table: RawTable, head: Head, fields: Fields, currency: str, stated: Stated, markets: Markets
) -> Shape:
    found = [(place, each, _field(each, fields)) for place, each in enumerate(head.headings) if each.name]
    known = [(place, each, field) for place, each, field in found if field]
    keys, twins = _keys(table, head.line, known)
    values = tuple(
        _column(place, each, field, stated)
        for place, each, field in known
        if field.item in (*ITEMS, "value") and not _left_out(each, field, currency, fields, stated)
    )
    left_out = tuple(
        (each, why) for _, each, field in found if (why := _left_out(each, field, currency, fields, stated))
    )
    width = 1 + max(place for place, each in enumerate(head.headings) if each.text)
    shape = Shape(
        keys,
        twins,
        tuple(_kinds(found)),
        (),
        values,
        (*left_out, *_minorities(known, values)),
        tuple(head.headings),
        head.cells,
        width,
        frozenset(place for place in range(width, len(head.cells)) if _mostly_filled(head.first, place)),
        stated,
        tuple(head.lost),
    ).with_periods(head.first)
    if not any(column.field for column in values):
        shape = spread(shape, head.first, fields, currency, markets)
    elif all(each.field and keys.get("item", width) < each.place for each in values):
        # The columns are the items, so that the rows are no items but parts of a company, or tagged by a person.
        shape = replace(shape, kinds=(*shape.kinds, *_parts(keys.pop("item"), known)))
    elif not {"ticker", "period", "item"} & keys.keys():
        shape = replace(shape, kinds=(*shape.kinds, *_naming_parts(shape, head)))
    _refuse_unknown(table, head, shape, fields)
    shape = replace(shape, left_out=(*shape.left_out, *_nameless(shape)), others=_of_words(shape, head.first))
    shape = ReportColumns(shape).without_quarters(without_lone_spans(shape))
    return _without_doubles(table, head.line, shape)


def _parts(column: int, known: Sequence[tuple[int, Heading, Field]]) -> Iterator[tuple[str, int]]:
    """The column of items as one of parts, unless its heading is one of tags."""
    yield from ((PART, place) for place, _, field in known if place == column and field.mark != TAG)


def _field(heading: Heading, fields: Fields) -> Field | None:
    """The field of a column; the whole heading may be the name of its role, such as `Quarter ended`."""
    field = fields.find(heading.name)
    whole = fields.find(heading.text) if field is None else None
    return whole if whole and whole.item in ROLES else field


def _kinds(found: Sequence[tuple[int, Heading, Field | None]]) -> Iterator[tuple[str, int]]:
    """The role and place of each column that says the kind of a row; one of subsidiaries may have any words around that."""
    for place, heading, field in found:
        if field and field.item in ROLES:
            yield field.item, place
        elif field is None and part_named(heading.name) == "subsidiary":
            yield PART, place
        elif field is None and _ENTITY.search(heading.name):
            yield ENTITY, place


def _column(place: int, heading: Heading, field: Field, stated: Stated) -> Column:
    """The column of an item, or of values whose items stand in another column."""
    item = field if field.item in ITEMS else None
    return Column(place, heading, item, stated.factor_below(heading, _own(heading, field)))


def _naming_parts(shape: Shape, head: Head) -> Iterator[tuple[str, int]]:
    """The columns of words before the figures of one company, whose rows are then of its parts."""
    known = {*shape.keys.values()} | {place for role, place in shape.kinds if role != AREA}
    first = min((column.place for column in shape.values), default=0)
    for place in range(first):
        cells = [cells[place] for _, cells in head.first if place < len(cells) and shown(cells[place])]
        words = [cell for cell in cells if isinstance(cell, str) and any(map(str.isalpha, cell))]
        if place not in known and cells and words == cells and not any(map(find_period, words)):
            yield PART, place


def _of_words(shape: Shape, first: Sequence[Row]) -> tuple[int, ...]:
    """The columns without a meaning of which a filled cell of the first rows is a word, or none is a number."""
    settled, numbers, words = taken(shape), set[int](), set[int]()
    width = max((len(cells) for _, cells in first), default=0)
    for _, cells in first:
        for place, cell in enumerate(cells):
            value, problem = read_amount(cell, 1.0) if shown(cell) else (None, None)
            numbers |= {place} if value is not None else set()
            words |= {place} if problem == "not_a_number" else set()
    return tuple(place for place in range(width) if place not in settled | (numbers - words))


def _mostly_filled(first: Sequence[Row], place: int) -> bool:
    return 2 * sum(place < len(cells) and bool(shown(cells[place])) for _, cells in first) > len(first) > 1


def _nameless(shape: Shape) -> Iterator[tuple[Heading, str]]:
    """The columns that name a period or a unit, but no item of it, such as 上年同期 alone."""
    named = {id(heading) for heading, _ in shape.left_out}
    for place, heading in enumerate(shape.headings):
        if heading.text and not heading.name and place not in taken(shape) and id(heading) not in named:
            yield heading, "unknown_field"


def _own(heading: Heading, field: Field) -> float | None:
    """The factor of the unit that the mapping gives a field.

    An interface is known by its names as it writes them: `Total revenue` is not Tushare's `total_revenue`, which is in units of the currency.
    """
    name, written = heading.name, field.vendor_field
    cased = name.casefold() == written.casefold() and "_" in written
    bundled = field.vendor in {*VENDORS, *EVERYWHERE}
    alike = name == written or cased or not bundled or not written.isascii()
    return factor_of(field.unit or "?") if alike else None


def _refuse_unknown(table: RawTable, head: Head, shape: Shape, fields: Fields) -> None:
    """Refuse a table of which no figure could be taken since its names are not known."""
    named = "ticker" in shape.keys or shape.stated.ticker or all(column.ticker for column in shape.values)
    explained = any(why not in {"unknown_field", "growth"} for _, why in shape.left_out)
    missing = [] if (shape.values or explained) and named else ["ticker"]
    if not shape.values and not explained:
        missing.append("item")
    missing = [each for each in missing if each != "ticker" or "ticker" not in shape.keys]
    if missing and (missing != ["ticker"] or not shape.values):
        raise unknown_names(table, head.line, head.headings, fields, missing)


def _keys(
    table: RawTable, line: int, found: Sequence[tuple[int, Heading, Field]]
) -> tuple[dict[str, int], tuple[tuple[str, int], ...]]:
    """The places of the columns that say which row or cell it is, and of further ones that must agree with them."""
    first: dict[str, tuple[int, Heading]] = {}
    twins: list[tuple[str, int]] = []
    for place, heading, field in found:
        if field.item not in (*OF_A_ROW, *DESCRIBING) or (field.item == "value" and field.item in first):
            continue
        if field.item not in first:
            first[field.item] = place, heading
        elif field.item in _REPEATABLE:
            twins.append((field.item, place))
        else:
            raise _twice(table, line, first[field.item][1], heading, field.item)
    return {item: place for item, (place, _) in first.items()}, tuple(twins)


def _left_out(heading: Heading, field: Field | None, currency: str, fields: Fields, stated: Stated) -> str:
    """Why a column is not taken, empty where it is or where nobody misses it."""
    if field is None:
        year = YEAR.search(heading.name)
        known = fields.find(heading.name.replace(year[0], "").strip()) if year else None
        unnamed = "bare_year" if known and known.item in ITEMS else "unknown_field"
        return heading.unusable if heading.unusable in {"single_quarter", "forecast"} else unnamed
    if field.item not in (*ITEMS, "value"):
        return ""
    return unusable(heading, currency, stated)


def _minorities(
    known: Sequence[tuple[int, Heading, Field]], values: Sequence[Column]
) -> Iterator[tuple[Heading, str]]:
    """The columns of a profit that holds the share of minorities, where none is of the parent's owners: somebody misses it."""
    if not any(column.field and column.field.item == "net_profit" for column in values):
        yield from (
            (heading, "minorities")
            for _, heading, field in known
            if field.item == IGNORED and field.mark == "minorities"
        )


def _without_doubles(table: RawTable, line: int, shape: Shape) -> Shape:
    """Refuse two columns for one item and period; a restated one goes before, and one that only stands in may be beside it."""
    first: dict[object, Column] = {}
    older: list[Column] = []
    for column in shape.values:
        heading, of = column.heading, column.field
        key = (of and (of.item, of.mark), heading.period, heading.prior, column.ticker)
        held = first.setdefault(key, column)
        if held is not column:
            if held.heading.rank == heading.rank:
                raise _twice(table, line, held.heading, heading, of.item if of else "value")
            older.append(min(held, column, key=lambda each: each.heading.rank))
            first[key] = max(held, column, key=lambda each: each.heading.rank)
    left_out = tuple((column.heading, "before_restatement") for column in older)
    values = tuple(column for column in shape.values if column not in older)
    return replace(shape, values=values, left_out=(*shape.left_out, *left_out))


def _twice(table: RawTable, line: int, first: Heading, second: Heading, item: str) -> DataError:
    return DataError(
        f"Two columns are {item}: {quote(first.text)} and {quote(second.text)}.",
        table.place(line),
        expected="one column for an item and a period.",
        remedy="Delete one of the two, or map one of them to '-' in a mapping file.",
    )


_NO_COLUMN: Final = {"ticker": "no column is ticker", "item": "no column is an item, or item and value"}


def unknown_names(
    table: RawTable, line: int | None, headings: Sequence[Heading], fields: Fields, missing: Sequence[str]
) -> DataError:
    """The refusal of a table with columns of which none is what is missing."""
    found = [name for heading in headings if (name := heading.name or heading.text)]
    unknown = [name for name in found if fields.find(name) is None]
    nearest = fields.nearest(unknown[:_NAMES_SHOWN])
    expected = fields.named("ticker")[:_NAMES_SHOWN] if "ticker" in missing else fields.named("revenue")
    said = "; ".join(f"{quote(name)} is most like {quote(known)}" for name, known in nearest.items())
    refused = next((each for each in headings if each.unusable), None)
    why = (
        f" No figure is taken from {quote(refused.text)}: {reason_text(refused.unusable)}" if refused else ""
    )
    one = " If the file is of one company, name it: --ticker TICKER." if "ticker" in missing else ""
    return DataError(
        f"The names of its columns are not known, or have changed: {'; '.join(_NO_COLUMN[each] for each in missing)}; "
        f"found {', '.join(map(quote, found[:_NAMES_SHOWN])) or 'nothing'}{'; ' + said if said else ''}.{why}",
        table.place(line),
        expected=f"names of the mapping, such as {', '.join(dict.fromkeys(expected))}.",
        remedy=f"Add the new names to a mapping file (--mapping FILE).{one}",
    )
