"""`data`: what is known, what is missing, what looks odd."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from xl_aigc.cli import data_new, data_read
from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.commands import Commands
from xl_aigc.cli.examples import examples
from xl_aigc.cli.options import AsJson
from xl_aigc.cli.say import say, spoken
from xl_aigc.labels import Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xl_aigc.data.checks import Finding
    from xl_aigc.data.completeness import Coverage
    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.errors import LayoutError
    from xl_aigc.labels import Labels
    from xl_aigc.measures.measure_table import Table

app = Commands(help="Read tables of figures, make baskets of them, and check these.")

NOTED: Final = 5
"""Notes of one kind that are told one by one; errors and warnings are all told."""


app.command(epilog=examples("data read"))(data_read.read)
app.command(epilog=examples("data new"))(data_new.new)


@app.command(epilog=examples("data check"))
def check(
    *,
    data: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Folder of a basket.", show_default="the bundled one"),
    ] = None,
    language: Annotated[
        Language | None,
        typer.Option(help="Language of the findings.", show_default="that of the messages"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show coverage by item, period and layer, the gaps, and what looks odd in the figures."""
    from xl_aigc.data.checks import check as find
    from xl_aigc.data.completeness import coverage, items_due
    from xl_aigc.data.folder import load_facts
    from xl_aigc.measures.own import table_with

    language = language or spoken()
    facts = load_facts(data)
    findings = find(facts)
    table = table_with(facts.measures, sorts=facts.sorts)
    warnings = list(map(str, (*table.warnings, *_of_texts(facts, table))))
    if as_json:
        found = [{"level": one.level, "says": sentence(facts, one, language)} for one in findings]
        counted = coverage(_staying(facts), _periods(facts), items_due(facts, _periods(facts)))
        say(json_of({"as_of": facts.as_of, "coverage": counted, "findings": found, "warnings": warnings}))
    else:
        told = [*coverage_table(facts, language), "", *finding_lines(facts, findings, language)]
        say("\n".join(told), as_it_is=True)
        for warning in warnings:
            say(f"warning: {warning}", language=language)
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(1)


def _of_texts(facts: Facts, table: Table) -> Sequence[LayoutError]:
    """Return what is wrong with the basket's own words; the report is looked into only for a basket that has some."""
    if facts.texts is None:
        return []
    from xl_aigc.report.own_text_keys import without_effect

    return without_effect(facts, table)


def coverage_table(facts: Facts, language: str) -> Iterator[str]:
    """Figures present of figures due, and how many there are of items of which none is due."""
    from xl_aigc.data.completeness import items_due
    from xl_aigc.labels import load_labels

    labels = load_labels(language)
    facts, periods = _staying(facts), _periods(facts)
    items = items_due(facts, periods)
    counts = {"companies": f"{len(facts.companies):,}", "figures": f"{len(facts.figures):,}"}
    yield labels.text("coverage.basket", name=facts.name[language], as_of=facts.as_of, **counts)
    if items:
        yield from _shares(facts, periods, items, labels)
    yield from _others(facts, periods, items, labels)


def _shares(facts: Facts, periods: Sequence[Period], due: Sequence[str], labels: Labels) -> Iterator[str]:
    """Figures present of figures due, with those derived in brackets: a line an item and period, a column a layer with companies."""
    from xl_aigc.data.completeness import coverage, gaps

    counted = {(c.item, c.period, c.layer): c for c in coverage(facts, periods, due)}
    missing = sum(1 for _ in gaps(facts, due, periods))
    yield labels.text("coverage.shares")
    layers = [one for one in facts.sorts.layers if any(one.key == each.layer for each in facts.companies)]
    heads = [labels.text("groups.all"), *(layer.name[labels.language] for layer in layers)]
    yield _line("", "", heads)
    for item in due:
        for period in periods:
            cells = [
                _share(counted.get((item, period, layer))) for layer in (None, *(one.key for one in layers))
            ]
            yield _line(labels.word(item), str(period), cells)
    yield labels.text("coverage.missing", n=f"{missing:,}")


