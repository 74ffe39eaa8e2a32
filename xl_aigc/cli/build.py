"""`build`: folders of figures in, formatted workbooks out."""

from __future__ import annotations

from dataclasses import replace as with_changes
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.build_options import (
    Folders,
    FormulaKind,
    Languages,
    Layouts,
    Limits,
    MoneyUnit,
    NameKind,
    Output,
    Pdf,
    Theme,
)
from xl_aigc.cli.known import Known, known_facts
from xl_aigc.cli.opening import open_file
from xl_aigc.cli.options import AsJson, AsOf, Basket, Compare, OpenIt, Period, Replace, Store
from xl_aigc.cli.say import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from xl_aigc.data.model import Facts
    from xl_aigc.report.builder import BuildOptions
    from xl_aigc.report.report import Report

NEEDS: Final = {
    "vba": "Excel 2016 or newer on Windows, with Python and xl-aigc; in Excel 2016 and 2019 lists keep the size they have now",
    "officejs": "Excel of Microsoft 365, or 2021 and newer, with xlwings Server or Lite; Excel 2016 and 2019 show #NAME?",
    "calc": "LibreOffice with the extension: xl-aigc addin libreoffice --install",
}
"""The programs that compute formulas, by the kind of names."""
DIFFERS: Final = "differs"
"""The one verdict whose English word bends to the number of claims."""


def build(
    *,
    data: Folders = None,
    store: Store = None,
    basket: Basket = None,
    as_of: AsOf = None,
    period: Period = None,
    compare: Compare = None,
    language: Languages = None,
    unit: MoneyUnit = None,
    formulas: FormulaKind = "native",
    names: NameKind = "vba",
    layout: Layouts = None,
    theme: Theme = None,
    set_: Limits = None,
    output: Output = None,
    pdf: Pdf = False,
    replace: Replace = False,
    open_: OpenIt = False,
    as_json: AsJson = False,
) -> None:
    """Build the report workbook of a basket, or those of several baskets and languages."""
    from xl_aigc.api.building import ending
    from xl_aigc.cli.targets import targets_of
    from xl_aigc.hosts.libreoffice.printing import check_printing
    from xl_aigc.report.builder import BuildOptions

    if pdf:
        check_printing()
    shared = BuildOptions("en", unit, formulas, None, None, layout, names, theme=theme)
    baskets = [known_facts(folder, store, basket, as_of) for folder in data or (None,)]
    plans = list(_plans(baskets, shared, language or ("en",), (period, compare), set_ or ()))
    targets = targets_of([(facts, options) for facts, _, options in plans], output, ending(shared))
    made = []
    for target, plan in zip(targets, plans, strict=True):
        made.append(_build_one(target, *plan, replace=replace, pdf=pdf))
        if not as_json:
            say("\n".join(summary(made[-1])))
        if open_:
            open_file(target)
    if as_json:
        say(json_of(made))


def _plans(
    baskets: Iterable[Known],
    shared: BuildOptions,
    languages: Iterable[str],
    periods: tuple[str | None, str | None],
    settings: Sequence[str],
) -> Iterator[tuple[Facts, str | None, BuildOptions]]:
    """Yield the workbooks of some baskets, one in each language: facts, where they are from, options."""
    from xl_aigc.api.choice import known_period
    from xl_aigc.data.limits import read_settings
    from xl_aigc.data.units import reported_in

    for facts, origin, vintage in baskets:
        named = zip(periods, ("--period", "--compare"), strict=True)
        period, compare = (known_period(facts, text, option) if text else None for text, option in named)
        options = with_changes(
            shared,
            unit=None if shared.unit is None else reported_in(shared.unit, facts.currency),
            period=period,
            compare=compare,
            vintage=vintage.id if vintage else None,
            recorded=vintage.recorded.isoformat() if vintage else "",
            settings=read_settings(settings, facts.limits),
        )
        for language in dict.fromkeys(languages):
            yield facts, origin, with_changes(options, language=language)


def _build_one(
    target: Path,
    facts: Facts,
    origin: str | None,
    options: BuildOptions,
    *,
    replace: bool,
    pdf: bool,
) -> dict[str, Any]:
    """Build one workbook, print it where asked for, and return what is in it."""
    from xl_aigc.api.building import build as build_workbook
    from xl_aigc.api.building import print_sheets
    from xl_aigc.cli.console import steps
    from xl_aigc.report.stocktake import take_stock

    with steps() as progress:
        built = build_workbook(target, facts, options, progress, replace=replace)
        progress("summary")
        stock = take_stock(built)
        if pdf:
            progress("printing")
            printed = print_sheets(target, built.sections, replace=replace)
    return {
        "file": target.resolve(),
        "origin": origin,
        "sheets": built.sheets,
        "companies": built.companies,
        "known": stock.known,
        "due": stock.due,
        "formulas": built.formulas,
        "charts": built.charts,
        "needs": NEEDS[options.names] if options.formulas == "udf" else None,
        "checks": stock.checks,
        "claims": stock.verdicts,
        "warnings": _warnings(built.report, options),
        "pdf": printed.resolve() if pdf else None,
    }


def _warnings(report: Report, options: BuildOptions) -> list[str]:
    """Return what a build takes as it is, and its author may not have meant."""
    from xl_aigc.report.comparisons import of_a_year
    from xl_aigc.report.house_style import pale_texts
    from xl_aigc.report.layout import check_layouts
    from xl_aigc.report.own_text_keys import without_effect

    facts, table = report.facts, report.table
    layouts = check_layouts(options.layouts, {"ticker": facts.tickers})
    own = without_effect(facts, table, options.layouts, [options.language])
    return list(map(str, (*table.warnings, *layouts, *pale_texts(options.theme), *of_a_year(report), *own)))


def summary(made: Mapping[str, Any]) -> Iterator[str]:
    """Describe a workbook that was built, line by line; what it does not have is left out."""
    yield f"Wrote {made['file']}"
    if made["origin"] is not None:
        yield f"  figures     {made['origin']}"
    yield f"  sheets      {len(made['sheets'])}: {', '.join(made['sheets'])}"
    yield f"  companies   {made['companies']}; {made['known']} of {made['due']} with revenue and profit in both years"
    yield f"  formulas    {made['formulas']:,}, each with its value"
    yield f"  charts      {made['charts']}"
    if made["needs"] is not None:
        yield f"  needs       {made['needs']}"
    if made["checks"] is not None:
        yield "  checks      {} of {} passed".format(*made["checks"])
    if made["claims"]:
        told = ", ".join(
            f"{n:,} {'differ' if what == DIFFERS and n != 1 else what}" for what, n in made["claims"].items()
        )
        yield f"  claims      {sum(made['claims'].values())}: {told}"
    yield from (f"  warning     {warning}" for warning in made["warnings"])
    if made["pdf"] is not None:
        yield f"Wrote {made['pdf']}"
