"""The blocks of the sheet Changes: what the last refresh did and moved, and a log that begins with the build.

Every block but the log has the same rows before and after any refresh; the log comes last on its sheet and grows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import Field as Option

from xl_aigc.data.item import ITEMS
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import block, draw_kind
from xl_aigc.report.blocks.kpis import Card, draw_cards
from xl_aigc.report.ledger import LogEntry
from xl_aigc.report.live import MISSING, Live, Shown
from xl_aigc.report.page import Field, Page
from xl_aigc.report.placed import Placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.report import Report

KINDS: Final = ("added", "changed", "unchanged", "set_aside")
"""Counts of a refresh."""


def figures_built(report: Report) -> int:
    """Count the figures of the basket that the Data table of a new workbook holds."""
    return sum(
        value is not None
        for item in report.items
        for _, period in report.bases
        for value in report.staying.column(item, period)
    )


def built_entry(report: Report) -> LogEntry:
    """Return the line of the log that stands for the build; equal builds give equal files, so that it names no day of its own."""
    facts = report.facts
    counts = {"n": figures_built(report), "companies": len(report.staying.tickers)}
    return LogEntry(
        when="",
        vintage=report.vintage,
        source=facts.name[report.language],
        period=report.text("claim_words.list_separator").join(str(period) for _, period in report.bases),
        kind="built",
        note=report.text("changes.built", **counts),
    )


@block("refresh_kpis")
def _refresh_kpis(page: Page) -> None:
    """Count what the last refresh added, changed, left and set aside; in a new workbook all figures are added."""
    report, last = page.report, page.report.history.last
    counts: dict[str, int | str]
    if last is None:
        # What was set aside when the figures were first read is not known here.
        counts = {**dict.fromkeys(KINDS, 0), "added": figures_built(report), "set_aside": MISSING}
        note = report.text("changes.by_build", as_of=report.facts.as_of.isoformat())
    else:
        counts = {kind: getattr(last, kind) for kind in KINDS}
        note = report.text("changes.by_refresh", when=last.when, source=last.source)
    draw_cards(
        page,
        [
            Card(
                report.text(f"changes.{kind}"),
                Live(count),
                "count",
                Live(note if count not in {0, MISSING} else ""),
                f"last_{kind}",
            )
            for kind, count in counts.items()
        ],
    )


class _RowsSpec(BlockSpec):
    """A list of a fixed number of rows."""

    rows: int = Option(
        10, ge=1, le=200, description="rows of the list; the last says how many more there are"
    )


@register("refresh_moved")
class MovedSpec(_RowsSpec):
    """Measures, verdicts and cohorts that the last refresh moved, before and after."""


@draw_kind.register(MovedSpec)
def _moved(spec: MovedSpec, page: Page) -> None:
    text, last = page.report.text, page.report.history.last
    fields = [
        Field("what", text("changes.column.what"), span=8),
        Field("before", text("changes.column.before"), span=5),
        Field("after", text("changes.column.after"), span=5),
    ]
    lines = [(one.what, one.before, one.after) for one in last.moved] if last else []
    _fixed(page, fields, lines, spec.rows, text("changes.none_moved"))


@register("refresh_set_aside")
class SetAsideSpec(_RowsSpec):
    """The rows of the last refresh that could not be taken, with the reason of each."""


@draw_kind.register(SetAsideSpec)
def _set_aside(spec: SetAsideSpec, page: Page) -> None:
    text, last = page.report.text, page.report.history.last
    fields = [Field("reason", text("changes.column.reason"), span=18)]
    lines = [(reason,) for reason in last.reasons] if last else []
    _fixed(page, fields, lines, spec.rows, text("changes.none_set_aside"), due=last.set_aside if last else 0)


@register("refresh_largest")
class LargestSpec(_RowsSpec):
    """The figures that the last refresh changed most, in percent; a correction that stays has not changed."""


@draw_kind.register(LargestSpec)
def _largest(spec: LargestSpec, page: Page) -> None:
    report, text = page.report, page.report.text
    changed = [
        (abs(growth), entry)
        for entry in report.history.newest
        if entry.kind == "restated" and isinstance(growth := _percent(entry), float)
    ]
    changed.sort(key=lambda pair: -pair[0])
    fields = [
        Field("ticker", report.label("ticker"), span=3),
        Field("item", text("columns.item"), span=4),
        Field("period", text("columns.period"), span=2),
        Field("old", text("changes.column.old"), "money", span=3),
        Field("new", text("changes.column.new"), "money", span=3),
        Field("percent", text("changes.column.percent"), "percent", span=3),
    ]
    keys = {field.key for field in fields}
    lines = [
        [value for place, value in enumerate(_line(report, entry)) if _LOG[place][0] in keys]
        for _, entry in changed[: spec.rows]
    ]
    _fixed(page, fields, lines, spec.rows, text("changes.none_changed"))


def _fixed(
    page: Page,
    fields: Sequence[Field],
    lines: Sequence[Sequence[Shown]],
    rows: int,
    nothing: str,
    due: int = 0,
) -> None:
    """A list of as many rows whatever it holds; what has no room is counted in its last row."""
    page.headings(fields)
    blank: list[Shown] = [""] * (len(fields) - 1)
    shown: list[list[Shown]] = [list(line) for line in lines[:rows]] or [[nothing, *blank]]
    total = max(due, len(lines))
    if total > rows:
        shown[-1] = [page.report.text("changes.more_rows", k=total - rows + 1), *blank]
    for line in [*shown, *([["", *blank]] * (rows - len(shown)))]:
        page.line(fields, line)


@register("change_log")
class ChangeLogSpec(BlockSpec):
    """Every figure that came in, changed or went; the first row is the build itself. It comes last on its sheet."""


_LOG: Final = (
    ("when", 1, None),
    ("vintage", 1, None),
    ("ticker", 1, None),
    ("item", 2, None),
    ("period", 2, None),
    ("old", 1, "money"),
    ("new", 1, "money"),
    ("percent", 1, "percent"),
    ("kind", 4, None),
    ("source", 4, None),
)
"""The columns of the log: how many columns of the sheet each takes, and its number format.

