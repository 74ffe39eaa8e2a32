"""Charts of how many companies are in each growth cohort, and of what became of the profit by layer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from xl_aigc.data.layers import keys_of
from xl_aigc.measures.mask import everyone, known, that, where
from xl_aigc.metrics import RULES
from xl_aigc.report.block_spec import register
from xl_aigc.report.blocks import chart_parts, feeds
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.summary import RULE_COLUMNS
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from xl_aigc.report.block_spec import BlockSpec
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
OUTCOMES: Final = {
    "better": "net_profit_change > 0",
    "same": "net_profit_change == 0",
    "worse": "net_profit_change < 0",
    "no_figure": "not known(net_profit_change)",
}
"""Changes of the profit of a company, as tests."""
ARTICLE_COHORT: Final = "both_up"
FALLEN_COHORT: Final = "both_down"
FLAT: Final = "revenue_yoy == 0 and net_profit_change == 0"
"""Companies of the cohort that grew neither, of which neither fell."""
UNKNOWN: Final = "unknown"
"""The word of companies without a layer."""


@register("cohort_bars")
class CohortBarsSpec(chart_parts.ChartedSpec):
    """Companies by the cohorts of a rule, coloured by direction, and how many the article says grew both."""

    rows: Literal["growth", "status", "price"] = "growth"
    kind: Literal["column", "bar"] = "column"

    def fitted(
        self, sheet: str, has_text: Callable[[str], bool], absent: Collection[str]
    ) -> BlockSpec | None:
        """Return the block; None where no company can be told into its cohorts."""
        return None if RULE_COLUMNS[self.rows] in absent else super().fitted(sheet, has_text, absent)


@draw_kind.register(CohortBarsSpec)
def _cohort_bars(spec: CohortBarsSpec, page: Page) -> None:
    frame = page.report.frame
    some = any((everyone(frame) & known(frame, RULE_COLUMNS[spec.rows])).chosen)
    if not chart_parts.drawn(spec, page, possible=some):
        return
    page.later.append(partial(_draw_cohorts, spec, page, chart_parts.reserve(page, spec.height)))


def _draw_cohorts(spec: CohortBarsSpec, page: Page, room: Room) -> None:
    report, cohorts = page.report, _cohorts(spec)
    stated = _stated(report) if spec.rows == "growth" and spec.kind == "column" else None
    feeds.open_feed(page)
    row = partial(_cohort_row, spec, page, stated)
    placed = feeds.draw_feed(page, _cohort_fields(spec, report, stated), len(cohorts), row)
    feeds.tell(page, spec, _sum_of(page, placed, ("count",)))
    flat = []
    if spec.rows == "growth":
        flat, unchanged = [_flat(report, placed)], _told(page, placed, "flat")
        page.said[page.block_key(spec)]["unchanged"] = unchanged
    grey = report.theme.colours.grey
    counts = SeriesPlan(
        report.basket_label("companies"),
        placed.range("count"),
        placed.range("label"),
        grey,
        value_format=chart_parts.COUNT_FORMAT,
        label_place="outEnd",
        # The article's dash stands near the end of this bar.
        label_places={cohorts.index(ARTICLE_COHORT): "inEnd"} if stated else {},
        point_colours={
            place: chart_parts.shade(report, cohort) or grey for place, cohort in enumerate(cohorts)
        },
    )
    series = [counts, *flat, *([_article(report, placed, stated)] if stated else [])]
    axes = Axis(""), Axis("", chart_parts.axis_format(report, "count"), drawn=False, bounds=(0, None))
    chart_parts.place_chart(page, room, spec.kind, axes, series, overlaid=True)


def _flat(report: Report, placed: Placed) -> SeriesPlan:
    """Return the companies at which neither fell, in grey over the bar of those at which neither grew."""
    return SeriesPlan(
        report.text("charts.flat"),
        placed.range("flat"),
        placed.range("label"),
        report.theme.colours.grey,
    )


def _cohorts(spec: CohortBarsSpec) -> tuple[str, ...]:
    """Return the cohorts as they are drawn: statuses from the best to the worst, the others as the rule has them."""
    return STATUS_ORDER if spec.rows == "status" else RULES[spec.rows].cohorts


def _stated(report: Report) -> tuple[int, int | None] | None:
    """Return the number of companies that the article says grew both, and of how many."""
    for claim in report.facts.claims:
        if claim.key == "count_both_up" and isinstance(claim.stated, float | int):
            return round(claim.stated), claim.of
    return None


def _article_words(report: Report, stated: tuple[int, int | None]) -> str:
    return report.text("charts.article", stated=stated[0], of=stated[1] or report.word("unknown"))


def _article(report: Report, placed: Placed, stated: tuple[int, int | None]) -> SeriesPlan:
    """Return the article's number as a dash across the first bar, with its words beside it."""
    count, label = (placed.range(key, last=placed.first) for key in ("article", "label"))
    words = _article_words(report, stated)
    return SeriesPlan(
        words,
        count,
        label,
        report.theme.colours.formula,
        look="dash",
        labels=placed.range("words", last=placed.first),
        label_texts=(words,),
        shown=frozenset({0}),
    )


