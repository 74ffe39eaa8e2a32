"""A measure of a company, or one number of a basket."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from xl_aigc.expressions import native
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.coverage import covered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.expressions.money import Dimension
    from xl_aigc.expressions.parse import Call
    from xl_aigc.measures.worksheet_calls import CallTemplate


@dataclass(frozen=True)
class Measure:
    """A measure of a company, or one number of a basket.

    Attributes:
        key: its name in code, layouts and labels.
        shows: how it is shown.
        family: the group of columns that it belongs to.
        tree: its expression.
        call: the function of columns that it is, if it is one.
        template: the worksheet function that computes it, if one does.
        label: its label by language, where its file gives one.
        description: what it says, in one sentence, by language.
        source: where its definition comes from, by language.
        ruled_out, settled: what decides of a company with missing figures that it does not count, or counts.
        written: its expression as text.
        dimension: whether its number is money.
    """

    key: str
    shows: str
    family: str
    tree: t.Node
    call: Call | None = None
    template: CallTemplate | None = None
    label: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    ruled_out: t.Node | None = None
    settled: t.Node | None = None
    written: str = ""
    dimension: Dimension = "other"

    def label_in(self, language: str) -> str:
        """Return its own label in a language: the first one given where that is missing, its key where there is none."""
        return _text_in(self.label, language) or self.key

    def description_in(self, language: str) -> str:
        """Return its description in a language: the first one given where that is missing, else an empty text."""
        return _text_in(self.description, language)

    def source_in(self, language: str) -> str:
        """Return the source of its definition in a language, as of `description_in`."""
        return _text_in(self.source, language)

    @cached_property
    def native(self) -> str:
        """Return its formula in a row of the Companies table."""
        return native.row(self.tree)

    @cached_property
    def spilled(self) -> str:
        """Return the formula that gives the whole column as one dynamic array: a worksheet function where one computes it."""
        return self.template.filled(self.call) if self.call and self.template else native.whole(self.tree)

    @cached_property
    def covered(self) -> t.Every:
        """Return the test of the companies that a basket's measure rests on."""
        return covered(*self._trees)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Return the columns that decide whether a basket's measure rests on a company."""
        return tuple(dict.fromkeys(one.key for one in self.covered.walk() if isinstance(one, t.Column)))

    @cached_property
    def read(self) -> tuple[t.Column | t.Input, ...]:
        """Return the columns and inputs that it names, each once, in the order in which they were written."""
        return tuple(
            dict.fromkeys(
                one for tree in self._trees for one in tree.walk() if isinstance(one, (t.Column, t.Input))
            )
        )

    @property
    def _trees(self) -> tuple[t.Node, ...]:
        """Return its expression; the arguments of a call, in the order in which they were written."""
        return self.call.arguments if self.call else (self.tree,)

    @property
    def counts(self) -> bool:
        """It counts companies by a test, so that those without data widen it to a range."""
        return isinstance(self.tree, t.Count) and bool(self.needs)


def _text_in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def usual_form(tree: t.Node, what: Dimension, *, basket: bool) -> str:
    """Return the form in which a measure is shown that names none.

    Args:
        tree: its expression.
        what: whether its number is money.
        basket: the measure is over several companies.
    """
    if tree.kind != "number":
        return "word"
    if what == "money" or isinstance(tree, t.Count):
        return "money" if what == "money" else "count"
    return "percent" if isinstance(tree, t.Share) or not basket else "general"
