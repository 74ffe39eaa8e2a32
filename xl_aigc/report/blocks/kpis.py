"""Key figures as cards: a label, a large number, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import Field as Option

from xl_aigc.data.limits import index_name
from xl_aigc.measures.basket import has
from xl_aigc.measures.mask import everyone
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.digits import form_of
from xl_aigc.report.layout import Key
from xl_aigc.report.limit_words import index_in_words
from xl_aigc.report.live import MISSING, Live, choice, sentence
from xl_aigc.report.page import Cell, Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.measures.mask import Mask
    from xl_aigc.report.report import Report

CARD = 3
"""Columns of the sheet that a card takes."""
VALUE_HEIGHT: Final = 25.5
"""Points of the row of its value."""
TILE: Final = 2
"""Columns of a section sheet that a card takes there."""
TILE_HEIGHTS: Final = (16.5, 25.5, 15.0)
TILE_GAP: Final = 9.0
"""Points of the rows of label, number and note, and of the blank row below."""


@register("kpis")
class KpisSpec(BlockSpec):
    """Key figures of the basket, as cards."""

    exhibits: ClassVar[bool] = False
    rests_on: ClassVar[tuple[str, ...]] = ("measures",)
    flags: ClassVar[Mapping[str, str]] = {"indices": "indices"}

    measures: tuple[Annotated[str, Key("basket_measure")], ...] = Option((), description="basket measures")
    shared: tuple[Annotated[str, Key("basket_measure")], ...] = Option(
        (), description="those of the measures that are of the same companies: of such as have all of them"
    )
    indices: bool = Option(False, description="first the index changes that the basket is set beside")  # noqa: FBT003


@dataclass(frozen=True, slots=True)
class Card:
    """A card: label, value, number format, what the value rests on, and the name of its cell where it has one."""

    label: str | Live
    value: Live
    shows: str
    note: Live
    name: str | None = None
    signed: bool = False


@draw_kind.register(KpisSpec)
def _kpis(spec: KpisSpec, page: Page) -> None:
    report = page.report
    cards = _index_cards(report) if spec.indices else []
    cards += [_card(report, key, spec.shared if key in spec.shared else ()) for key in spec.measures]
    draw_cards(page, cards)


def _card(report: Report, key: str, shared: Sequence[str]) -> Card:
    """Return a measure as a card, of the companies that have all of several where it is one of these."""
    number, note = key_figure(report, key), report.coverage_note(key)
    if len(shared) > 1:
        every = (has(report.frame, report.table.basket[one]) for one in shared)
        mask = reduce(and_, every, everyone(report.frame))
        told = report.text("notes.shared_of", known="{known}", due="{due}")
        number = report.basket(key, mask)
        note = sentence(told, known=report.count(mask), due=report.due())
    form = form_of(report, key)
    return Card(report.basket_title(key), number, form, note, signed=key.endswith(("_yoy", "_change")))


def key_figure(report: Report, key: str, mask: Mask | None = None) -> Live:
    """Return a number over some companies, None for the basket: a count of which none is known is missing; of nobody it is 0."""
    number, measure = report.basket(key, mask), report.table.basket[key]
    if not measure.counts or not measure.needs:
        return number
    known, due = report.known(key, mask), report.due(mask)
    lacks = f"{known.native}=0" if mask is None else f"AND({known.native}=0,{due.native}>0)"
    nobody = known.value == 0 and (mask is None or due.value != 0)
    return choice(Live(nobody, lacks), Live(MISSING), number)


def _index_cards(report: Report) -> list[Card]:
    """Return the index changes, which are typed in on the sheet of assumptions."""
    cards = []
    for place, fact in enumerate(report.facts.indices):
        label = index_in_words(report.labels, fact)
        note = Live(report.text("notes.index_note", index=fact.index))
        cell, change = index_name(place), report.shown(report.frame.index_change(place))
        cards.append(Card(label, Live(change, cell), "percent", note, signed=True))
    return cards


def _draw_tiles(page: Page, cards: Sequence[Card]) -> None:
    """Cards of a section sheet: six in a row below a rule, without a surface."""
    per_row = max(1, page.width // TILE)
    for start in range(0, len(cards), per_row):
        for line, height in enumerate(TILE_HEIGHTS):
            page.heights[page.row + line] = height
        for place, card in enumerate(cards[start : start + per_row]):
            column = page.column(place * TILE)
            label = card.label if isinstance(card.label, Live) else Live(card.label)
            worded = card.shows in {"word", "text"}
            style, form = ("tile_word", None) if worded else ("tile_value", f"tile_{card.shows}")
            page.put(page.row, column, Cell(label, "tile_label", span=TILE))
            at = page.put(page.row + 1, column, Cell(card.value, style, form, span=TILE))
            page.put(page.row + 2, column, Cell(card.note, "tile_note", span=TILE))
            if card.signed:
                page.directions.append(at)
        page.row += 3
        page.heights[page.row] = TILE_GAP
        page.row += 1
    page.row -= 1


def draw_cards(page: Page, cards: Sequence[Card]) -> None:
    """Cards in rows."""
    if page.is_section:
        _draw_tiles(page, cards)
        return
    per_row = max(1, page.width // CARD)
    for start in range(0, len(cards), per_row):
        for place, card in enumerate(cards[start : start + per_row]):
            column = page.left + place * CARD
            label = card.label if isinstance(card.label, Live) else Live(card.label)
            page.put(
                page.row,
                column,
                Cell(label, "kpi_label", span=CARD, lines=page.lines(label.value, CARD * page.digits)),
            )
            form = None if card.shows in {"word", "text"} else card.shows
            page.put(page.row + 1, column, Cell(card.value, "kpi_value", form, span=CARD))
            page.heights[page.row + 1] = VALUE_HEIGHT
            page.put(
                page.row + 2,
                column,
                Cell(card.note, "kpi_note", span=CARD, lines=page.lines(card.note.value, CARD * page.digits)),
            )
            if card.name:
                page.report.defined[card.name] = page.address(page.row + 1, column, sheet=True)
        page.row += 4
    page.row -= 1
