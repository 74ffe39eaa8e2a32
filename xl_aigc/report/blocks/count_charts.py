"""Charts of how many companies are in each growth cohort, and of what became of the profit by layer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from xl_aigc.data import LAYERS
from xl_aigc.measures import everyone, known, where
from xl_aigc.metrics import RULES
from xl_aigc.report.block_spec import register
from xl_aigc.report.blocks import feeds
from xl_aigc.report.blocks.chart_parts import (
    COUNT_FORMAT,
    WHITE,
    ChartedSpec,
    axis_format,
    drawn,
    place_chart,
    reserve,
    shade,
    text_on,
    title_of,
)
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.live import Live, sentence
from xl_aigc.report.page import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.measures import Mask
    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.live import Shown
    from xl_aigc.report.page import Page, Placed
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
class QuadrantSpec(ChartedSpec):
    """Companies by growth cohort, and how many the article says grew both."""


@draw_kind.register(QuadrantSpec)
def _quadrant(spec: QuadrantSpec, page: Page) -> None:
    frame = page.report.frame
    some = any((everyone(frame) & known(frame, "growth_cohort")).chosen)
    if not drawn(spec, page, possible=some):
        return
    page.later.append(partial(_draw_quadrant, spec, page, reserve(spec, page)))


def _draw_quadrant(spec: QuadrantSpec, page: Page, room: Room) -> None:
    report, cohorts = page.report, RULES["growth"].cohorts
    stated = _stated(report)
    feeds.open_feed(page)
    placed = feeds.draw_feed(
        page, _quadrant_fields(report, stated), len(cohorts), partial(_quadrant_row, page, stated)
    )
    total = Live(int(sum(feeds.numbers_of(page, placed, "count"))), f"SUM({feeds.area(placed, 'count')})")
    cell = feeds.draw_result(page, report.text("charts.n"), total, "count")
    words = title_of(spec, page, report.text("rules.growth"))
    title = feeds.draw_title(page, words, Live(total.value, cell))
    counts = SeriesPlan(
        report.basket_label("companies"),
        placed.range("count"),
        placed.range("label"),
        report.theme.unchanged,
        value_format=COUNT_FORMAT,
        label_place="outEnd",
        point_colours={
            place: shade(report, cohort) or report.theme.unchanged for place, cohort in enumerate(cohorts)
        },
    )
    series = [counts, *([_article(report, placed, stated)] if stated else [])]
    axes = (
        Axis(report.text("rules.growth")),
        Axis(report.text("charts.axis.count"), axis_format(report, "count")),
    )
    place_chart(page, room, "column", title, axes, series, legend=stated is not None)


def _stated(report: Report) -> tuple[int, int | None] | None:
    """How many companies the article says grew both, and of how many."""
    for claim in report.facts.claims:
        if claim.key == "count_both_up" and isinstance(claim.stated, float | int):
            return round(claim.stated), claim.of
    return None


def _article_words(report: Report, stated: tuple[int, int | None]) -> str:
    return report.text("charts.article", stated=stated[0], of=stated[1] or report.word("unknown"))


def _article(report: Report, placed: Placed, stated: tuple[int, int | None]) -> SeriesPlan:
    """The article's number as one point on the first bar."""
    count, label = (placed.range(key, last=placed.first) for key in ("article", "label"))
    colour = report.theme.palette[-1]
    return SeriesPlan(
        _article_words(report, stated),
        count,
        label,
        colour,
        look="dots",
        value_format=COUNT_FORMAT,
        label_colour=WHITE,
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
class StatusSharesSpec(ChartedSpec):
    """What became of the profit, as shares of the companies of each layer."""


@draw_kind.register(StatusSharesSpec)
def _status_shares(spec: StatusSharesSpec, page: Page) -> None:
    frame = page.report.frame
    layers = list(LAYERS)
    some = any(any(_known(page.report, layer).pick(frame["net_profit_status"])) for layer in layers)
    if not drawn(spec, page, possible=some):
        return
    room = reserve(spec, page)
    live = page.report.count(everyone(frame) & ~known(frame, "net_profit_status"))
    page.paragraph(sentence(page.report.text("charts.unknown", n="{n}"), n=live))
    page.later.append(partial(_draw_shares, spec, page, room, layers))


def _known(report: Report, layer: str) -> Mask:
    return everyone(report.frame) & where(report.frame, "layer", layer)


def _draw_shares(spec: StatusSharesSpec, page: Page, room: Room, layers: list[str]) -> None:
    report, frame = page.report, page.report.frame
    heading = page.row + 2
    left = page.left + feeds.NAME_SPAN

    def row(k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        among = everyone(frame) & where(frame, "layer", layers[k - 1], cell=at["label"])
        cells = [page.address(heading, left + place, absolute=True) for place in range(len(STATUS_ORDER))]
        masks = [
            where(frame, "net_profit_status", w, cell=c) for w, c in zip(STATUS_ORDER, cells, strict=True)
        ]
        return [report.word(layers[k - 1]), *(report.basket("companies", among & mask) for mask in masks)]

    fields = [Field("label", report.text("rules.layer"), span=feeds.NAME_SPAN)]
    fields += [Field(status, report.word(status), "count") for status in STATUS_ORDER]
    feeds.open_feed(page)
    placed = feeds.draw_feed(page, fields, len(layers), row)
    counts = [sum(feeds.numbers_of(page, placed, status)) for status in STATUS_ORDER]
    areas = f"{feeds.area(placed, STATUS_ORDER[0])}:{feeds.area(placed, STATUS_ORDER[-1]).rpartition(':')[2]}"
    cell = feeds.draw_result(page, report.text("charts.n"), Live(int(sum(counts)), f"SUM({areas})"), "count")
    words = title_of(
        spec,
        page,
        report.text("charts.by", what=report.text("rules.status"), rows=report.text("rules.layer")),
    )
    title = feeds.draw_title(page, words, Live(int(sum(counts)), cell))
    series = [
        SeriesPlan(
            report.word(status),
            placed.range(status),
            placed.range("label"),
            shade(report, status) or "",
            value_format=COUNT_FORMAT,
            label_place="ctr",
            label_colour=text_on(status),
        )
        for status in STATUS_ORDER
    ]
    axes = (
        Axis(report.text("rules.layer")),
        Axis(report.text("charts.axis.share"), report.theme.number_format("axis_percent")),
    )
    place_chart(page, room, "stacked", title, axes, series)
