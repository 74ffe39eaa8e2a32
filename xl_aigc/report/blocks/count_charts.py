"""Charts of how many companies are in each growth cohort, and of what became of the profit by layer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from xl_aigc.data.model import LAYERS
from xl_aigc.measures.mask import Mask, everyone, known, where
from xl_aigc.metrics import RULES
from xl_aigc.report.block_spec import register
from xl_aigc.report.blocks import chart_parts, feeds
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.live import Live, Shown, sentence
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

STATUS_ORDER: Final = (
    "turned_profitable",
    "increased",
    "loss_narrowed",
    "unchanged",
    "loss_unchanged",
    "decreased",
    "loss_widened",
    "turned_to_loss",
)
"""From the best to the worst, as they stand on one another."""
ARTICLE_COHORT: Final = "both_up"


@register("quadrant")
class QuadrantSpec(chart_parts.ChartedSpec):
    """Companies by growth cohort, and how many the article says grew both."""

    speaks_of: ClassVar[tuple[str, ...]] = ("growth_cohort",)


@draw_kind.register(QuadrantSpec)
def _quadrant(spec: QuadrantSpec, page: Page) -> None:
    frame = page.report.frame
    some = any((everyone(frame) & known(frame, "growth_cohort")).chosen)
    if not chart_parts.drawn(spec, page, possible=some):
        return
    page.later.append(partial(_draw_quadrant, spec, page, chart_parts.reserve(spec, page)))


def _draw_quadrant(spec: QuadrantSpec, page: Page, room: Room) -> None:
    report, cohorts = page.report, RULES["growth"].cohorts
    stated = _stated(report)
    feeds.open_feed(page)
    placed = feeds.draw_feed(
        page, _quadrant_fields(report, stated), len(cohorts), partial(_quadrant_row, page, stated)
    )
    feeds.tell(page, spec, _sum_of(page, placed, ("count",)))
    counts = SeriesPlan(
        report.basket_label("companies"),
        placed.range("count"),
        placed.range("label"),
        report.theme.unchanged,
        value_format=chart_parts.COUNT_FORMAT,
        label_place="outEnd",
        point_colours={
            place: chart_parts.shade(report, cohort) or report.theme.unchanged
            for place, cohort in enumerate(cohorts)
        },
    )
    series = [counts, *([_article(report, placed, stated)] if stated else [])]
    axes = (
        Axis(report.text("rules.growth")),
        Axis(report.text("charts.axis.count"), chart_parts.axis_format(report, "count")),
    )
    chart_parts.place_chart(page, room, "column", axes, series)


def _stated(report: Report) -> tuple[int, int | None] | None:
    """Return the number of companies that the article says grew both, and of how many."""
    for claim in report.facts.claims:
        if claim.key == "count_both_up" and isinstance(claim.stated, float | int):
            return round(claim.stated), claim.of
    return None


def _article_words(report: Report, stated: tuple[int, int | None]) -> str:
    return report.text("charts.article", stated=stated[0], of=stated[1] or report.word("unknown"))


def _article(report: Report, placed: Placed, stated: tuple[int, int | None]) -> SeriesPlan:
    """Return the article's number as one point on the first bar."""
    count, label = (placed.range(key, last=placed.first) for key in ("article", "label"))
    colour = report.theme.palette[-1]
    return SeriesPlan(
        _article_words(report, stated),
        count,
        label,
        colour,
        look="dots",
        value_format=chart_parts.COUNT_FORMAT,
        label_colour=chart_parts.WHITE,
    )


def _quadrant_fields(report: Report, stated: tuple[int, int | None] | None) -> list[Field]:
    fields = [
        Field("label", report.text("rules.growth"), span=3),
        Field("count", report.basket_label("companies"), "count"),
    ]
    return [*fields, Field("article", _article_words(report, stated), "count", span=3)] if stated else fields


