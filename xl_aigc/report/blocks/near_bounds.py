"""The block of numbers that stand close to a bound."""

from __future__ import annotations

from pydantic import Field as Option

from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import columns_of, draw_kind
from xl_aigc.report.checks import Near, near_a_bound
from xl_aigc.report.checks.rounding import PLACES
from xl_aigc.report.lists import of_company
from xl_aigc.report.live import MISSING, Live
from xl_aigc.report.page import Cell, Field, Page
from xl_aigc.report.placed import Placed


@register("near_bounds")
class NearBoundsSpec(BlockSpec):
    """Numbers so close to a bound that rounding at the source may decide their cohort."""

    rows: int = Option(15, ge=1, le=200)


@draw_kind.register(NearBoundsSpec)
def _near_bounds(spec: NearBoundsSpec, page: Page) -> None:
    report, found = page.report, near_a_bound(page.report)
    text = report.text
    fields = [
        Field("ticker", report.label("ticker")),
        Field("name", text("columns.company"), span=3),
        *columns_of(
            lambda key: text(f"near.column.{key}"),
            {"measure": 2, "value": 1, "bound": 1, "distance": 1, "rounding": 1, "flips": 1},
            shows={"value": "percent", "bound": "percent", "distance": "ratio", "rounding": "ratio"},
            words=("flips",),
        ),
    ]
    heading = page.row
    columns = page.headings(fields)
    first = page.row
    rows = page.rows(spec, "rows", len(found), spec.rows)
    for near in found[:rows]:
        page.line(fields, _near_row(page, near, columns))
    page.blank_lines(fields, rows - len(found))
    page.placed[spec.id or "near_bounds"] = Placed(page.title, first, page.row - 1, columns, heading)
    rest = max(0, len(found) - rows)
    page.paragraph(
        text("near.list_of", n=len(found), k=rest) if rest else text("near.list_all", n=len(found))
    )


def _near_row(page: Page, near: Near, columns: dict[str, int]) -> list[Live | str | Cell]:
    """Return one number; what it is, its bound and its distance are formulas, its rounding is as the sources were at the build."""
    report = page.report
    place = report.facts.tickers.index(near.ticker)
    cell = {key: page.address(page.row, column) for key, column in columns.items()}
    ticker, value, bound = f"${cell['ticker']}", cell["value"], cell["bound"]
    money = near.measure == "rd_expense"
    at = report.frame.limit(near.bound) if isinstance(near.bound, str) else 0
    gap = f"ABS({value}-{bound})"
    distance = f"{gap}/{bound}*100" if money else f"{gap}*100"
    shows = "ratio" if money else "percent"
    within = f"IF(ROUND({cell['distance']},{PLACES})<=ROUND({cell['rounding']},{PLACES}),{{yes}},{{no}})"
    flips = f'IF(ISNUMBER({cell["distance"]}),{within},"{MISSING}")'
    return [
        near.ticker,
        of_company(report, report.name_key(), place, ticker),
        report.label(near.measure),
        Cell(of_company(report, near.measure, place, ticker), "body", shows),
        Cell(Live(at, near.bound if isinstance(near.bound, str) else None), "body", shows),
        Live(near.distance * 100, f'IF(ISNUMBER({value}),{distance},"{MISSING}")'),
        Live(near.rounding * 100),
        Live(report.word("yes" if near.flips else "no"), flips),
    ]
