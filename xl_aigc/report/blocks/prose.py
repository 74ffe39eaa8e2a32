"""Blocks of words: a paragraph, a table of texts, and blocks side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field as Option

from xl_aigc.report.block_spec import AnyBlock, BlockSpec, Key, Text, Word, register, text_in
from xl_aigc.report.blocks.draw import draw, draw_kind
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.live import Live
from xl_aigc.report.page import Field, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

GAP = 1
"""Free columns between blocks that stand side by side: the gutter of a section sheet is one."""


@register("text")
class TextSpec(BlockSpec):
    """A paragraph."""

    exhibits: ClassVar[bool] = False

    text: Text | None = Option(None, description="the words; the label of the block if left out")
    style: Literal["paragraph", "note"] = "paragraph"

    def fitted(self, sheet: str, has_text: Callable[[str], bool], absent: Collection[str]) -> Self | None:
        """Return the block; None where nobody wrote its words."""
        del absent
        return self if self.text is not None or has_text(f"blocks.{sheet}.{self.id}.text") else None


@draw_kind.register(TextSpec)
def _text(spec: TextSpec, page: Page) -> None:
    own = text_in(spec.text, page.report.language)
    page.paragraph(
        own if own is not None else page.report.text(f"blocks.{page.key}.{spec.id}.text"), spec.style
    )


@register("facts")
class FactsSpec(BlockSpec):
    """A table of texts. Its words stand in the labels, or in the layout under `table`."""

    columns: tuple[Word, ...] = Option((), description="columns of the table, by the keys of their labels")
    rows: tuple[Word, ...] = Option((), description="rows of the table, by the keys of their labels")
    spans: tuple[int, ...] = Option((), description="columns of the sheet that each column takes")
    table: tuple[tuple[Text, ...], ...] = Option(
        (), description="headings, then rows, in the layout's own words"
    )

    article: bool = Option(False, description="its rows are known from the article alone: grey")  # noqa: FBT003
    needs_of_rows: dict[Word, Annotated[str, Key("subject")]] = Option(
        default_factory=dict, description="by row, the subject without which it is left out"
    )

    def fitted(self, sheet: str, has_text: Callable[[str], bool], absent: Collection[str]) -> Self | None:
        """Return the block with the rows that have words and a subject; None for none."""
        if self.table:
            return self
        rows = tuple(
            row
            for row in self.rows
            if self._stays(f"blocks.{sheet}.{self.id}.rows.{row}", row, has_text, absent)
        )
        return self.model_copy(update={"rows": rows}) if rows else None

    def _stays(self, stem: str, row: str, has_text: Callable[[str], bool], absent: Collection[str]) -> bool:
        written = any(has_text(f"{stem}.{column}") for column in self.columns)
        return written and self.needs_of_rows.get(row) not in absent


@draw_kind.register(FactsSpec)
def _facts(spec: FactsSpec, page: Page) -> None:
    report, stem = page.report, f"blocks.{page.key}.{spec.id}"
    if spec.table:
        lines = [[text_in(text, report.language) or "" for text in line] for line in spec.table]
    else:
        head = [report.text(f"{stem}.columns.{column}") for column in spec.columns]
        lines = [head, *([report.text(f"{stem}.rows.{row}.{c}") for c in spec.columns] for row in spec.rows)]
    spans = spec.spans or _even(page.width, len(lines[0]))
    fields = [
        Field(str(i), head, span=span, wrap=True)
        for i, (head, span) in enumerate(zip(lines[0], spans, strict=True))
    ]
    page.headings(fields)
    first = page.row
    for line in lines[1:]:
        page.line(fields, line, "article" if spec.article else None)
    ends = (page.address(row, page.left, sheet=row == first, absolute=True) for row in (first, page.row - 1))
    page.said[page.block_key(spec)] = {"rows": Number(Live(len(lines) - 1, f"ROWS({':'.join(ends)})"))}


def _even(width: int, parts: int) -> tuple[int, ...]:
    """Return a width in nearly equal parts, the last the widest."""
    part = width // parts
    return (*([part] * (parts - 1)), width - part * (parts - 1))


@register("beside")
class BesideSpec(BlockSpec):
    """Blocks side by side, each with an equal part of the width."""

    exhibits: ClassVar[bool] = False

    blocks: tuple[AnyBlock, ...]
    spans: tuple[int, ...] = Option(
        (), description="columns of each block on a sheet of evidence; equal parts if left out"
    )
    below: tuple[Annotated[str, Key("subject")], ...] = Option(
        (), description="subjects without one of which the blocks are short, and stand below one another"
    )

    def fitted(self, sheet: str, has_text: Callable[[str], bool], absent: Collection[str]) -> BlockSpec:
        """Return the blocks, below one another where too little is left of them to stand side by side."""
        del sheet, has_text
        short = any(one in absent for one in self.below)
        return StackSpec(id=self.id, blocks=self.blocks) if short else self


@draw_kind.register(BesideSpec)
def _beside(spec: BesideSpec, page: Page) -> None:
    count = len(spec.blocks)
    gap = 0 if page.is_section and count == 2 else GAP
    parts = spec.spans if len(spec.spans) == count else ((page.width - gap * (count - 1)) // count,) * count
    top, bottom, used = page.row, page.row, 0
    for part, child in zip(parts, spec.blocks, strict=True):
        page.row = top
        with page.column_of(page.column(used), part):
            draw(child, page)
        bottom, used = max(bottom, page.row), used + part + gap
    page.row = bottom - 1


@register("stack")
class StackSpec(BlockSpec):
    """Blocks below one another, inside blocks that stand side by side."""

    exhibits: ClassVar[bool] = False

    blocks: tuple[AnyBlock, ...]


@draw_kind.register(StackSpec)
def _stack(spec: StackSpec, page: Page) -> None:
    for child in spec.blocks:
        draw(child, page)
    page.row -= 1
