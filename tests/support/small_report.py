"""A small workbook for tests that refresh many copies of one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from support.kill_refresh import basket
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.layout import templates_folder

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = ("03_value_chain.yaml", "20_companies.yaml", "21_data.yaml", "25_changes.yaml")


def small_layouts(folder: Path) -> Path:
    """Copy the layouts of four sheets; give their folder."""
    layouts = folder / "layouts"
    layouts.mkdir()
    for name in SHEETS:
        shutil.copy(templates_folder() / "report" / name, layouts)
    return layouts


def small_workbook(folder: Path) -> tuple[Path, BuildOptions]:
    """Build a workbook of five companies on four sheets; give it and how it was built."""
    options = BuildOptions(layouts=small_layouts(folder))
    build(folder / "small.xlsx", basket(), options)
    return folder / "small.xlsx", options
