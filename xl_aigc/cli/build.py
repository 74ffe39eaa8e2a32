"""`build`: folders of figures in, formatted workbooks out."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads it when the program runs
from typing import TYPE_CHECKING, Annotated, Final, Literal, get_args

import typer

from xl_aigc.cli.known import AsOf, Basket, Replace, Store, known_facts
from xl_aigc.cli.say import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xl_aigc.data.model import Facts
    from xl_aigc.errors import AigcError
    from xl_aigc.report.builder import BuildOptions
    from xl_aigc.report.stocktake import Stock

Language = Literal["en", "zh", "ko"]
Unit = Literal["one", "wan", "million", "yi", "billion"]
Formulas = Literal["native", "udf", "values"]
Names = Literal["vba", "officejs", "calc"]

NEEDS: Final = {
    "vba": "Excel 2016 or newer on Windows, with Python and xl-aigc; in Excel 2016 and 2019 lists keep the size they have now",
    "officejs": "Excel of Microsoft 365, or 2021 and newer, with xlwings Server or Lite; Excel 2016 and 2019 show #NAME?",
    "calc": "LibreOffice with the extension: xl-aigc addin libreoffice --install",
}
"""The programs that compute formulas, by the kind of names."""


def _language(text: str) -> str:
    """Read one of several languages; typer takes no list of fixed words."""
    if text not in get_args(Language):
        raise typer.BadParameter(f"{text!r} is not one of {', '.join(map(repr, get_args(Language)))}.")
    return text


def build(  # noqa: PLR0913  an argument an option
    *,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER",
            help="Folder of a basket; may stand several times, for a workbook of each.",
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
    language: Annotated[
        list[str] | None,
        typer.Option(
            help="Language of the report; may stand several times, for a workbook in each.",
            show_default="en",
            parser=_language,
            metavar=f"[{'|'.join(get_args(Language))}]",
        ),
    ] = None,
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
    theme: Annotated[
        Path | None,
        typer.Option(
            help="House style: research_note, high_contrast, letter, a theme.yaml, or a workbook of yours whose named styles are taken.",
            show_default="bundled",
        ),
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
            help="The .xlsx file to write, .xlsm where it carries the functions; or a folder.",
            show_default="workbooks/BASKET_PERIOD.xlsx",
        ),
    ] = None,
    pdf: Annotated[
        bool,
        typer.Option("--pdf", help="Also print the section sheets to a PDF beside it, through LibreOffice."),
    ] = False,
    replace: Replace = False,
) -> None:
    """Build the report workbook of a basket, or those of several baskets and languages."""
    from xl_aigc.api.building import ending  # noqa: PLC0415  help must not wait for a builder
    from xl_aigc.api.choice import known_period  # noqa: PLC0415
    from xl_aigc.cli.build_targets import targets_of  # noqa: PLC0415
    from xl_aigc.data.limits import read_settings  # noqa: PLC0415
    from xl_aigc.hosts.libreoffice.printing import check_printing  # noqa: PLC0415
    from xl_aigc.report.builder import BuildOptions  # noqa: PLC0415

    if pdf:
        check_printing()
    baskets = [known_facts(folder, store, basket, as_of) for folder in data or (None,)]
    plans: list[tuple[Facts, str | None, BuildOptions]] = []
    for facts, origin, vintage in baskets:
        plans += [
            (facts, origin, BuildOptions(
                each,
                unit,
                formulas,
                known_period(facts, period, "--period") if period else None,
                known_period(facts, compare, "--compare") if compare else None,
                layout,
                names,
                theme=theme,
                vintage=vintage.id if vintage else None,
                recorded=vintage.recorded.isoformat() if vintage else "",
                settings=read_settings(set_ or (), facts.limits),
            ))
            for each in dict.fromkeys(language or ("en",))
        ]  # fmt: skip
    suffix = ending(plans[0][2])
    targets = targets_of([(facts, options) for facts, _, options in plans], output, suffix)
    for target, (facts, origin, options) in zip(targets, plans, strict=True):
        _build_one(target, facts, origin, options, replace=replace, pdf=pdf)


def _build_one(
    target: Path, facts: Facts, origin: str | None, options: BuildOptions, *, replace: bool, pdf: bool
) -> None:
    """Build one workbook, and say what is in it."""
    from xl_aigc.api.building import build as build_workbook  # noqa: PLC0415  help must not wait for a builder
    from xl_aigc.api.building import print_sheets  # noqa: PLC0415
    from xl_aigc.cli.console import steps  # noqa: PLC0415
    from xl_aigc.report.layout import check_layouts  # noqa: PLC0415
    from xl_aigc.report.stocktake import take_stock  # noqa: PLC0415

    with steps() as progress:
        built = build_workbook(target, facts, options, progress, replace=replace)
        progress("summary")
        stock = take_stock(built)
    doubtful = built.report.table.warnings
    needs = NEEDS[options.names] if options.formulas == "udf" else None
    warnings = [*doubtful, *check_layouts(options.layouts, {"ticker": facts.tickers})]
    say(summary(stock, origin, warnings, needs))
    if pdf:
        with steps() as progress:
            progress("printing")
            printed = print_sheets(target, built.sections, replace=replace)
        say(f"Wrote {printed.resolve()}")


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
