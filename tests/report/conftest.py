"""Three kinds of block for the tests of layouts, and a layout that uses them."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import Field
from support.chart_sheet import write_layouts

from xl_aigc.report.layout import BLOCK_SPECS, AnyBlock, BlockSpec, Key, Text, register


class NumbersSpec(BlockSpec):
    """A row of numbers."""

    measures: tuple[Annotated[str, Key("measure")], ...]
    rows: int = Field(10, ge=1, le=100)
    wide: bool = False
    at: int | bool | None = None


class TogetherSpec(BlockSpec):
    """Blocks side by side."""

    blocks: tuple[AnyBlock, ...]


class ProseSpec(BlockSpec):
    text: Text


@pytest.fixture
def layout_kinds():
    """Three kinds of block, and no others."""
    others = dict(BLOCK_SPECS)
    BLOCK_SPECS.clear()
    register("numbers")(NumbersSpec)
    register("together")(TogetherSpec)
    register("prose")(ProseSpec)
    yield
    BLOCK_SPECS.clear()
    BLOCK_SPECS.update(others)


SOUND = """\
sheet: profitability
kind: section
title: {en: Profit, zh: 盈利}
blocks:
  - block: numbers
    id: kpis
    title: Who fell
    measures: [profit_fell, both_up]
  - block: together
    blocks:
      - block: prose
        text: 2024-06-30
      - block: numbers
        measures: [rd_above_1bn]
        note: {ko: 비고}
"""


@pytest.fixture
def sound():
    """A layout without a mistake."""
    return SOUND


@pytest.fixture
def known():
    """The measures that the layout may name."""
    return {"measure": {"profit_fell", "both_up", "rd_above_1bn"}}


@pytest.fixture(scope="module")
def chart_folder(tmp_path_factory):
    """Layouts with a chart of every kind."""
    return write_layouts(tmp_path_factory.mktemp("charts") / "layouts")


@pytest.fixture(scope="module")
def chart_book(built, chart_folder):
    """The bundled workbook by these layouts."""
    return built("en", layouts=chart_folder)