def _quadrant_row(
    page: Page, stated: tuple[int, int | None] | None, k: int, at: Mapping[str, str]
) -> list[Live | Shown]:
    report, cohort = page.report, RULES["growth"].cohorts[k - 1]
    mask = everyone(report.frame) & where(report.frame, "growth_cohort", cohort, cell=at["label"])
    article = [stated[0] if cohort == ARTICLE_COHORT else ""] if stated else []
    return [report.word(cohort), report.basket("companies", mask), *article]


@register("status_shares")
class StatusSharesSpec(chart_parts.ChartedSpec):
    """Changes of profit, as shares of the companies of each layer."""

    speaks_of: ClassVar[tuple[str, ...]] = ("net_profit_status", "layers")


@draw_kind.register(StatusSharesSpec)
def _status_shares(spec: StatusSharesSpec, page: Page) -> None:
    frame = page.report.frame
    layers = list(LAYERS)
    some = any(any(_known(page.report, layer).pick(frame["net_profit_status"])) for layer in layers)
    if not chart_parts.drawn(spec, page, possible=some):
        return
    room = chart_parts.reserve(spec, page)
    live = page.report.count(everyone(frame) & ~known(frame, "net_profit_status"))
    page.paragraph(sentence(page.report.text("charts.unknown", n="{n}"), n=live))
    page.later.append(partial(_draw_shares, spec, page, room, layers))


def _known(report: Report, layer: str) -> Mask:
    return everyone(report.frame) & where(report.frame, "layer", layer)


def _draw_shares(spec: StatusSharesSpec, page: Page, room: Room, layers: list[str]) -> None:
    report = page.report
    heading, left = page.feed.row + 2, page.feed.left + feeds.NAME_SPAN
    cells = {
        status: page.address(heading, left + place, absolute=True)
        for place, status in enumerate(STATUS_ORDER)
    }
    fields = [Field("label", report.text("rules.layer"), span=feeds.NAME_SPAN)]
    fields += [Field(status, report.word(status), "count") for status in STATUS_ORDER]
    feeds.open_feed(page)
    placed = feeds.draw_feed(page, fields, len(layers), partial(_shares_row, page, layers, cells))
    feeds.tell(page, spec, _sum_of(page, placed, STATUS_ORDER))
    axes = (
        Axis(report.text("rules.layer")),
        Axis(report.text("charts.axis.share"), report.theme.number_format("axis_percent")),
    )
    series = [_share(report, placed, status) for status in STATUS_ORDER]
    chart_parts.place_chart(page, room, "stacked", axes, series)


def _shares_row(
    page: Page, layers: Sequence[str], cells: Mapping[str, str], k: int, at: Mapping[str, str]
) -> list[Live | Shown]:
    """Return the companies of a layer by status; the formulas read both words in their cells."""
    report, frame, layer = page.report, page.report.frame, layers[k - 1]
    among = everyone(frame) & where(frame, "layer", layer, cell=at["label"])
    masks = (where(frame, "net_profit_status", status, cell=cell) for status, cell in cells.items())
    return [report.word(layer), *(report.basket("companies", among & mask) for mask in masks)]


def _sum_of(page: Page, placed: Placed, keys: Sequence[str]) -> tuple[Live, str]:
    """Return the sum of the columns of a feed that stand side by side, and the cell below it that holds it."""
    total = int(sum(sum(feeds.numbers_of(page, placed, key)) for key in keys))
    area = f"{feeds.area(placed, keys[0])}:{feeds.area(placed, keys[-1]).rpartition(':')[2]}"
    cell = feeds.draw_result(page, page.report.text("charts.n"), Live(total, f"SUM({area})"), "count")
    return Live(total, cell), cell


def _share(report: Report, placed: Placed, status: str) -> SeriesPlan:
    return SeriesPlan(
        report.word(status),
        placed.range(status),
        placed.range("label"),
        chart_parts.shade(report, status) or "",
        value_format=chart_parts.COUNT_FORMAT,
        label_place="ctr",
        label_colour=chart_parts.text_on(status),
    )