def _cohort_fields(
    spec: CohortBarsSpec, report: Report, stated: tuple[int, int | None] | None
) -> list[Field]:
    fields = [
        Field("label", report.text(f"rules.{spec.rows}"), span=3),
        Field("count", report.basket_label("companies"), "count"),
    ]
    if spec.rows == "growth":
        fields.append(Field("flat", report.text("charts.flat"), "count"))
    if stated is None:
        return fields
    words = report.text("charts.article_number")
    return [*fields, Field("article", words, "count"), Field("words", report.text("charts.label"), span=3)]


def _cohort_row(
    spec: CohortBarsSpec, page: Page, stated: tuple[int, int | None] | None, k: int, at: Mapping[str, str]
) -> list[Live | Shown]:
    report, cohort = page.report, _cohorts(spec)[k - 1]
    label = report.band(cohort)
    beside = None if label.native else at["label"]
    mask = everyone(report.frame) & where(report.frame, RULE_COLUMNS[spec.rows], cohort, cell=beside)
    cells: list[Live | Shown] = [label, report.basket("companies", mask)]
    if spec.rows == "growth":
        cells.append(report.count(mask & that(report.frame, FLAT)) if cohort == FALLEN_COHORT else 0)
    if stated:
        own = cohort == ARTICLE_COHORT
        cells += [stated[0] if own else "", _article_words(report, stated) if own else ""]
    return cells


@register("status_shares")
class StatusSharesSpec(chart_parts.ChartedSpec):
    """Companies of each layer whose profit grew, stayed or fell, and whose change is unknown, as shares."""

    speaks_of: ClassVar[tuple[str, ...]] = ("net_profit_status", "layers")


@draw_kind.register(StatusSharesSpec)
def _status_shares(spec: StatusSharesSpec, page: Page) -> None:
    frame = page.report.frame
    some = any((everyone(frame) & known(frame, "net_profit_change")).chosen)
    if not chart_parts.drawn(spec, page, possible=some):
        return
    page.later.append(partial(_draw_shares, spec, page, chart_parts.reserve(page, spec.height)))


def _draw_shares(spec: StatusSharesSpec, page: Page, room: Room) -> None:
    report = page.report
    fields = [Field("label", report.text("rules.layer"), span=feeds.NAME_SPAN)]
    fields += [Field(part, report.text(f"charts.{part}"), "count") for part in OUTCOMES]
    feeds.open_feed(page)
    layers = _shown_layers(spec, page)
    placed = feeds.draw_feed(page, fields, len(layers), partial(_shares_row, page, layers))
    feeds.tell(page, spec, _sum_of(page, placed, (*OUTCOMES,)))
    parts = {"grew": "better", "unchanged": "same", "fell": "worse"}
    page.said[page.block_key(spec)] |= {word: _told(page, placed, part) for word, part in parts.items()}
    ways, colours = report.theme.directions[report.language], report.theme.colours
    shades = {"better": ways.up, "same": colours.grey, "worse": ways.down, "no_figure": colours.pale}
    series = [
        chart_parts.part_of(
            report,
            placed,
            part,
            shade,
            chart_parts.PART_FORMAT,
            text=chart_parts.WHITE if part in {"better", "worse"} else None,
        )
        for part, shade in shades.items()
    ]
    axes = Axis(""), Axis("", report.theme.number_format("axis_percent"), drawn=False)
    chart_parts.place_chart(page, room, "shares", axes, series)


def _shown_layers(spec: StatusSharesSpec, page: Page) -> tuple[str, ...]:
    """Return the layers, and last those without one where the basket has any: the sentence above counts them too."""
    frame = page.report.frame
    without = everyone(frame) & ~known(frame, "layer")
    rows = page.room(spec, UNKNOWN, int(any(without.chosen)))
    return (*keys_of(page.report.facts.sorts.layers), *(UNKNOWN,) * rows)


def _shares_row(page: Page, layers: Sequence[str], k: int, at: Mapping[str, str]) -> list[Live | Shown]:
    """Return the companies of a layer by what became of their profit."""
    report, frame, layer = page.report, page.report.frame, layers[k - 1]
    inside = ~known(frame, "layer") if layer == UNKNOWN else where(frame, "layer", layer, cell=at["label"])
    among = everyone(frame) & inside
    masks = (among & that(frame, test) for test in OUTCOMES.values())
    return [report.word(layer), *(report.count(mask) for mask in masks)]


def _told(page: Page, placed: Placed, key: str) -> Number:
    """Return the sum of a column of a feed, for the sentence above the chart."""
    total = int(sum(feeds.numbers_of(page, placed, key)))
    return Number(Live(total, f"SUM({placed.range(key)})"))


def _sum_of(page: Page, placed: Placed, keys: Sequence[str]) -> tuple[Live, str]:
    """Return the sum of the columns of a feed that stand side by side, and the cell below it that holds it."""
    total = int(sum(sum(feeds.numbers_of(page, placed, key)) for key in keys))
    area = f"{feeds.area(placed, keys[0])}:{feeds.area(placed, keys[-1]).rpartition(':')[2]}"
    cell = feeds.draw_result(page, page.report.text("charts.n"), Live(total, f"SUM({area})"), "count")
    return Live(total, cell), cell
