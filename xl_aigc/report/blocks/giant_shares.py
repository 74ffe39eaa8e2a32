"""Shares of the giants: what they hold of the basket's sums."""

from __future__ import annotations

from dataclasses import replace
from functools import partial, reduce
from operator import and_
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import Field as Option

from xl_aigc.labels import with_unit
from xl_aigc.measures.mask import everyone, known, where
from xl_aigc.report.block_spec import Key, register
from xl_aigc.report.blocks import chart_parts, feeds
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.charts import Axis
from xl_aigc.report.digits import SUM, cut, in_digits, next_to_whole
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.live import MISSING, UNDEFINED, Live, Shown, choice, sentence
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xl_aigc.measures.mask import Mask
    from xl_aigc.report.blocks.chart_parts import Room
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

SHARE_FORMAT: Final = "0%;;"
NARROW: Final = 0.08
"""Shares below this have no room for their number in a bar: it stands in the other part, behind that part's own."""


@register("giant_shares")
class GiantSharesSpec(chart_parts.ChartedSpec):
    """Parts of the basket's sums that the giants hold, as bars of 100%."""

    speaks_of: ClassVar[tuple[str, ...]] = ("giants",)
    rests_on: ClassVar[tuple[str, ...]] = ("measures",)

    measures: tuple[Annotated[str, Key("measure")], ...] = Option((), description="measures of a company")

    def idle(self, report: Report) -> bool:
        """Return whether sums are known, but the giants hold a part of none of them."""
        both = _with_all(self, report)
        return any(both.chosen) and all(
            isinstance(_share(_sums(report, key, both)).value, str) for key in self.measures
        )


@draw_kind.register(GiantSharesSpec)
def _giant_shares(spec: GiantSharesSpec, page: Page) -> None:
    both = _with_all(spec, page.report)
    possible, losses = not spec.idle(page.report), any(both.chosen)
    if chart_parts.drawn(spec, page, possible=possible and losses, lacks="losses" if losses else "nothing"):
        room = chart_parts.reserve(page, spec.height)
        page.later.append(partial(_draw_shares, spec, page, room, feeds.note_later(page)))


def _with_all(spec: GiantSharesSpec, report: Report) -> Mask:
    """Return the companies of which every measure is known, so that the shares are of the same ones."""
    return reduce(and_, (known(report.frame, key) for key in spec.measures), everyone(report.frame))


def _sums(report: Report, key: str, among: Mask) -> tuple[Live, Live]:
    """Return the sum of the giants, and that of all."""
    return report.number(f'sum({key}, giant == "yes")', among), report.number(f"sum({key})", among)


def _share(sums: tuple[Live, Live], cells: tuple[str, str] = ("", "")) -> Live:
    """Return the part of a sum that the giants hold; n.m. of a sum that is not above 0, or where theirs is no part of it."""
    part, whole = cells
    native = f'IF(AND({whole}>0,{part}>=0,{part}<={whole}),{part}/{whole},"{UNDEFINED}")'
    native = f'IF(COUNT({part},{whole})<2,"{MISSING}",{native})'
    theirs, every = (one.value for one in sums)
    if isinstance(theirs, str) or isinstance(every, str):
        return Live(MISSING, native)
    return Live(theirs / every if 0 <= theirs <= every and every > 0 else UNDEFINED, native)


def _tell_shares(spec: GiantSharesSpec, page: Page, placed: Placed) -> None:
    """Let the head of the exhibit name the shares, where they are of all the giants."""
    report = page.report
    giants = everyone(report.frame) & where(report.frame, "giant", "yes")
    every, told = report.count(giants), report.count(giants & _with_all(spec, report))
    whole = Live(every.value == told.value, f"{every.native}={told.native}")
    said = page.said.setdefault(page.block_key(spec), {})
    said["giants_counted"] = Number(every)
    for row, key in enumerate(spec.measures, placed.first):
        column = placed.columns["giants"]
        at = page.feed.address(row, column, sheet=True)
        share = Live(page.feed.cells[row, column].content.value, at)
        said[f"giants_{key}"] = Number(choice(whole, share, Live(MISSING)), "percent")