def _others(facts: Facts, periods: Sequence[Period], due: Sequence[str], labels: Labels) -> Iterator[str]:
    """Count the figures of items of which none is due."""
    held = {(key, period) for period in periods for key in facts.items(period) if key not in due}
    if held:
        yield labels.text("coverage.others", form="data.ITEM")
    for key, period in sorted(held, key=lambda one: (one[0], periods.index(one[1]))):
        yield _line(key, str(period), [str(len(facts.figures_of(key, period)))])


def _periods(facts: Facts) -> Sequence[Period]:
    return sorted({facts.period, facts.compare}, reverse=True)


def _staying(facts: Facts) -> Facts:
    """Return facts without the companies that left the basket, of which nothing is due."""
    from xl_aigc.data.membership import membership_word

    there = (one for one in facts.companies if membership_word(one.membership) != "left")
    return facts.subset([one.ticker for one in there])


def _line(item: str, period: str, cells: Sequence[str]) -> str:
    """A line of the table; signs of Chinese and Korean take two places each."""
    from rich.cells import cell_len

    blanks = [" " * max(15 - cell_len(cell), 1) for cell in cells]
    return f"  {item}{' ' * (28 - cell_len(item))} {period:<7}" + "".join(
        map("".join, zip(blanks, cells, strict=True))
    )


def _share(counted: Coverage | None) -> str:
    if counted is None:
        return "-"
    derived = f" ({counted.derived})" if counted.derived else ""
    return f"{counted.present}/{counted.due}{derived}"


def finding_lines(facts: Facts, findings: Sequence[Finding], language: str) -> Iterator[str]:
    """Yield every finding as a sentence under its level; of notes, the first few of each kind."""
    from xl_aigc.data.checks import LEVELS
    from xl_aigc.labels import load_labels

    labels = load_labels(language)
    for level in LEVELS:
        of_level = [finding for finding in findings if finding.level == level]
        if of_level:
            yield labels.text(f"coverage.{level}", n=f"{len(of_level):,}")
        for key in dict.fromkeys(finding.key for finding in of_level):
            same = [finding for finding in of_level if finding.key == key]
            shown = same[:NOTED] if level == "note" else same
            yield from (f"  {sentence(facts, finding, language)}" for finding in shown)
            if len(same) > len(shown):
                yield f"  {labels.text('coverage.more', n=f'{len(same) - len(shown):,}')}"
    if not findings:
        yield labels.text("coverage.nothing")


def sentence(facts: Facts, finding: Finding, language: str) -> str:
    """Return a finding in words.

    Example:
        >>> from xl_aigc.data.checks import Finding
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.data.period import Period
        >>> found = Finding("without_source", "300418.SZ", "revenue", Period("2024H1"))
        >>> sentence(load_facts(), found, "zh")
        '昆仑万维（300418.SZ）2024H1 营业收入：未注明来源。'
    """
    from xl_aigc.data.currency import currency_name
    from xl_aigc.labels import load_labels, word

    currency = currency_name(facts.currency, language)
    values = {name: _amount(name, value, language, currency) for name, value in finding.values.items()}
    if finding.ticker is not None:
        values |= {"ticker": finding.ticker, "company": facts.company(finding.ticker).name(language)}
    if finding.item is not None:
        values["item"] = word(finding.item, language)
    if finding.period is not None:
        values["period"] = str(finding.period)
    return load_labels(language).text(f"findings.{finding.key}", **values)


def _amount(name: str, value: float | str, language: str, currency: str) -> str:
    """A value of a finding: money in the unit that readers of the language expect, a multiple, or a word."""
    from xl_aigc.data.units import UNITS
    from xl_aigc.labels import load_labels

    if isinstance(value, str):
        return value
    if name == "times":
        return f"{value:,.1f}"
    shown = value / UNITS["million" if language == "en" else "yi"]
    amount = f"{shown:,.2f}" if abs(shown) >= 1 else f"{shown:.4f}"
    return load_labels(language).text("findings.money", amount=amount, currency=currency)
