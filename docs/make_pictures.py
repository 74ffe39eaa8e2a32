"""Makes the pictures of the documentation: builds the workbook and renders its sheets with LibreOffice.

usage: python docs/make_pictures.py        needs LibreOffice Calc and pdftoppm (poppler-utils)
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from xl_aigc.package.office import convert
from xl_aigc.workbook.builder import BuildOptions, build

PICTURES = Path(__file__).parent / "pictures"
PAGES = {"overview": ("en", "Overview"), "profitability": ("en", "Profitability"), "profitability_zh": ("zh", "盈利能力")}
DPI = 110


def main() -> None:
    """Write every picture of `PAGES`."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for language in dict.fromkeys(language for language, _ in PAGES.values()):
            workbook = folder / f"{language}.xlsx"
            build(workbook, options=BuildOptions(language=language))
            pdf = convert(workbook, folder, "pdf")
            for picture, (its_language, sheet) in PAGES.items():
                if its_language == language:
                    _picture(pdf, sheet, PICTURES / f"{picture}.png")


def _picture(pdf: Path, sheet: str, target: Path) -> None:
    """The first page whose footer names a sheet."""
    for page in range(1, 60):
        text = subprocess.run(
            ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"], capture_output=True, text=True, check=True
        ).stdout
        if text.lstrip().startswith(sheet):
            stem = target.with_suffix("")
            command = ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", "-f", str(page), "-l", str(page), str(pdf), str(stem)]
            subprocess.run(command, check=True)
            return
    raise SystemExit(f"no page shows the sheet {sheet}")


if __name__ == "__main__":
    main()
