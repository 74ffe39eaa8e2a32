"""Workbooks whose face is measured, as files and as printed pages: several baskets, printed by one LibreOffice."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PIL import Image

from support import baskets, market_baskets
from support.office import convert, require_office
from support.openpyxl_reading import load_workbook
from xl_aigc.data.folder import load_facts
from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl import Workbook

BUNDLED = (*(("bundled", language) for language in LANGUAGES), ("letter", "en"))
"""The bundled basket in each language, and on letter paper."""
FEW = (
    ("revenue", "ko"),
    ("revenue_prices", "zh"),
    ("net_profit", "en"),
    ("rd_expense", "ko"),
    ("prior", "en"),
)
"""Baskets that know one item only, one with prices beside it, and one of a single period."""
BOOKS = (
    *BUNDLED,
    ("three", "zh"),
    ("five_hundred", "ko"),
    ("us", "zh"),
    ("unknown", "en"),
    ("units", "en"),
    ("one", "zh"),
    ("alike", "en"),
    *FEW,
)
"""Baskets and languages: the bundled one in each, one of 1, of 3 and of 500 companies, one of companies that are all alike, one of another market, one without any figure, the bundled one in yuan, those of few figures."""
OPTIONS = {"letter": {"theme": Path("letter")}, "units": {"unit": "one"}}
"""What the bundled basket is built with, by the name of the book."""
WORD = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
"""A word of a page and its box, as `pdftotext -bbox` writes them."""


class Face(NamedTuple):
    """A workbook: its basket, its language, its file, its sheets with the values that they show, and the last day of its figures."""

    basket: str
    language: str
    path: Path
    sheets: Workbook
    as_of: str


class Printed(NamedTuple):
    """A printed page: its text, its words with their boxes in points, and its picture in grey."""

    text: str
    words: list[tuple[str, float, float, float, float]]
    picture: Image.Image


def build_all(built: Callable[..., Path], folder: Path) -> dict[tuple[str, str], Face]:
    """Build every workbook; return them by basket and language."""
    market = baskets.market(500)
    written = {
        "three": baskets.lacking(folder / "three", "companies"),
        "one": baskets.write(folder / "one", market[:1]),
        "alike": baskets.write(folder / "alike", baskets.renamed([f"公司{n}" for n in range(15)])),
        "five_hundred": baskets.write(folder / "500", market, giants=(market[0].ticker, market[1].ticker)),
        "us": market_baskets.write_us(folder / "us"),
        "unknown": baskets.without_values(folder / "unknown"),
        "revenue_prices": baskets.knowing(folder / "revenue_prices", "revenue", prices=True),
        "prior": baskets.lacking(folder / "prior", "prior"),
        **{one: baskets.knowing(folder / one, one) for one in ("revenue", "net_profit", "rd_expense")},
    }
    found = {}
    for basket, language in BOOKS:
        facts = load_facts(written[basket]) if basket in written else None
        path = built(language, facts=facts, **OPTIONS.get(basket, {}))
        as_of = (facts or load_facts()).as_of.isoformat()
        found[basket, language] = Face(basket, language, path, load_workbook(path, data_only=True), as_of)
    return found


def print_all(
    faces: Mapping[tuple[str, str], Face], folder: Path, most: int
) -> dict[tuple[str, str], list[Printed]]:
    """Print every workbook; return all pages of the bundled basket, and so many of the others."""
    require_office()
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm of poppler-utils is needed")
    files = {key: folder / f"{'_'.join(key)}.xlsx" for key in faces}
    for key, face in faces.items():
        shutil.copy(face.path, files[key])
    paths = list(files.values())
    pdfs = [pdf for part in (paths[:7], paths[7:]) for pdf in convert(part, folder / "pdf", "pdf")]
    return {key: _pages(pdf, 0 if key in BUNDLED else most) for key, pdf in zip(faces, pdfs, strict=True)}


def _pages(pdf: Path, last: int) -> list[Printed]:
    until = ["-l", str(last)] if last else []
    pictures = ["pdftoppm", "-r", "50", "-gray", "-png", *until, str(pdf), str(pdf.with_suffix(""))]
    subprocess.run(pictures, check=True)
    text, boxes = (
        subprocess.run(
            ["pdftotext", how, *until, str(pdf), "-"], check=True, capture_output=True, text=True
        ).stdout
        for how in ("-layout", "-bbox")
    )
    drawn = [Image.open(file).convert("L") for file in sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))]
    words = [
        [(html.unescape(word), *map(float, box)) for *box, word in WORD.findall(page)]
        for page in boxes.split("<page ")[1:]
    ]
    return [Printed(*one) for one in zip(text.split("\f")[:-1], words, drawn, strict=True)]


def chart_parts(path):
    """The charts of a workbook: name and text of each part."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
                yield name, archive.read(name).decode()


def luminance(colour):
    """The relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
