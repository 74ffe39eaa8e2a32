"""Key figures as cards: a label, a large number, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field as Option

from xl_aigc.measures import BASKET_MEASURES
from xl_aigc.workbook.block_spec import BlockSpec, register
from xl_aigc.workbook.blocks.draw import draw_kind
from xl_aigc.workbook.layout import Key
from xl_aigc.workbook.live import Live
from xl_aigc.workbook.page import Cell, lines_of

if TYPE_CHECKING:
    from xl_aigc.workbook.page import Page

CARD = 3
"""Columns of the sheet that a card takes."""


@register("kpis")
class KpisSpec(BlockSpec):
    """Key figures of the basket, as cards."""

    measures: tuple[Annotated[str, Key("basket_measure")], ...] = Option((), description="basket measures")
    indices: bool = Option(False, description="first the index changes that the basket is set beside")  # noqa: FBT003


@draw_kind.register(KpisSpec)
def _kpis(spec: KpisSpec, page: Page) -> None:
    report = page.report
    cards = []
    if spec.indices:
        for place, fact in enumerate(report.facts.indices):
            name = "index_change" if place == 0 else f"index_change_{place + 1}"
            label = report.text("notes.index_label", name=report.labels.texts.get(f"indices.{fact.index.replace('.', '_')}", fact.name))
            cards.append((label, Live(fact.change_ytd), "percent", report.text("notes.index_note", index=fact.index), name))
    for key in spec.measures:
        cards.append((report.text(f"basket.{key}"), report.basket(key), BASKET_MEASURES[key].shows, report.coverage_note(key), None))
    draw_cards(page, cards)


def draw_cards(page: Page, cards: list[tuple[str, Live, str, Live | str, str | None]]) -> None:
    """Cards in rows: label, value, number format, note, and the name of the value's cell where it has one."""
    per_row = max(1, page.width // CARD)
    for start in range(0, len(cards), per_row):
        for place, (label, value, shows, note, name) in enumerate(cards[start : start + per_row]):
            column = page.left + place * CARD
            note_live = note if isinstance(note, Live) else Live(note)
            page.put(page.row, column, Cell(Live(label), "kpi_label", span=CARD, lines=max(2, lines_of(label, CARD))))
            form = None if shows in {"word", "text"} else shows
            page.put(page.row + 1, column, Cell(value, "kpi_value", form, span=CARD, lines=2))
            note_lines = lines_of(str(note_live.value), CARD)
            page.put(page.row + 2, column, Cell(note_live, "kpi_note", span=CARD, lines=max(2, note_lines)))
            if name:
                page.report.defined[name] = page.address(page.row + 1, column, sheet=True)
        page.row += 4
    page.row -= 1