def _share_fields(report: Report) -> list[Field]:
    return [
        Field("label", report.text("columns.measure"), span=feeds.NAME_SPAN),
        Field("theirs", report.text("charts.giants"), SUM),
        Field("whole", report.text("charts.every"), SUM),
        Field("giants", report.text("charts.giants"), "percent"),
        Field("others", report.text("charts.others"), "percent"),
        *(Field(f"{part}_words", report.text("charts.label")) for part in ("giants", "others")),
    ]


def _draw_shares(spec: GiantSharesSpec, page: Page, room: Room, note: Callable[[Live], None]) -> None:
    report = page.report

    def row(k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        sums = _sums(report, spec.measures[k - 1], both)
        share = _share(sums, (at["theirs"], at["whole"]))
        there = not isinstance(share.value, str)
        rest = Live(
            max(0.0, 1 - float(share.value)) if there else 0.0,
            f"IF(ISNUMBER({at['giants']}),MAX(0,1-{at['giants']}),0)",
        )
        return [
            _label(report, report.short(spec.measures[k - 1], "measures"), share, at["giants"]),
            *sums,
            share,
            rest,
            *_numbers(share, rest, at),
        ]

    both = _with_all(spec, report)
    feeds.open_feed(page)
    placed = feeds.draw_feed(page, _share_fields(report), len(spec.measures), row)
    _tell_shares(spec, page, placed)
    note(_undefined(page, placed))
    colours = report.theme.colours
    series = [
        replace(
            chart_parts.part_of(report, placed, part, shade, SHARE_FORMAT, text=text),
            labels=placed.range(f"{part}_words"),
            label_texts=tuple(map(str, feeds.shown_values(page, placed, f"{part}_words"))),
            shown=frozenset(range(len(spec.measures))),
        )
        for part, shade, text in (
            ("giants", colours.title, chart_parts.WHITE),
            ("others", colours.grey, None),
        )
    ]
    axes = Axis(""), Axis("", report.theme.number_format("axis_percent"), drawn=False)
    chart_parts.place_chart(page, room, "shares", axes, series)


def _label(report: Report, name: str, share: Live, cell: str) -> Live:
    """Return the name of a bar, with what stands for its share where it has none: a bar without length has no place for it."""
    marked = sentence(
        with_unit("{name}", "{share}", report.language), name=name, share=replace(share, native=cell)
    )
    there = not isinstance(share.value, str)
    return choice(Live(there, f"ISNUMBER({cell})"), Live(name), marked)


def _undefined(page: Page, placed: Placed) -> Live:
    """Return why a bar has no share; blank where each has one."""
    area = placed.range("giants")
    some = UNDEFINED in feeds.shown_values(page, placed, "giants")
    return choice(
        Live(some, f'COUNTIF({area},"{UNDEFINED}")>0'), Live(page.report.text("charts.no_share")), Live("")
    )


def _numbers(giants: Live, others: Live, at: Mapping[str, str]) -> tuple[Live, Live]:
    """Return the number in each part of a bar; a part that is too narrow for its own leaves it to the other part."""
    parts = [0.0 if isinstance(one.value, str) else float(one.value) for one in (giants, others)]
    cells = at["giants"], at["others"]
    own = [
        _percent(replace(giants, value=parts[0], native=cells[0]), one, cell)
        for one, cell in zip(parts, cells, strict=True)
    ]
    both = sentence("{giants} | {others}", giants=own[0], others=own[1])

    def of(part: int) -> Live:
        text = both if parts[1 - part] < NARROW else Live("") if parts[part] < NARROW else own[part]
        inner = f'IF({cells[part]}<{NARROW},"",{own[part].native})'
        native = f"IF({cells[1 - part]}<{NARROW},{both.native},{inner})"
        there = not isinstance(giants.value, str)
        return Live(text.value if there else "", f'IF(ISNUMBER({cells[0]}),{native},"")')

    return of(0), of(1)


def _percent(share: Live, part: float, cell: str) -> Live:
    """Return a part of a bar in percent; with the decimal that the title has where it is next to nothing or to all."""
    plain = Live(feeds.as_percent(part), f"TEXT({cell},{feeds.PERCENT})")
    tenths = Live(in_digits(part, 1, percent=True), f'TEXT({cut(cell, 3)},"0.0%")')
    return choice(next_to_whole(share), tenths, plain)
