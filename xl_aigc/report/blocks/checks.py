"""The blocks of the sheet Checks: what must tie, what looks odd, what proves nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks import feeds
from xl_aigc.report.blocks.draw import block, columns_of, draw_kind
from xl_aigc.report.blocks.kpis import Card, draw_cards
from xl_aigc.report.checks import Check, Test, passed, run_checks, tests_of
from xl_aigc.report.claims_words import text_of
from xl_aigc.report.lists import STAYS, first_names, kth_place
from xl_aigc.report.live import MISSING, Live, sentence
from xl_aigc.report.page import Cell, Field, Page
from xl_aigc.report.placed import Placed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.data.completeness import Gap
    from xl_aigc.measures.mask import Mask
    from xl_aigc.report.report import Report

NAMED: Final = 5
"""Companies that a plausibility test names before it gives the number of the others."""
NAMES: Final = 10
"""Columns that their names take."""
FIRST_GAPS: Final = 3
"""Missing figures that the table names for each claim."""
PAIRED: Final = ("revenue", "net_profit", "rd_expense", "selling_expense")


def result_word(report: Report, *, good: bool) -> str:
    """Return the word of a check that passes or fails."""
    return report.word("pass" if good else "fail")


def mark_results(page: Page, area: str) -> None:
    """Pass and fail in their colours."""
    report, colours = page.report, page.report.theme.colours
    page.colours.append((area, {report.word("pass"): colours.good, report.word("fail"): colours.bad}))


def passed_of(report: Report) -> Live:
    """Return the number of checks that pass, and of all; read from the cells that the table of checks names."""
    checks, own = run_checks(report), "checks" in report.sheets
    return sentence(
        report.text("checks.passed_of", n="{n}", total="{total}"),
        n=Live(passed(checks), "checks_passed" if own else None),
        total=Live(len(checks), "checks_total" if own else None),
    )


@block("check_kpis")
def _check_kpis(page: Page) -> None:
    """Count the checks and the passed ones, and the word for all of them."""
    report, checks = page.report, run_checks(page.report)
    good = passed(checks)
    word = Live(result_word(report, good=good == len(checks)), "IF(checks_passed=checks_total,{pass},{fail})")
    cards = [
        Card(
            report.text("checks.passed"),
            Live(good, "COUNTIF(check_results,{pass})"),
            "count",
            passed_of(report),
            "checks_passed",
        ),
        Card(
            report.text("checks.total"),
            Live(len(checks), "ROWS(check_results)"),
            "count",
            Live(report.text("checks.total_note")),
            "checks_total",
        ),
        Card(
            report.text("checks.result"),
            word,
            "word",
            Live(report.text("checks.result_note")),
            "checks_result",
        ),
    ]
    row = page.row + 1
    draw_cards(page, cards)
    mark_results(page, page.address(row, page.left + 6))


@register("integrity_checks")
class IntegrityChecksSpec(BlockSpec):
    """Totals that must tie: expected, actual, difference, pass or fail, and why it matters."""


@draw_kind.register(IntegrityChecksSpec)
def _integrity(spec: IntegrityChecksSpec, page: Page) -> None:
    report = page.report
    fields = columns_of(
        lambda key: report.text(f"checks.column.{key}"),
        {
            "check": 5,
            "sheet": 2,
            "expected": 1,
            "actual": 1,
            "difference": 1,
            "allowed": 1,
            "result": 1,
            "why": 6,
        },
        shows=dict.fromkeys(("expected", "actual", "difference", "allowed"), "count"),
        wrap=("check", "why"),
        words=("result",),
    )
    heading = page.row
    columns = page.headings(fields)
    first = page.row
    for check in run_checks(report):
        page.line(fields, _check_row(page, check, columns))
    placed = Placed(page.title, first, page.row - 1, columns, heading)
    page.placed[spec.id or "integrity"] = placed
    report.defined["check_sheets"] = placed.range("sheet")
    report.defined["check_results"] = placed.range("result")
    result = columns["result"]
    mark_results(page, f"{page.address(first, result)}:{page.address(page.row - 1, result)}")


def _sheet(report: Report, sheet: str) -> Cell:
    """Return the name of a sheet as a link to it; a dash where the layouts have no such sheet."""
    if sheet not in report.sheets:
        return Cell(Live("–"), "body", span=2)
    return Cell(Live(report.sheets[sheet]), "hyperlink", span=2, link=sheet)


def _check_row(page: Page, check: Check, columns: dict[str, int]) -> list[Live | str | Cell]:
    """Return one check; its difference and its result are formulas of the row."""
    report = page.report
    cell = {key: page.address(page.row, column) for key, column in columns.items()}
    expected, actual, allowed = cell["expected"], cell["actual"], cell["allowed"]
    gap = f"{actual}-{expected}"
    difference = f'IF(COUNT({expected},{actual})<2,"{MISSING}",IF(ABS({gap})<={allowed},0,{gap}))'
    result = f"IF(ISNUMBER({cell['difference']}),IF({cell['difference']}=0,{{pass}},{{fail}}),{{fail}})"
    return [
        report.text(f"checks.{check.key}.label"),
        _sheet(report, check.sheet),
        Cell(check.expected, "body", check.shows),
        Cell(check.actual, "body", check.shows),
        Cell(Live(check.difference, difference), "body", check.shows),
        Cell(check.tolerance, "body", "general"),
        Live(result_word(report, good=check.passed), result),
        report.text(f"checks.{check.key}.why"),
    ]


@block("plausibility")
def _plausibility(page: Page) -> None:
    """Ratios that are seldom right: how many companies are above a limit, the highest, and who they are."""
    fields = columns_of(
        lambda key: page.report.text(f"plausibility.column.{key}"),
        {"test": 4, "limit": 1, "tested": 1, "above": 1, "highest": 1, "names": NAMES},
        shows={"limit": "percent", "tested": "count", "above": "count", "highest": "percent"},
        wrap=("test",),
        words=("names",),
    )
    columns, first = page.headings(fields), page.row
    for test in tests_of(page.report):
        page.line(fields, _test_row(page, test))
    page.later.append(partial(_name_found, page, first, columns))


def _test_row(page: Page, test: Test) -> list[Live | str | Cell]:
    report = page.report
    tested, found = test.tested(report), test.found(report)
    names = _names(report, found)
    lines = page.lines(names.value, NAMES * page.digits)
    return [
        report.text(f"plausibility.{test.key}"),
        Cell(report.limit(test.limit), "body", test.shows),
        report.count(tested),
        report.count(found),
        Cell(test.highest(report), "body", test.shows),
        Cell(names, "wrapped_word" if lines > 1 else "word", lines=lines),
    ]


def _names(report: Report, found: Mask, cells: Sequence[str] = ()) -> Live:
    return first_names(report, found, NAMED, report.text("notes.and_more", k="{k}"), cells)


def _name_found(page: Page, first: int, columns: Mapping[str, int]) -> None:
    """Draw the places of the companies that each test finds, and let the column of names read them."""
    report, tests = page.report, tests_of(page.report)
    masks = [test.found(report) for test in tests]
    fields = [Field("test", report.text("plausibility.column.test"), span=4)]
    fields += [Field(f"place_{k}", report.text("charts.place"), "rank") for k in range(1, NAMED + 1)]
    feeds.open_feed(page)
    placed = feeds.draw_feed(
        page,
        fields,
        len(tests),
        lambda n, _: [
            report.text(f"plausibility.{tests[n - 1].key}"),
            *(kth_place(masks[n - 1], k, str(k)) for k in range(1, NAMED + 1)),
        ],
    )
    for n, mask in enumerate(masks):
        at = [page.feed.address(placed.first + n, placed.columns[f.key], sheet=True) for f in fields[1:]]
        total = page.address(first + n, columns["above"])
        here = first + n, columns["names"]
        page.cells[here] = replace(page.cells[here], content=_names(report, mask, (total, *at)))


@block("independence", speaks_of=("prior",))
def _independence(page: Page) -> None:
    """Count the growths whose prior was itself derived, often from that growth."""
    report = page.report
    fields = [
        Field("item", report.text("columns.item"), span=2),
        *columns_of(
            lambda key: report.text(f"independence.column.{key}"),
            {"pairs": 1, "derived": 1, "share": 1, "stated": 1},
            shows={"pairs": "count", "derived": "count", "share": "percent", "stated": "count"},
        ),
    ]
    columns = page.headings(fields)
    for item in (item for item in PAIRED if item not in report.absent):
        pairs = [
            prior
            for ticker in report.staying.tickers
            if report.facts.figure(ticker, item, report.period)
            and (prior := report.facts.figure(ticker, item, report.compare))
        ]
        derived = sum(prior.kind == "derived" for prior in pairs)
        both = f"{STAYS}*ISNUMBER([data.{item}.all])*ISNUMBER([data.{item}_prior.all])"
        n, part = (page.address(page.row, columns[key]) for key in ("pairs", "derived"))
        page.line(
            fields,
            [
                report.word(item),
                Live(len(pairs), f"SUMPRODUCT({both})"),
                Live(derived, f"SUMPRODUCT({both}*([data.{item}_prior_kind.all]={{derived}}))"),
                Live(derived / len(pairs) if pairs else MISSING, f'IF({n}=0,"{MISSING}",{part}/{n})'),
                Live(len(pairs) - derived, f"{n}-{part}"),
            ],
        )


@register("claim_inputs")
class ClaimInputsSpec(BlockSpec):
    """The claims that missing figures leave open: how much is known, and which figures are missing first."""

    speaks_of: ClassVar[tuple[str, ...]] = ("claims",)


@draw_kind.register(ClaimInputsSpec)
def _claim_inputs(spec: ClaimInputsSpec, page: Page) -> None:
    report = page.report
    results = evaluate(report.frame)
    open_ = [result for result in results if result.evidence.missing]
    spans = {"claim": 6, "known": 1, "missing": 1, "first": 10}
    fields = columns_of(lambda key: report.text(f"checks.inputs.{key}"), spans, wrap=spans)
    page.headings(fields)
    rows = page.rows(spec, "rows", len(open_), len(results))
    for result in open_[:rows]:
        gaps = result.evidence.missing
        known = report.text("checks.inputs.of", n=result.evidence.known, due=result.evidence.due)
        page.line(
            fields, [text_of(report, result.claim), known, str(len(gaps)), _named(report, gaps[:FIRST_GAPS])]
        )
    page.blank_lines(fields, rows - len(open_))
    page.paragraph(_inputs_note(report, len(open_), max(0, len(open_) - rows)))


def _named(report: Report, gaps: Sequence[Gap]) -> str:
    """Name missing figures: each item and period once, with its companies."""
    separator = report.text("claim_words.list_separator")
    parts = []
    for (item, period), group in groupby(gaps, lambda gap: (gap.item, gap.period)):
        companies = separator.join(report.company_name(gap.ticker) for gap in group)
        figure = f"{report.word(item)} {period}"
        parts.append(report.text("claim_words.named", name=figure, value=companies))
    return report.text("claim_words.part_separator").join(parts)


def _inputs_note(report: Report, lacking: int, rest: int) -> str:
    """Count the claims that lack figures, and those of them that the list leaves out."""
    if rest:
        return report.text("checks.inputs_listed", n=lacking, k=rest)
    return report.text("checks.inputs_short", n=lacking) if lacking else report.text("checks.inputs_complete")
