"""The small basket of expressions as a table of a database engine."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from support.expression_book import CELLS, COLUMNS, ROWS
from support.required import missing
from xl_aigc.metrics import Undefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.expressions import tree as t

AT_ONCE: Final = 60
"""Expressions of one query."""
_FLAGS: Final = {"yes": True, "no": False, "unknown": None}
_WORDS: Final = {shown: word for word, shown in _FLAGS.items()}


def require_panel() -> Any:
    """The library that compiles for engines; skips where it is not installed."""
    try:
        import duckdb  # noqa: F401, PLC0415  only these tests need it
        import ibis  # noqa: PLC0415
    except ModuleNotFoundError:
        missing("panel", "the extra panel")
    return ibis


class InEngine:
    """The columns of the basket, as an expression reads them."""

    def __init__(self) -> None:
        ibis = require_panel()
        import pyarrow as pa  # noqa: PLC0415  of the extra

        kinds = {"colour": pa.string(), "flag": pa.bool_()}
        columns = {
            key: pa.array(map(_sent, values), kinds.get(key, pa.float64())) for key, values in COLUMNS.items()
        }
        self.rows = ibis.memtable(pa.table({"place": pa.array(range(ROWS)), **columns}))

    def column(self, key: str) -> Any:
        return self.rows[key]

    def input(self, key: str) -> Any:
        return self.rows["colour" if key == "kind" else "a"]

    def named(self, name: str) -> Any:
        from xl_aigc.expressions import sql  # noqa: PLC0415  imports ibis

        return sql.literal(CELLS[name])  # type: ignore[arg-type]

    def company(self, trees: Sequence[t.Node], engine: Any) -> list[list[object]]:
        """What expressions of one company give in each row, as a cell shows it."""
        from xl_aigc.expressions import sql  # noqa: PLC0415  imports ibis

        found = []
        for part in _parts(trees):
            columns = {f"x{n}": sql.column(tree, self) for n, tree in enumerate(part)}
            table = engine.to_pyarrow(self.rows.select("place", **columns).order_by("place"))
            found += [
                [shown(value, tree.kind) for value in table[f"x{n}"].to_pylist()]
                for n, tree in enumerate(part)
            ]
        return found

    def basket(self, trees: Sequence[t.Node], engine: Any) -> list[object]:
        """What numbers over the basket give, as a cell shows it."""
        from xl_aigc.expressions import sql  # noqa: PLC0415  imports ibis

        found: list[object] = []
        for part in _parts(trees):
            values = {f"x{n}": sql.over(tree, self, self.rows.here == 1) for n, tree in enumerate(part)}
            table = engine.to_pyarrow(self.rows.aggregate(**values))
            found += [shown(table[f"x{n}"].to_pylist()[0], "number") for n in range(len(part))]
        return found


def _parts(trees: Sequence[t.Node]) -> list[Sequence[t.Node]]:
    return [trees[start : start + AT_ONCE] for start in range(0, len(trees), AT_ONCE)]


def _sent(value: object) -> object:
    """A value of the basket as a database holds it."""
    return math.nan if isinstance(value, Undefined) else _FLAGS.get(str(value), value)


def shown(value: object, kind: str) -> object:
    """A value of a database as a cell shows it."""
    if kind == "test":
        return _WORDS[value]
    return "n.a." if value is None else "n.m." if isinstance(value, float) and math.isnan(value) else value
