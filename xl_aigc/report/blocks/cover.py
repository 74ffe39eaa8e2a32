"""The blocks of the cover: contents, state of the workbook, what colours and signs mean, what the numbers rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field as Option

from xl_aigc.measures.mask import group
from xl_aigc.metrics import STATUS
from xl_aigc.report.block_spec import BlockSpec, Word, register
from xl_aigc.report.blocks.checks import mark_results, passed_of, result_word
from xl_aigc.report.blocks.draw import block, columns_of, draw_kind
from xl_aigc.report.blocks.kpis import Card, draw_cards
from xl_aigc.report.checks import checks_of_sheet, passed, run_checks
from xl_aigc.report.digits import unit_of_forms
from xl_aigc.report.layout import Key
from xl_aigc.report.lists import STAYS
from xl_aigc.report.live import MISSING, UNDEFINED, Live, choice, sentence
from xl_aigc.report.page import Cell, Page
from xl_aigc.report.strip import pairs_of, question_of, year_end
from xl_aigc.report.subjects import FUNCTIONS
from xl_aigc.report.tables import STATUS_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.report import Report

SAMPLE: Final = 2
"""Columns of a sample of the key."""
NONE: Final = "–"
"""Text where a sheet has no coverage or no check to show."""


@register("contents")
class ContentsSpec(BlockSpec):
    """Every sheet, linked: the question it answers, how much it rests on, whether its checks pass; then all checks."""

    coverage: dict[Word, Annotated[str, Key("basket_measure")]] = Option(
        default_factory=dict, description="by sheet, the count of companies that its numbers rest on"
    )


@draw_kind.register(ContentsSpec)
def _contents(spec: ContentsSpec, page: Page) -> None:
    report = page.report
    fields = columns_of(
        lambda key: report.text(f"cover.column.{key}"),
        {"sheet": 2, "question": 6, "coverage": 1, "checks": 1, "result": 1},
        wrap=("question",),
    )
    columns = page.headings(fields)
    first = page.row
    for key, title in report.sheets.items():
        if key == page.key:
            continue
        cell = page.address(page.row, columns["sheet"])
        page.line(
            fields,
            [
                Cell(Live(title), "hyperlink", link=key),
                question_of(report, key),
                _rests_on(report, spec.coverage.get(key)),
                *_state(report, key, cell),
            ],
        )
    page.line(
        fields, [report.text("cover.checks_passed"), "", "", passed_of(report), _result(report)], "total"
    )
    result = columns["result"]
    mark_results(page, f"{page.address(first, result)}:{page.address(page.row - 1, result)}")


def _result(report: Report) -> Live:
    """Return the word for all checks together."""
    checks = run_checks(report)
    word = result_word(report, good=passed(checks) == len(checks))
    return Live(word, "checks_result" if "checks" in report.sheets else None)


def _rests_on(report: Report, measure: str | None) -> Live:
    """Return the coverage of a sheet: companies with known numbers, of all."""
    if measure is None:
        return Live(NONE)
    template = report.text("checks.passed_of", n="{n}", total="{total}")
    return sentence(template, n=report.basket(measure), total=report.due())


def _state(report: Report, sheet: str, cell: str) -> tuple[Live, Live]:
    """Return the number of passed checks of a sheet and the word for it; `cell` holds the title of the sheet."""
    checks = checks_of_sheet(run_checks(report), sheet)
    if not checks or "checks" not in report.sheets:
        return Live(NONE), Live(NONE)
    good, total = passed(checks), f"COUNTIF(check_sheets,{cell})"
    passing = f"COUNTIFS(check_sheets,{cell},check_results,{{pass}})"
    template = report.text("checks.passed_of", n="{n}", total="{total}")
    count = sentence(template, n=Live(good, passing), total=Live(len(checks), total))
    word = result_word(report, good=good == len(checks))
    return count, Live(word, f"IF({passing}={total},{{pass}},{{fail}})")


@block("cover_kpis")
def _cover_kpis(page: Page) -> None:
    """Checks passed, companies with both years, the newest vintage."""
    report, text = page.report, page.report.text
    cards = [Card(text("cover.checks_passed"), passed_of(report), "text", _result(report))]
    due = sentence(text("cover.of_companies", due="{due}"), due=report.due())
    known = pairs_of(report) or ("known_revenue" if "net_profit" in report.absent else "known_profit")
    cards.append(Card(text(f"basket.{known}"), report.basket(known), "count", due))
    as_of = report.facts.as_of.isoformat()
    cards.append(Card(text("cover.vintage"), Live(as_of), "text", Live(text(_vintage_note(report)))))
    row = page.row + 2
    draw_cards(page, cards)
    mark_results(page, page.address(row, page.left))


def _vintage_note(report: Report) -> str:
    return "cover.vintage_note_figures" if "prices" in report.absent else "cover.vintage_note"


@block("key")
def _key(page: Page) -> None:
    """Explain colours and signs, each shown in the style of the cells."""
    for sample, words in [*_colour_samples(page), *_sign_samples(page.report)]:
        page.put(page.row, page.left, sample)
        span = page.width - SAMPLE
        page.write(
            page.row,
            page.left + SAMPLE,
            words,
            "wrapped_word",
            span=span,
            lines=page.lines(words, (span - 0.2) * page.digits),
        )
        if sample.number_format == "percent":
            page.directions.append(page.address(page.row, page.left))
        page.row += 1
    _statuses(page)


def _colour_samples(page: Page) -> list[tuple[Cell, str]]:
    """Return a number in the style of each thing that a cell can rest on; the third is the sum of the two above it."""
    report, text = page.report, page.report.text
    above = "+".join(page.address(page.row + line, page.left) for line in range(2))
    return [
        (Cell(Live(123.4), "data_input", "money", span=SAMPLE), text("cover.key.input")),
        (Cell(Live(123.4), "input", "money", span=SAMPLE), text("cover.key.change")),
        (Cell(Live(246.8, above), "body", "money", span=SAMPLE), text("cover.key.formula")),
        (Cell(report.basket("known_revenue"), "body", "count", span=SAMPLE), text("cover.key.link")),
        *([] if FUNCTIONS in report.absent else [_function_sample(report)]),
        (
            Cell(Live(report.sheets.get("data", "data")), "hyperlink", span=SAMPLE, link="data"),
            text("cover.key.hyperlink"),
        ),
        *([] if "article" in report.absent else [_article_sample(report)]),
    ]


def _function_sample(report: Report) -> tuple[Cell, str]:
    return Cell(Live("=AIGC_YOY(…)"), "addin", span=SAMPLE), report.text("cover.key.addin")


def _article_sample(report: Report) -> tuple[Cell, str]:
    return Cell(Live(report.word("article_only")), "article", span=SAMPLE), report.text("cover.key.article")


def _sign_samples(report: Report) -> list[tuple[Cell, str]]:
    """Signs for missing, undefined, negative, zero, up, down."""
    text = report.text
    return [
        (Cell(Live(MISSING), "body", "money", span=SAMPLE), text("cover.key.missing")),
        (Cell(Live(UNDEFINED), "body", "money", span=SAMPLE), text("cover.key.undefined")),
        (Cell(Live(-123.4), "body", "money", span=SAMPLE), text("cover.key.negative")),
        (
            Cell(Live(0), "body", "money", span=SAMPLE),
            text(f"cover.key.zero{'' if unit_of_forms(report) else '_whole'}"),
        ),
        (Cell(Live(0.123), "body", "percent", span=SAMPLE), text("cover.key.up")),
        (Cell(Live(-0.123), "body", "percent", span=SAMPLE), text("cover.key.down")),
    ]


def _statuses(page: Page) -> None:
    """The eight statuses as tables show them, in rows."""
    report = page.report
    if STATUS_KEY in report.absent:
        return
    page.paragraph(report.text("cover.key.statuses"))
    beside = page.width // SAMPLE
    for start in range(0, len(STATUS), beside):
        for place, status in enumerate(STATUS[start : start + beside]):
            cell = Cell(Live(report.word(status)), "text", span=SAMPLE)
            page.tints.append(page.put(page.row, page.left + place * SAMPLE, cell))
        page.row += 1


@block("basis")
def _basis(page: Page) -> None:
    """Describe the basket and its bounds, with counts that follow the figures."""
    report, text = page.report, page.report.text
    if "article" not in report.absent:
        page.paragraph(_membership(report), "paragraph")
    derived, total = _figures(report)
    words = "cover.basis.figures_now" if "prior" in report.absent else "cover.basis.figures"
    counted = sentence(text(words, derived="{derived}", total="{total}"), derived=derived, total=total)
    none = Live(derived.value == 0, f"{derived.native}=0")
    page.paragraph(choice(none, Live(text("cover.basis.figures_none")), counted), "paragraph")
    prior = "" if "prior" in report.absent else text("cover.basis.prior")
    for told in filter(None, (year_end(report), prior, text("cover.basis.advice"))):
        page.paragraph(told, "paragraph")


def _membership(report: Report) -> Live:
    """Count the companies that the article names, and those that were added."""
    members = {key: report.basket("companies", group(report.frame, key)) for key in ("named", "added")}
    template = report.text("cover.basis.basket", named="{named}", added="{added}", due="{due}")
    return sentence(template, due=report.due(), **members)


def _figures(report: Report) -> tuple[Live, Live]:
    """Count the derived figures of the two periods, and all figures."""
    columns = [(item + basis, item, period) for item in report.items for basis, period in report.bases]
    kinds = [
        figure.kind
        for _, item, period in columns
        for figure in map(report.facts.figures_of(item, period).get, report.staying.tickers)
        if figure is not None
    ]
    there = {key: f"{STAYS}*ISNUMBER([data.{key}.all])" for key, _, _ in columns}
    derived = [f"SUMPRODUCT({has}*([data.{key}_kind.all]={{derived}}))" for key, has in there.items()]
    total = [f"SUMPRODUCT({has})" for has in there.values()]
    return Live(kinds.count("derived"), f"({_sum(derived)})"), Live(len(kinds), f"({_sum(total)})")


def _sum(terms: Sequence[str]) -> str:
    """Terms of a formula added; a basket without a figure has none."""
    return "+".join(terms) or "0"
