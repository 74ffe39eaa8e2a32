"""Numbers over companies as formulas: SUMPRODUCT over products, AGGREGATE over columns in which what does not count is an error."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.coverage import present
from xl_aigc.expressions.native.factors import condition, product
from xl_aigc.expressions.native.writer import MISSING, Writer
from xl_aigc.expressions.possible import reads


class AggregateWriter(Writer):
    """Writes aggregates."""

    def aggregate(self, leaf: t.Aggregate) -> str:
        """Return a number over companies."""
        match leaf:
            case t.Count(test):
                return f"SUMPRODUCT({self._companies(test)})"
            case t.Share(test):
                whole, sure = present(test), reads(test)
                unasked = t.Every(tuple(one for one in whole.tests if not sure.intersection(one.parts)))
                due = f"SUMPRODUCT({self._companies(whole)})"
                return f"IF({due}=0,{MISSING},SUMPRODUCT({self._companies(unasked, test)})/{due})"
            case t.Total(of, where):
                return f"SUMPRODUCT({self._companies(self.shared, where)},{self.columns.bare(of)})"
            case t.Middle(of, where):
                return f"IFERROR(AGGREGATE(16,6,{self._over(of, where)},0.5),{MISSING})"
            case t.Extreme(of, where, lowest, k):
                form, which = 15 if lowest else 14, replace(self, whole=False).bare(k)
                return f"IFERROR(AGGREGATE({form},6,{self._over(of, where)},{which}),{MISSING})"
            case _:
                assert_never(leaf)

    def nobody(self, total: t.Total) -> str:
        """Return whether a sum is over no company."""
        return f"SUMPRODUCT({self._companies(self.shared, total.where)})=0"

    def _companies(self, *tests: t.Node | None) -> str:
        """1 for each company that a number is over."""
        factors = [factor for one in tests if one is not None for factor in self.columns.true(one)]
        return product((*self.among, *factors))

    def _over(self, of: t.Node, where: t.Node | None) -> str:
        """Return a column in which all that does not count is an error, which AGGREGATE passes over."""
        factors = [*self.among, *(self.columns.true(where) if where is not None else ())]
        text = self.columns.bare(of, 2)
        below = condition(list(dict.fromkeys(factors)))
        bracketed = len(set(factors)) == 1 and below.startswith("(")
        return f"{text}/{below}" if bracketed else f"{text}/({below})"
