"""`build`: a data folder in, a formatted workbook out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from xl_aigc.cli.known import AsOf, Basket, Replace, Store, known_facts
from xl_aigc.cli.say import say
from xl_aigc.errors import AigcError, Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.report.stocktake import Stock

Language = Literal["en", "zh", "ko"]
Unit = Literal["one", "wan", "million", "yi", "billion"]
Formulas = Literal["native", "udf", "values"]
Names = Literal["vba", "officejs", "calc"]

FOLDER = Path("workbooks")
NEEDS: Final = {
    "vba": "Excel 2016 or newer on Windows, with Python and xl-aigc; in Excel 2016 and 2019 lists keep the size they have now",
    "officejs": "Excel of Microsoft 365, or 2021 and newer, with xlwings Server or Lite; Excel 2016 and 2019 show #NAME?",
    "calc": "LibreOffice with the extension: xl-aigc addin libreoffice --install",
}
"""The programs that compute formulas, by the kind of names."""
"""Folder for workbooks without a given path, in the folder that the command runs in."""


def build(  # noqa: PLR0913  an argument an option
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            help="Folder of figures in the form of the bundled ones.",
            show_default="the store if there is one, else the bundled figures",
        ),
    ] = None,
    store: Store = None,
    basket: Basket = None,
    as_of: AsOf = None,
    period: Annotated[
        str | None, typer.Option(help="Period to report, such as 2024H1.", show_default="the basket's")
    ] = None,
    compare: Annotated[
        str | None, typer.Option(help="Period to compare with.", show_default="the same one a year earlier")
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the report.")] = "en",
    unit: Annotated[
        Unit | None, typer.Option(help="Unit of money.", show_default="million in en, yi in zh and ko")
    ] = None,
    formulas: Annotated[
        Formulas,
        typer.Option(
            help="native: formulas with their values; udf: formulas that call the AIGC functions; values: values alone."
        ),
    ] = "native",
    names: Annotated[
        Names,
        typer.Option(
            help="Where udf formulas run: vba (Excel on Windows, an .xlsm that carries the functions), officejs "
            "(xlwings Server or Lite), calc (LibreOffice)."
        ),
    ] = "vba",
    layout: Annotated[
        Path | None, typer.Option(help="Folder of layouts: what each sheet holds.", show_default="bundled")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="NAME=VALUE: a limit of your own, such as limit_rd_100m=50e6; may stand several times.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="The .xlsx file to write; .xlsm where it carries the functions.",
            show_default="workbooks/BASKET_PERIOD.xlsx",
        ),
    ] = None,
    replace: Replace = False,
) -> None:
    """Build the report workbook."""
    from xl_aigc.api.building import build as build_workbook  # noqa: PLC0415  help must not wait for a builder
    from xl_aigc.api.building import ending  # noqa: PLC0415
    from xl_aigc.api.choice import known_period  # noqa: PLC0415
    from xl_aigc.cli.console import steps  # noqa: PLC0415
    from xl_aigc.data.limits import read_settings  # noqa: PLC0415
    from xl_aigc.report.builder import BuildOptions  # noqa: PLC0415
    from xl_aigc.report.layout import check_layouts  # noqa: PLC0415
    from xl_aigc.report.output import check_output  # noqa: PLC0415
    from xl_aigc.report.stocktake import take_stock  # noqa: PLC0415

    suffix = ending(BuildOptions(formulas=formulas, names=names))
    if output is not None:
        check_output(output, suffix)
    facts, origin, vintage = known_facts(data, store, basket, as_of)
    chosen = known_period(facts, period, "--period") if period else None
    other = known_period(facts, compare, "--compare") if compare else None
    settings = read_settings(set_ or (), facts.limits)
    options = BuildOptions(
        language,
        unit,
        formulas,
        chosen,
        other,
        layout,
        names,
        vintage=vintage.id if vintage else None,
        recorded=vintage.recorded.isoformat() if vintage else "",
        settings=settings,
    )
    target = output or default_output(facts, chosen or facts.period, language, suffix)
    with steps() as progress:
        built = build_workbook(target, facts, options, progress, replace=replace)
        progress("summary")
        stock = take_stock(built)
    doubtful = built.report.table.warnings
    needs = NEEDS[names] if formulas == "udf" else None
    say(summary(stock, origin, [*doubtful, *check_layouts(layout, {"ticker": facts.tickers})], needs))


def default_output(facts: Facts, period: Period, language: str, ending: str = ".xlsx") -> Path:
    """Return the file of a workbook that is given no place, in a folder that is made if it is not there.

    Raises:
        WorkbookError: the file can't be written there.
    """
    suffix = "" if language == "en" else f"_{language}"
    target = FOLDER / f"{facts.key}_{period}{suffix}{ending}"
    try:
        FOLDER.mkdir(exist_ok=True)
    except OSError as error:
        raise WorkbookError(
            f"The folder can't be made: {error.strerror or error}.",
            Place(FOLDER.resolve()),
            remedy="Name another file with --output.",
        ) from error
    return target


def summary(
    stock: Stock, origin: str | None = None, warnings: Iterable[AigcError] = (), needs: str | None = None
) -> str:
    """Describe what was built, in lines to read.

    Args:
        stock: what is in the workbook.
        origin: where the figures are from, None where that goes without saying.
        warnings: doubtful measures, and layouts that name companies which the basket does not hold.
        needs: the program that computes the formulas, None for any.
    """
    built = stock.built
    lines = [
        f"Wrote {built.target.resolve()}",
        f"  sheets      {len(built.sheets)}: {', '.join(built.sheets)}",
        f"  companies   {built.companies}; {stock.known} of {stock.due} with revenue and profit in both years",
        f"  formulas    {built.formulas:,}, each with its value",
        f"  charts      {built.charts}",
    ]
    if needs is not None:
        lines.append(f"  needs       {needs}")
    if origin is not None:
        lines.insert(1, f"  figures     {origin}")
    if stock.checks is not None:
        passed, total = stock.checks
        lines.append(f"  checks      {passed} of {total} passed")
    if stock.verdicts:
        told = ", ".join(f"{count} {word}" for word, count in stock.verdicts.items())
        lines.append(f"  claims      {sum(stock.verdicts.values())}: {told}")
    lines += [f"  warning     {error}" for error in warnings]
    return "\n".join(lines)
