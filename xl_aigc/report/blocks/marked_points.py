"""Points of a scatter that stand out: those beyond a limit, which are drawn at it, and those with a label, by direction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.expressions.native.literal import quoted
from xl_aigc.report.blocks import feeds
from xl_aigc.report.charts import SeriesPlan
from xl_aigc.report.digits import cut
from xl_aigc.report.live import Live, Shown, choice, sentence
from xl_aigc.report.page import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.block_spec import BlockSpec
    from xl_aigc.report.charts import LabelPlace
    from xl_aigc.report.page import Page
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report

NAMED: Final = 3
"""Companies beyond a limit that the note below the chart names."""
WAYS: Final = {"up": ">", "down": "<", "unchanged": "="}
"""Directions of y, and how it then stands to 0."""
LABELLED: Final = {"up": "labelled_up", "down": "labelled_down", "unchanged": "labelled_unchanged"}
MORE: Final = 2
"""Rows of labelled points that are free for others."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A number of a scatter that is drawn within a limit.

    Attributes:
        axis: its axis, `x` or `y`.
        key: the measure.
        limit: key of the limit.
    """

    axis: str
    key: str
    limit: str


@dataclass(frozen=True, slots=True)
class Points:
    """All points of a chart: their feed, and the rows of its first series."""

    placed: Placed
    first: Placed

    @classmethod
    def of(cls, page: Page, placed: Placed, parts: Sequence[Placed]) -> Points:
        """Return the points of a feed whose series have these rows."""
        filled = (part for part in parts if part.last >= part.first)
        return cls(placed, next(filled, feeds.drawn_from(page, placed, 0)))


def _clipped_fields(report: Report, clip: Clip) -> list[Field]:
    return [
        Field("size", report.text("charts.size"), report.table.measures[clip.key].shows),
        Field("place", report.text("charts.place"), "rank"),
        *(Field(axis, report.text("charts.clipped_at", axis=axis), "ratio") for axis in "xy"),
        Field("label", report.text("charts.label"), span=feeds.NAME_SPAN),
    ]


def clipped(page: Page, spec: BlockSpec, points: Points, clip: Clip, most: int) -> tuple[SeriesPlan, Live]:
    """Draw the feed of the points beyond a limit; give the marks on them, and what is said of them below the chart.

    Args:
        page: the page of the chart.
        spec: its block.
        points: all points.
        clip: what is clipped.
        most: how many points the chart draws at most.
    """
    report, limit, placed = page.report, page.report.frame.limit(clip.limit), points.placed
    values = enumerate(feeds.shown_values(page, placed, clip.axis), 1)
    sizes = {
        place: abs(value) for place, value in values if not isinstance(value, str) and abs(value) > limit
    }
    places = sorted(sizes, key=lambda place: -sizes[place])
    rows = feeds.room_of(page, spec, f"clipped_{clip.axis}", len(places), most)
    area = feeds.area(placed, clip.axis)
    test = f"(ISNUMBER({area})*(({area}>{clip.limit})+({area}<-{clip.limit})))"

    def row(k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        place = places[k - 1] if k <= len(places) else None
        size, column = at["size"], at["size"].rstrip("0123456789")
        equal = f"COUNTIF({column}${int(size[len(column) :]) - k + 1}:{size},{size})"
        there = f"(ROW({area})-ROW({area.partition(':')[0]})+1)/({test}*(ABS({area})={size}))"
        own = [
            _at(page, placed, key, place, at["place"], "NA()" if place else '""')
            for key in ("x_drawn", "y_drawn")
        ]
        return [
            Live(
                "" if place is None else sizes[place], f'IFERROR(AGGREGATE(14,6,ABS({area})/{test},{k}),"")'
            ),
            Live(
                "" if place is None else place,
                f'IF({size}="","",IFERROR(AGGREGATE(15,6,{there},{equal}),""))',
            ),
            *own,
            _with_number(page, placed, clip, place, at["place"]),
        ]

    marks = feeds.draw_feed(page, _clipped_fields(report, clip), rows, row)
    count = Live(len(places), f"SUMPRODUCT({test})")
    cell = feeds.draw_result(page, report.text("charts.beyond"), count, "count")
    note = _note(page, placed, marks, clip, Live(len(places), cell))
    x, y = _drawn(page, points, marks.used(min(rows, len(places))), ("x", "y"))
    series = SeriesPlan(report.text("charts.beyond"), y, x, report.theme.colours.note, look="squares")
    return series, note


def _drawn(page: Page, points: Points, rows: Placed, keys: tuple[str, str]) -> tuple[str, str]:
    """Return the ranges of x and y of some points; of none, those of all points and the blank column beside them: nothing is drawn.

    LibreOffice 7.4 draws no series below a first one of a single blank.
    """
    x, y = keys
    if rows.last >= rows.first:
        return rows.range(x), rows.range(y)
    beside = replace(points.first, columns={"blank": page.feed.left - 1})
    return points.first.range("x_drawn"), beside.range("blank")


def _at(page: Page, placed: Placed, key: str, place: int | None, cell: str, otherwise: str) -> Live:
    """Return what a column of a feed holds at a place; something else where there is none."""
    value = "" if place is None else feeds.shown_values(page, placed, key)[place - 1]
    return Live(value, f'IF({cell}="",{otherwise},INDEX({feeds.area(placed, key)},{cell}))')


def _with_number(page: Page, placed: Placed, clip: Clip, place: int | None, cell: str) -> Live:
    """Return the short name of the company at a place and its true number on the clipped axis; blank where there is none."""
    percent = page.report.table.measures[clip.key].shows == "percent"
    name, true = (_at(page, placed, key, place, cell, '""') for key in ("short", clip.axis))
    digits = feeds.as_percent(true.value) if percent else feeds.whole(true.value)
    found = f"INDEX({feeds.area(placed, clip.axis)},{cell})"
    form, places = (feeds.PERCENT, 2) if percent else (feeds.WHOLE, 0)
    told = f"INDEX({feeds.area(placed, 'short')},{cell})"
    return Live(
        "" if place is None else f"{name.value} {digits}",
        f'IF({cell}="","",{told}&" "&TEXT({cut(found, places, true.value)},{form}))',
    )


def _note(page: Page, placed: Placed, marks: Placed, clip: Clip, count: Live) -> Live:
    """Return the note that names the first companies beyond a limit; blank where there are none."""
    report, limit, sheet = page.report, page.report.frame.limit(clip.limit), f"{feeds.sheet_of(page)}!"
    numbers = feeds.numbers_of(page, placed, clip.axis)
    n = Live(count.value, f"{sheet}{count.native}")
    parts: dict[str, Live | str] = {
        "measure": report.labels.text(f"measures.{clip.key}"),
        "low": Live(feeds.as_percent(-limit), f"TEXT(-{clip.limit},{feeds.PERCENT})"),
        "high": Live(feeds.as_percent(limit), f"TEXT({clip.limit},{feeds.PERCENT})"),
        "names": _names(page, marks, n),
    }
    name = "charts.clipped" if min(numbers, default=0.0) < 0 else "charts.clipped_above"
    told = sentence(report.text(name, **{part: f"{{{part}}}" for part in parts}), **parts)
    return choice(Live(n.value == 0, f"{n.native}=0"), Live(""), told)


def told(report: Report, notes: Sequence[Live]) -> Live:
    """Return the notes on the axes of a chart as one; those that are blank leave no gap."""
    gap = report.text("claim_words.sentence_separator")
    joined = sentence(
        gap.join(f"{{n{k}}}" for k in range(len(notes))), **{f"n{k}": note for k, note in enumerate(notes)}
    )
    return Live(" ".join(filter(None, str(joined.value).split(" "))), f"TRIM({joined.native})")


def _names(page: Page, marks: Placed, count: Live) -> Live:
    """Return the labels of the first points of a feed, and how many more there are."""
    report, column = page.report, marks.columns["label"]
    separator = "、" if report.language == "zh" else ", "
    texts: list[str] = []
    pieces: list[str] = []
    for row in range(marks.first, min(marks.first + NAMED - 1, marks.last) + 1):
        cell = page.feed.address(row, column, sheet=True)
        texts.append(str(page.feed.cells[row, column].content.value))
        pieces.append(f'IF({cell}="","",{quoted(separator)}&{cell})' if pieces else cell)
    before, after = report.text("notes.and_more", k="{k}").split("{k}")
    rest = f"({count.native}-{len(pieces)})"
    pieces.append(f'IF({rest}>0,"{before}"&{rest}&"{after}","")')
    more = int(count.value) - len(texts)
    told = separator.join(filter(None, texts)) + (f"{before}{more}{after}" if more > 0 else "")
    return Live(told, "&".join(pieces))


def labelled(
    page: Page, spec: BlockSpec, points: Points, sides: Mapping[int, LabelPlace], sizes: str | None
) -> list[SeriesPlan]:
    """Draw the feeds of the points with a label; give a series of them for each direction of y, in its colour.

    Args:
        page: the page of the chart.
        spec: its block.
        points: all points.
        sides: where the labels stand, by row of their feed; the most important first.
        sizes: the column of the bubbles' sizes.
    """
    report, placed = page.report, points.placed
    ways = report.theme.directions[report.language]
    colours = {"up": ways.up, "down": ways.down, "unchanged": report.theme.colours.grey}
    axes = ["x_drawn", "y_drawn", *([sizes] if sizes else [])]
    found = []
    for way, sign in WAYS.items():
        rows = [row for row in sides if _way(_number(page, placed, row, "y")) == way]
        room = page.room(spec, f"labelled_{way}", len(rows), MORE)
        rows, words = rows[:room], report.text(f"charts.{LABELLED[way]}")
        fields = [Field(axis, report.text("charts.labelled_at", axis=axis[0]), "ratio") for axis in axes]
        fields.append(Field("label", words, span=feeds.NAME_SPAN))

        def line(
            k: int, _: Mapping[str, str], rows: list[int] = rows, sign: str = sign
        ) -> list[Live | Shown]:
            if k > len(rows):
                return [""] * (len(axes) + 1)
            return _labelled_row(page, placed, rows[k - 1], (axes, sign))

        named = feeds.draw_feed(page, fields, room, line).used(len(rows))
        x, y = _drawn(page, points, named, ("x_drawn", "y_drawn"))
        shown = named if rows else feeds.drawn_from(page, named, 0)
        series = SeriesPlan(
            words,
            y,
            x,
            colours[way],
            look="labelled",
            labels=shown.range("label"),
            label_texts=tuple(str(text) for text in feeds.shown_values(page, shown, "label")) or ("",),
            shown=frozenset(range(len(rows))),
            label_places=dict(enumerate(sides[row] for row in rows)),
            sizes=shown.range(sizes) if sizes else None,
        )
        found.append(series)
    return found


def _labelled_row(page: Page, placed: Placed, row: int, drawn: tuple[list[str], str]) -> list[Live | Shown]:
    """Return where a labelled point stands and its label; it is not drawn when y comes to have another direction."""
    axes, sign = drawn
    cells: list[Live | Shown] = []
    for key in (*axes, "label"):
        at, value = page.feed.address(row, placed.columns[key]), _number(page, placed, row, key)
        if key == "y_drawn":
            y = page.feed.address(row, placed.columns["y"])
            at = f"IF(ISNUMBER({y}),IF({y}{sign}0,{at},NA()),NA())"
        cells.append(Live(value, at))
    return cells


def _number(page: Page, placed: Placed, row: int, key: str) -> Shown:
    return page.feed.cells[row, placed.columns[key]].content.value


def _way(number: Shown) -> str:
    if isinstance(number, str) or number == 0:
        return "unchanged"
    return "up" if number > 0 else "down"
