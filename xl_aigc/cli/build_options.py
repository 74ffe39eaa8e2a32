"""Options of `build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from xl_aigc.labels import Language

Formulas = Literal["native", "udf", "values"]
Names = Literal["vba", "officejs", "calc"]


def _language(text: str) -> str:
    """Read one of several languages; typer takes no list of fixed words."""
    if text not in get_args(Language):
        raise typer.BadParameter(f"{text!r} is not one of {', '.join(map(repr, get_args(Language)))}.")
    return text


def _unit(text: str) -> str:
    """Read a unit of money by its key or any spelling of it."""
    from xl_aigc.data.units import UNITS, reported_key

    if reported_key(text) is None:
        keys = ", ".join(map(repr, UNITS))
        raise typer.BadParameter(f"{text!r} is not one of {keys}, nor a word for one, such as 百万.")
    return text


Folders = Annotated[
    list[Path] | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="Folder of a basket; may stand several times, for a workbook of each.",
        show_default="the store if there is one, else the bundled figures",
    ),
]
Languages = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        help="Language of the report; may stand several times, for a workbook in each.",
        show_default="en",
        parser=_language,
        metavar=f"[{'|'.join(get_args(Language))}]",
    ),
]
MoneyUnit = Annotated[
    str | None,
    typer.Option(
        "--unit",
        help="Unit of money; also 百万 or USD m.",
        show_default="million in en, billion of won; yi in zh and ko",
        parser=_unit,
        metavar="[one|wan|million|yi|billion]",
    ),
]
FormulaKind = Annotated[
    Formulas,
    typer.Option(
        "--formulas",
        help="native: formulas with their values; udf: formulas that call the AIGC functions; values: values alone.",
    ),
]
NameKind = Annotated[
    Names,
    typer.Option(
        "--names",
        help="Where udf formulas run: vba (Excel on Windows, an .xlsm that carries the functions), officejs "
        "(xlwings Server or Lite), calc (LibreOffice).",
    ),
]
Layouts = Annotated[
    Path | None,
    typer.Option(
        "--layout",
        metavar="FOLDER",
        help="Folder of layouts: what each sheet holds.",
        show_default="the bundled ones",
    ),
]
Theme = Annotated[
    Path | None,
    typer.Option(
        metavar="NAME|FILE",
        help="House style: research_note, high_contrast, letter, a theme.yaml, or a workbook of yours whose named "
        "styles are taken.",
        show_default="the bundled one",
    ),
]
Limits = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="A limit of your own, such as limit_rd_100m=50e6; may stand several times.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|FOLDER",
        help="The .xlsx file to write, .xlsm where it carries the functions; or a folder.",
        show_default="workbooks/BASKET_PERIOD.xlsx",
    ),
]
Pdf = Annotated[
    bool,
    typer.Option(
        "--pdf",
        help="Also print the section sheets to a PDF beside it, through LibreOffice and what "
        'pip install "xl-aigc[print]" brings.',
    ),
]
