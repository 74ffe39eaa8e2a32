"""Charts of how many companies a count could hold beside those that are known."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import Field as Option

from xl_aigc.measures.claims.evaluate import at_own_period
from xl_aigc.report.block_spec import Key, register
from xl_aigc.report.blocks import chart_parts, feeds
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.charts import Axis, SeriesPlan
from xl_aigc.report.finding_numbers import own_bounds
from xl_aigc.report.live import Live, Shown, choice
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.data.claims import Claim
    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

UNDRAWN: Final = -1
"""Number of the article that there is none of: it lies below the axis, where nothing is drawn; a blank cell would be 0."""
NONE: Final = "0"


@register("known_counts")
class KnownCountsSpec(chart_parts.ChartedSpec):
    """Counts of companies: the known ones, those that missing figures could add, and the article's number."""

    rests_on: ClassVar[tuple[str, ...]] = ("measures",)

    measures: tuple[Annotated[str, Key("basket_measure")], ...] = Option(
        (), description="counts of companies"
    )

    def idle(self, report: Report) -> bool:
        """Return whether every count is none, whatever the missing figures are, and the article states none."""
        bounds = (report.bounds(report.table.basket[key])[1].value for key in self.measures)
        return not any(bounds) and all(_stated(report, key) is None for key in self.measures)


@draw_kind.register(KnownCountsSpec)
def _known_counts(spec: KnownCountsSpec, page: Page) -> None:
    report = page.report
    possible = any(report.known(key).value for key in spec.measures)
    if chart_parts.drawn(spec, page, possible=possible):
        page.later.append(partial(_draw_counts, spec, page, chart_parts.reserve(page, spec.height)))


def _draw_counts(spec: KnownCountsSpec, page: Page, room: Room) -> None:
    report = page.report
    stated = {key: _stated(report, key) for key in spec.measures}
    told = any(value is not None for value in stated.values())
    words = report.text("charts.article_number")
    fields = [
        Field("label", report.text("columns.measure"), span=3),
        Field("known", report.text("charts.known"), "count"),
        Field("more", report.text("charts.more"), "count"),
        Field("more_words", report.text("charts.label")),
    ]
    fields += [Field("article", words, "count"), Field("words", words, span=2)] if told else []
    feeds.open_feed(page)
    row = partial(_counts_row, spec, report, stated if told else None)
    placed = feeds.draw_feed(page, fields, len(spec.measures), row)
    series = _counts(page, placed)
    if told:
        series.append(_dashes(report, placed, [_words(report, one) for one in stated.values()]))
    counts = Axis("", chart_parts.axis_format(report, "count"), bounds=(0, None), drawn=False)
    chart_parts.place_chart(page, room, "piled", (Axis(""), counts), series)


def _counts_row(
    spec: KnownCountsSpec,
    report: Report,
    stated: Mapping[str, int | None] | None,
    k: int,
    at: Mapping[str, str],
) -> list[Live | Shown]:
    """Return a count: its words, the least and what could be more, and the article's number."""
    key = spec.measures[k - 1]
    low, high = report.bounds(report.table.basket[key])
    more = Live(int(float(high.value)) - int(float(low.value)), f"{high.native}-{at['known']}")
    # A bar of none has no height for its number: that stands with the others'.
    none = Live(NONE if not low.value else "", f'IF({at["known"]}=0,"{NONE}","")')
    others = Live(f" + {more.value}" if more.value else "", f'IF({at["more"]}>0," + "&{at["more"]},"")')
    counted = Live(f"{none.value}{others.value}".strip(), f"TRIM({none.native}&{others.native})")
    cells: list[Live | Shown] = [report.basket_heading(key), low, more, counted]
    if stated is None:
        return cells
    claim = _claim(report, key)
    own = own_bounds(report, claim) if claim else Live(value=True)
    article, words = (
        Live(_number(stated[key])),
        Live(_words(report, stated[key])),
    )
    if own.native:  # with another limit than the article's its number is of something else
        article = choice(own, replace(article, native=str(article.value)), Live(UNDRAWN, str(UNDRAWN)))
        words = choice(own, words, Live(""))
    return [*cells, article, words]


def _counts(page: Page, placed: Placed) -> list[SeriesPlan]:
    """Return the known companies, and on them those that missing figures could add."""
    report, colours = page.report, page.report.theme.colours
    known, more = (
        chart_parts.part_of(report, placed, part, shade, chart_parts.PART_FORMAT)
        for part, shade in (("known", colours.grey), ("more", colours.pale))
    )
    texts = [str(text) for text in feeds.shown_values(page, placed, "more_words")]
    words = replace(
        more,
        labels=placed.range("more_words"),
        label_texts=tuple(texts),
        shown=frozenset(range(len(texts))),
        label_places={place: "inBase" for place, text in enumerate(texts) if text == NONE},
    )
    return [known, words]


def _dashes(report: Report, placed: Placed, texts: list[str]) -> SeriesPlan:
    """Return the article's numbers, as dashes across the columns."""
    return SeriesPlan(
        report.text("charts.article_number"),
        placed.range("article"),
        placed.range("label"),
        report.theme.colours.formula,
        look="dash",
        labels=placed.range("words"),
        label_texts=tuple(texts),
        shown=frozenset(place for place, text in enumerate(texts) if text),
    )


def _number(stated: int | None) -> int:
    return UNDRAWN if stated is None else stated


def _words(report: Report, stated: int | None) -> str:
    return "" if stated is None else report.text("charts.article", stated=stated)


def _stated(report: Report, key: str) -> int | None:
    """Return the number that the article states of a count; None where it states none for this period and limit."""
    claim = _claim(report, key)
    if claim is None or not at_own_period(report.frame) or not own_bounds(report, claim).value:
        return None
    return round(claim.stated) if isinstance(claim.stated, int | float) else None


def _claim(report: Report, key: str) -> Claim | None:
    """Return the claim that states a number of a count; None where there is none."""
    claims = (one for one in report.facts.claims if one.key == key)
    return next((one for one in claims if isinstance(one.stated, int | float)), None)
