"""The measures of a panel as columns of its grid, each after those that it reads; and numbers over its companies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import ibis

from xl_aigc.expressions import sql
from xl_aigc.expressions import tree as t
from xl_aigc.panel.asked import BASKET, COMPANY, MEMBER
from xl_aigc.panel.grid import DATA, PERIOD, PLACE

if TYPE_CHECKING:
    from xl_aigc.measures.frame import Frame
    from xl_aigc.measures.measure import Measure
    from xl_aigc.panel.asked import Asked

COHORT: Final = "cohort"
COMPANIES: Final = "_companies"
"""The column with the number of companies of a group."""


@dataclass(frozen=True)
class _Columns:
    """The columns of a grid as an expression names them; `grouped` where a row is about many companies."""

    rows: Any
    frame: Frame
    grouped: bool = False

    def column(self, key: str) -> Any:
        return self.rows[key]

    def input(self, key: str) -> Any:
        return self.rows[DATA + key]

    def named(self, name: str) -> Any:
        if name not in self.frame.table.cells:
            return sql.literal(self.frame.named(name))
        found = self.rows[name]
        return found.max() if self.grouped else found  # one value in all rows of a period


def panel_of(grid: Any, frame: Frame, asked: Asked) -> Any:
    """Return the panel: what a row is about, then a column for each measure."""
    rows = _with_measures(grid, frame, dict(asked.columns))
    if asked.by == COMPANY:
        rows = rows.order_by(PLACE, "order")
        numbers = {
            key: _finite(rows[key]) if measure.tree.kind == "number" else rows[key]
            for key, measure in asked.known.items()
            if key in asked.measures
        }
        return rows.select(
            ticker=rows.ticker, period=rows[PERIOD], **{key: numbers[key] for key in asked.measures}
        )
    return _grouped(rows, frame, asked)


def _grouped(rows: Any, frame: Frame, asked: Asked) -> Any:
    """Return a row for each period, or for each period and cohort that has companies."""
    cohort = {} if asked.by == BASKET else {COHORT: rows[asked.by]}
    among, scope = rows[MEMBER] == 1, _Columns(rows, frame, grouped=True)
    found = rows.group_by(**{PERIOD: rows[PERIOD], "order": rows.order}, **cohort).aggregate(
        **{COMPANIES: ibis.ifelse(among, 1, 0).sum()},
        **{key: sql.over(asked.known[key].tree, scope, among) for key in asked.measures},
    )
    found = found.filter(found[COMPANIES] > 0).order_by("order", *cohort)
    numbers = {key: _finite(found[key]) for key in asked.measures}
    return found.select(*cohort, period=found[PERIOD], **numbers)


def _with_measures(rows: Any, frame: Frame, waiting: dict[str, Measure]) -> Any:
    """Add the measures and cells, as soon as what they read is there."""
    cells = frame.table.cells
    while waiting:
        ready = [key for key, measure in waiting.items() if not _read(measure.tree) & waiting.keys()]
        found = {key: waiting.pop(key) for key in ready if key not in cells}
        if found:
            scope = _Columns(rows, frame)
            rows = rows.mutate(**{key: sql.column(one.tree, scope) for key, one in found.items()})
        else:
            rows = _with_cells(rows, frame, {key: waiting.pop(key) for key in ready})
    return rows


def _read(tree: t.Node) -> set[str]:
    """Return the measures and cells that an expression names."""
    walked = list(tree.walk())
    columns = {one.key for one in walked if isinstance(one, t.Column)}
    return columns | {one.name for one in walked if isinstance(one, t.Named)}


def _with_cells(rows: Any, frame: Frame, cells: dict[str, Measure]) -> Any:
    """Add cells, which are numbers over the basket, to every row of their period."""
    scope = _Columns(rows, frame, grouped=True)
    values = {key: sql.over(one.tree, scope, rows[MEMBER] == 1) for key, one in cells.items()}
    found = rows.group_by(of_period=rows[PERIOD]).aggregate(**values)
    return rows.join(found, rows[PERIOD] == found.of_period).drop("of_period")


def _finite(number: Any) -> Any:
    """Return a number, and undefined in place of one too large."""
    return ibis.ifelse(number.isinf(), sql.literal(float("nan")), number)
