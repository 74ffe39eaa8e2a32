"""Writes docs/blocks.md: every kind of block of a layout and its keys. Run: python docs/make_blocks.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import xl_aigc.report.blocks  # noqa: F401  registers the kinds
from xl_aigc.report.layout_schema import starter

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Final = Path(__file__).parent / "blocks.md"
INTRODUCTION: Final = """\
# Blocks of layouts

<!-- Written by docs/make_blocks.py; change the docstrings of the blocks. -->

Every kind of block with its own keys; those marked `*` are needed. Keys of every block, and what a layout is: [layouts.md](layouts.md).

| block | keys | what it does |
|---|---|---|
"""


def page() -> str:
    """The page as it must be."""
    return "".join([INTRODUCTION, *_rows()])


def _rows() -> Iterator[str]:
    """A line a kind of block, from the comments of a new layout."""
    for line in starter("any").partition("# The kinds of block")[2].splitlines()[1:]:
        kind, _, rest = line.removeprefix("#   ").partition(": ")
        keys, _, about = rest.partition(". ")
        shown = ", ".join(f"`{key}`" for key in keys.split(", ")) if " " not in keys.replace(", ", "") else ""
        yield f"| `{kind}` | {shown} | {about} |\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
