"""The same key figures for the period that comes next: empty until its figures are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.kpis import key_figure
from xl_aigc.report.blocks.wide_fields import filling
from xl_aigc.report.digits import form_of
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.layout import Key
from xl_aigc.report.live import MISSING, Live
from xl_aigc.report.page import Cell, Field, Page

if TYPE_CHECKING:
    from xl_aigc.data.period import Period

_YEARS: Final = {
    False: {"Q1": ("H1", 0), "H1": ("Q3", 0), "Q3": ("FY", 0), "FY": ("FY", 1)},
    True: {"Q1": ("Q2", 0), "Q2": ("Q3", 0), "Q3": ("Q4", 0), "Q4": ("Q1", 1), "FY": ("FY", 1)},
}
"""The part that follows each, and after how many years: of cumulative periods and of single quarters; after a year the next."""


@register("next_period")
class NextPeriodSpec(BlockSpec):
    """Basket measures of this period beside those of the next, which are n.a. until the workbook is rolled forward."""

    rests_on: ClassVar[tuple[str, ...]] = ("measures",)

    measures: tuple[Annotated[str, Key("basket_measure")], ...]


@draw_kind.register(NextPeriodSpec)
def _next_period(spec: NextPeriodSpec, page: Page) -> None:
    report = page.report
    coming = following(report.period, single=report.facts.single_quarters)
    fields = [
        Field("label", report.text("columns.measure"), span=4),
        Field("now", str(report.period), "general"),
        Field("next", coming, "general"),
    ]
    fields = filling(fields, page.width)
    page.headings(fields)
    page.said[page.block_key(spec)] = {"next": Number(Live(coming), "word")}
    for key in spec.measures:
        shows = form_of(report, key)
        now = Cell(key_figure(report, key), "body", shows)
        page.line(fields, [report.basket_title(key), now, Cell(Live(MISSING), "body", shows)])


def following(period: Period, *, single: bool = False) -> str:
    """Return the period after a period.

    Args:
        period: the period.
        single: whether the periods of the basket are single quarters.

    Example:
        >>> from xl_aigc.data.period import Period
        >>> following(Period("2024H1")), following(Period("2024FY"))
        ('2024Q3', '2025FY')
    """
    part, years = _YEARS[single][period.part]
    return f"{period.year + years}{part}"