Nothing is merged: a refresh writes further rows, and texts flow over the empty cells to their right.
"""


@draw_kind.register(ChangeLogSpec)
def _change_log(spec: ChangeLogSpec, page: Page) -> None:
    report, text = page.report, page.report.text
    page.paragraph(text("changes.kinds"))
    heading = page.row
    headings = {
        "ticker": report.label("ticker"),
        "item": text("columns.item"),
        "period": text("columns.period"),
    }
    fields = [
        Field(key, headings.get(key) or text(f"changes.column.{key}"), form, span) for key, span, form in _LOG
    ]
    columns = page.headings(fields)
    for entry in report.history.log:
        for field, content in zip(fields, _line(report, entry), strict=True):
            page.write(page.row, columns[field.key], content, "plain", number_format=field.number_format)
        page.row += 1
    last = page.row - 1
    page.placed[spec.id or "log"] = Placed(page.title, heading + 1, last, columns, heading)


def _line(report: Report, entry: LogEntry) -> list[Shown]:
    """Return the cells of a line of the log."""
    kind = report.text(f"changes.kind.{entry.kind}")
    everything = report.text("changes.all_items") if entry.kind == "built" else ""
    divisor = report.frame.divisor if entry.item in ITEMS else 1.0
    return [
        entry.when,
        entry.vintage or "",
        entry.ticker,
        report.word(entry.item) if entry.item else everything,
        entry.period,
        "" if entry.old is None else entry.old / divisor,
        "" if entry.new is None else entry.new / divisor,
        _percent(entry),
        report.text("claim_words.named", name=kind, value=entry.note) if entry.note else kind,
        entry.source,
    ]


def _percent(entry: LogEntry) -> Shown:
    """Return the change over the old value; empty where one of the two is missing or the old one is nothing."""
    if entry.old is None or entry.new is None or entry.old == 0:
        return ""
    return (entry.new - entry.old) / abs(entry.old)
