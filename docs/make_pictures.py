"""Makes the pictures of the documentation: builds the workbook and renders pages of it with LibreOffice.

usage: python docs/make_pictures.py        needs LibreOffice Calc, pdftoppm and pdftotext (poppler-utils)
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xl_aigc.data.folder import load_facts
from xl_aigc.hosts.libreoffice.office import find_office
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.plan import Incoming
from xl_aigc.report.builder import BuildOptions, build

if TYPE_CHECKING:
    from xl_aigc.data.model import Facts

PICTURES = Path(__file__).parent / "pictures"
DPI = 110


class Picture(NamedTuple):
    """A picture: its name, the language and sheet it shows, which page of that sheet, and how much of it."""

    name: str
    language: str
    sheet: str
    page: int
    height: int
    refreshed: bool = False


WANTED = (
    Picture("cover", "en", "Cover", 1, 620),
    Picture("overview", "en", "Overview", 1, 560),
    Picture("prices", "en", "Overview", 2, 480),
    Picture("profitability", "en", "Profitability", 3, 560),
    Picture("profitability_zh", "zh", "盈利能力", 1, 560),
    Picture("changes", "en", "Changes", 1, 620, refreshed=True),
    Picture("log", "en", "Changes", 2, 420, refreshed=True),
)
FACTORS = {"net_profit": 1.08, "rd_expense": 0.97}
"""What the picture of a refresh invents: the first figures of these items in the period, times so much."""


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for language, refreshed in dict.fromkeys((picture.language, picture.refreshed) for picture in WANTED):
            workbook = folder / f"{language}{refreshed:d}.xlsx"
            build(workbook, options=BuildOptions(language=language))
            if refreshed:
                facts = invented(load_facts())
                source = "files: an example, not real figures"
                carry_into(workbook, Incoming(facts, 2, source, "2024-10-31", facts.period, facts.compare))
            pdf = as_pdf(workbook, folder)
            for picture in WANTED:
                if (picture.language, picture.refreshed) == (language, refreshed):
                    draw(pdf, picture)


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


def as_pdf(workbook: Path, folder: Path) -> Path:
    """The workbook as LibreOffice prints it."""
    target = folder / f"{workbook.stem}.pdf"
    profile = (folder / "profile").as_uri()
    command = [str(find_office()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    for _ in range(2):  # a new profile makes the first start of LibreOffice 7.4 exit with 81
        subprocess.run([*command, "--outdir", str(folder), str(workbook)], capture_output=True, check=False)
        if target.exists():
            return target
    raise SystemExit(f"LibreOffice printed nothing of {workbook.name}")


def draw(pdf: Path, picture: Picture) -> None:
    """The page of a sheet, found by the title that stands first on it."""
    seen = 0
    for page in range(1, 100):
        command = ["pdftotext", "-f", str(page), "-l", str(page), "-layout", str(pdf), "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        seen += text.lstrip().startswith(picture.sheet)
        if seen == picture.page:
            stem = str(PICTURES / picture.name)
            where = [
                "-f",
                str(page),
                "-l",
                str(page),
                "-x",
                "0",
                "-y",
                "0",
                "-W",
                "1290",
                "-H",
                str(picture.height),
            ]
            subprocess.run(
                ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", *where, str(pdf), stem], check=True
            )
            return
    raise SystemExit(f"the sheet {picture.sheet} has no page {picture.page}")


if __name__ == "__main__":
    main()
