"""Makes the pictures of the documentation: builds the workbook and draws pages of it with LibreOffice.

usage: python docs/make_pictures.py        needs LibreOffice Calc and the extra `print`
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from xl_aigc.data.folder import load_facts
from xl_aigc.hosts.libreoffice.printing import pictures
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.plan import Incoming
from xl_aigc.report.builder import BuildOptions, build

if TYPE_CHECKING:
    from xl_aigc.data.model import Facts

PICTURES = Path(__file__).parent / "pictures"
DPI = 110
WHOLE = 909
"""Pixels of the height of a page."""


class Book(NamedTuple):
    """A workbook of which there are pictures: its language, its theme, and whether it is refreshed."""

    language: str = "en"
    theme: str | None = None
    refreshed: bool = False


class Picture(NamedTuple):
    """A picture: its name, the sheet it shows, which page of that sheet, and how much of it."""

    name: str
    sheet: str
    page: int = 1
    height: int = WHOLE


WANTED = {
    Book(): (
        Picture("overview", "Overview"),
        Picture("prices", "Overview", 2),
        Picture("profitability", "Profitability"),
        Picture("company", "One company", height=640),
        Picture("guide", "Guide"),
    ),
    Book("zh"): (Picture("profitability_zh", "盈利能力"),),
    Book(refreshed=True): (Picture("changes", "Changes"),),
    Book("zh", "research_note"): (Picture("theme_research_note", "盈利能力"),),
    Book("en", "high_contrast"): (Picture("theme_high_contrast", "Profitability"),),
}
FACTORS = {"net_profit": 1.08, "rd_expense": 0.97}
"""What the picture of a refresh invents: the first figures of these items in the period, times so much."""


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for book, wanted in WANTED.items():
            draw(made(book, Path(name) / "report.xlsx"), wanted)


def made(book: Book, target: Path) -> Path:
    """Build a workbook."""
    theme = None if book.theme is None else Path(book.theme)
    build(target, options=BuildOptions(language=book.language, theme=theme))
    if book.refreshed:
        facts = invented(load_facts())
        source = "files: an example, not real figures"
        carry_into(target, Incoming(facts, 2, source, "2024-10-31", facts.period, facts.compare))
    return target


def invented(facts: Facts) -> Facts:
    """The bundled facts with three figures of each item changed."""
    left = dict.fromkeys(FACTORS, 3)
    figures = []
    for figure in facts.figures:
        if figure.period == facts.period and left.get(figure.item, 0):
            left[figure.item] -= 1
            figures.append(replace(figure, value=float(round(figure.value * FACTORS[figure.item]))))
        else:
            figures.append(figure)
    return replace(facts, figures=tuple(figures))


def draw(workbook: Path, wanted: tuple[Picture, ...]) -> None:
    """Write pictures of pages of a workbook."""
    pages: dict[str, list[bytes]] = {}
    for page in pictures(workbook, DPI):
        pages.setdefault(page.sheet, []).append(page.png)
    for picture in wanted:
        image = Image.open(io.BytesIO(pages[picture.sheet][picture.page - 1]))
        top = image.crop((0, 0, image.width, min(picture.height, image.height)))
        top.convert("P", palette=Image.Palette.ADAPTIVE).save(PICTURES / f"{picture.name}.png", optimize=True)


if __name__ == "__main__":
    main()
