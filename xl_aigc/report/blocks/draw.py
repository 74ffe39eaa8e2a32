"""Draws any block: the one place where a spec meets the code of its kind."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Final

from pydantic import create_model

from xl_aigc.errors import LayoutError, Place
from xl_aigc.measures.claims.evaluate import at_own_period
from xl_aigc.report.block_spec import BlockSpec, register, text_in
from xl_aigc.report.blocks import chart_parts
from xl_aigc.report.blocks.remarks import remarks
from xl_aigc.report.exhibits import draw_exhibit
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from xl_aigc.report.report import Report


MEASURES: Final = ("by", "measures", "series")
"""Keys of blocks that name what they show."""
NO_FORMATS: Final[Mapping[str, str]] = {}
_OF_ITS_PERIOD: Final = frozenset({"claims", "conclusions"})
"""Subjects whose figures are of the article's own period, whatever period a report is of."""


@singledispatch
def draw_kind(spec: BlockSpec, page: Page) -> None:
    """Draw what is particular to one kind of block; each kind registers its own."""
    raise LayoutError(f"The block '{spec.block}' can't be drawn.", Place(sheet=page.key))


def block(
    name: str,
    *,
    headed: bool = True,
    exhibits: bool = True,
    grows: bool = False,
    speaks_of: tuple[str, ...] = (),
) -> Callable[[Callable[[Page], None]], Callable[[Page], None]]:
    """Make a kind of block known that takes no keys of its own; the docstring of what draws it describes it.

    Args:
        name: its name in layouts.
        headed: as `BlockSpec.headed`.
        exhibits: as `BlockSpec.exhibits`.
        grows: as `BlockSpec.grows`.
        speaks_of: as `BlockSpec.speaks_of`.
    """

    def add(draws: Callable[[Page], None]) -> Callable[[Page], None]:
        spec = register(name)(create_model(name, __base__=BlockSpec, __doc__=draws.__doc__))
        spec.headed, spec.exhibits, spec.grows, spec.speaks_of = headed, exhibits, grows, speaks_of
        draw_kind.register(spec)(lambda _, page: draws(page))
        return draws

    return add


def draw(spec: BlockSpec, page: Page) -> None:
    """Draw a block: heading, body, note (above a table that grows), and a free row below."""
    heading, stem = words_of(spec, page, "title"), f"blocks.{page.key}.{spec.id}"
    if heading and page.is_section and spec.exhibits:
        draw_exhibit(
            page, stem, _of_its_period(spec, page, heading), page.block_key(spec), _unit(spec, page.report)
        )
    elif heading and spec.headed and not page.is_section:
        page.heading(_of_its_period(spec, page, heading))
    note = remarks(page.report, stem, words_of(spec, page, "note"))
    if note and spec.grows:
        page.paragraph(note)
    draw_kind(spec, page)
    if note and not spec.grows:
        page.paragraph(note)
    page.row += 1


def _unit(spec: BlockSpec, report: Report) -> str:
    """Return the one measure of a block with its unit, or the unit that its measures share; empty where they share none."""
    named = (value for key in MEASURES if (value := getattr(spec, key, None)))
    keys = [key for value in named for key in ((value,) if isinstance(value, str) else value)]
    keys = list(dict.fromkeys(key for key in keys if key in {**report.table.measures, **report.table.basket}))
    if len(keys) == 1:
        return chart_parts.axis_of(report, keys[0]).title
    shows = {chart_parts.shows_of(report, key) for key in keys}
    return report.word(report.unit) if "money" in shows else "%" if shows == {"percent"} else ""


def _of_its_period(spec: BlockSpec, page: Page, heading: str) -> str:
    """Return a heading with the article's period, where the report is of another and the block tests what the article says."""
    report = page.report
    if at_own_period(report.frame) or not _OF_ITS_PERIOD.intersection(spec.speaks_of):
        return heading
    return report.text("notes.of_period", heading=heading, period=report.facts.period)


def words_of(spec: BlockSpec, page: Page, part: str) -> str | None:
    """Return the title or note of a block: what the layout says, else the label, else nothing."""
    own = text_in(getattr(spec, part), page.report.language)
    key = f"blocks.{page.key}.{spec.id}.{part}"
    if own is not None:
        return own
    return page.report.text(key) if spec.id and key in page.report.labels.texts else None


def columns_of(
    heading: Callable[[str], str],
    spans: Mapping[str, int],
    *,
    shows: Mapping[str, str] = NO_FORMATS,
    wrap: Collection[str] = (),
    words: Collection[str] = (),
) -> list[Field]:
    """Describe the columns of a table by their keys.

    Args:
        heading: gives the heading of a key.
        spans: columns of the sheet that each takes, in order.
        shows: number formats of those that hold numbers.
        wrap: those whose texts may take several lines.
        words: those with words beside a number, which stand off from it.
    """
    return [
        Field(
            key,
            heading(key),
            shows.get(key),
            span=span,
            style="word" if key in words else "body",
            wrap=key in wrap,
        )
        for key, span in spans.items()
    ]
