"""The article's claims: the table of all of them, and the table's verdicts counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.claims.own import bound_name
from xl_aigc.measures.claims.result import OTHER_BASKET, VERDICTS, ClaimResult
from xl_aigc.report import claims_live as live
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks import feeds
from xl_aigc.report.blocks.draw import block, columns_of, draw_kind
from xl_aigc.report.blocks.kpis import Card, draw_cards
from xl_aigc.report.claims_correlation import chance_limit_of
from xl_aigc.report.claims_known import known_of_due
from xl_aigc.report.claims_notes import note
from xl_aigc.report.claims_range import bounds
from xl_aigc.report.claims_stated import stated_form
from xl_aigc.report.claims_words import text_of
from xl_aigc.report.live import Live, Shown, choice, sentence
from xl_aigc.report.page import LONG_TABLE_ROW, NOTE_LINE, Cell, Field, Page
from xl_aigc.report.placed import Placed
from xl_aigc.report.widths import SMALL_COLUMN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xl_aigc.data.claims import Claim
    from xl_aigc.report.report import Report

    Claims = Mapping[str, Mapping[str, str]]

SPANS: Final = {
    "claim": 4,
    "stated": 1,
    "measured": 1,
    "low": 1,
    "high": 1,
    "verdict": 1,
    "note": 3,
}
"""Columns of the table, and how many columns of the sheet each takes."""
ASIDE: Final = {"id": 2, "subject": 1, "relation": 1, "bound": 1, "tolerance": 1, "named": 1, "known": 2}
"""Columns that the formulas of a claim read beside its row: they stand on the sheet of chart data."""
DECIDED: Final = frozenset({"reproduced", "differs"})
"""Verdicts on claims that could be compared."""
PENDING: Final = "verdict_cells"
CELLS: Final = "claim_cells"
"""Names under which contents wait for the table of claims, and under which it tells the cells of each claim, by its id."""
SUBJECTS: Final = "claims_subjects"
"""Defined name of the column that says what each claim is about: a ticker, or the basket."""


def verdicts_name(section: str | None = None) -> str:
    """Return the defined name of the verdicts of a section, or of all."""
    return f"claims_{section}" if section else "claims_verdicts"


def mark_verdicts(page: Page, area: str) -> None:
    """Verdicts in their colours."""
    report, colours = page.report, page.report.theme.colours
    page.colours.append(
        (
            area,
            {
                report.word("differs"): colours.title,
                report.word("reproduced"): colours.note,
                report.word(OTHER_BASKET): colours.note,
            },
        )
    )


def _results(page: Page) -> tuple[ClaimResult, ...]:
    """Every claim with its result; a sentence says that there is none."""
    results = evaluate(page.report.frame)
    if not results:
        page.paragraph(page.report.text("claim_words.none"))
    return results


@register("claims_table")
class ClaimsTableSpec(BlockSpec):
    """Every claim of the article: stated, measured, possible, and the verdict as a formula over its row."""

    speaks_of: ClassVar[tuple[str, ...]] = ("claims",)


@draw_kind.register(ClaimsTableSpec)
def _claims_table(spec: ClaimsTableSpec, page: Page) -> None:
    report, results = page.report, _results(page)
    if not results:
        return
    fields, aside = (_fields(report, spans) for spans in (SPANS, ASIDE))
    heading = page.row
    page.printing.repeated = (heading, heading)
    columns = page.headings(fields)
    first = page.row
    told: dict[str, Mapping[str, str]] = {}
    feeds.open_feed(page)
    beside = feeds.draw_feed(page, aside, 0, lambda _, __: ())
    for section, group in by_section(results).items():
        page.row += 1
        top = page.row
        for result in group:
            page.heights[page.row] = LONG_TABLE_ROW
            told[result.claim.id] = _addresses(page, columns, beside, sheet=True)
            cells = _cells(page, result, _addresses(page, columns, beside))
            page.feed.line(aside, [cells[key] for key in ASIDE])
            page.line(fields, [cells[key] for key in SPANS])
        placed = Placed(page.title, top, page.row - 1, columns, heading)
        report.defined[verdicts_name(section)] = placed.range("verdict")
        _head_section(page, top - 1, section, group)
    placed = Placed(page.title, first, page.row - 1, columns, heading)
    page.stated.update(range(first, page.row))
    report.defined[verdicts_name()] = placed.range("verdict")
    report.defined[SUBJECTS] = replace(beside, last=page.feed.row - 1).range("subject")
    page.placed[spec.id or "claims"] = placed
    column = columns["verdict"]
    mark_verdicts(page, f"{page.address(first, column)}:{page.address(placed.last, column)}")
    _tell_cells(report, told)
    if any(result.evidence.derived for result in results):
        page.paragraph(report.text("claim_words.derived_note"))


def _addresses(
    page: Page, columns: Mapping[str, int], beside: Placed, *, sheet: bool = False
) -> dict[str, str]:
    """Return the cells of the claim of the present row, by column; `sheet`: with the sheet, for formulas of others."""
    own = {key: page.address(page.row, column, sheet=sheet) for key, column in columns.items()}
    feed = page.feed
    return own | {key: feed.address(feed.row, column, sheet=True) for key, column in beside.columns.items()}


def _head_section(page: Page, row: int, section: str, group: Sequence[ClaimResult]) -> None:
    """The name of a part of the article, and how many of its claims hold, or that none of them is decided."""
    report, name = page.report, verdicts_name(section)
    counts = Counter(result.verdict for result in group)
    about = Live(counts.total() - counts[OTHER_BASKET], f"(ROWS({name})-COUNTIF({name},{{{OTHER_BASKET}}}))")
    parts = {one: Live(counts[one], f"COUNTIF({name},{{{one}}})") for one in VERDICTS if one in DECIDED}
    decided = Live(
        any(counts[one] for one in parts), "+".join(str(one.native) for one in parts.values()) + ">0"
    )
    held = choice(
        decided,
        sentence(
            report.text("claim_words.of_section", n="{n}", **{one: f"{{{one}}}" for one in parts}),
            n=about,
            **parts,
        ),
        sentence(report.text("claim_words.undecided", n="{n}"), n=about),
    )
    split = page.width - SPANS["note"]
    (left, wide), (right, rest) = page.places([split, page.width - split])
    page.write(row, left, section_name(report, section), "total", span=wide)
    page.write(row, right, held, "total", span=rest)
    page.heights[row] = LONG_TABLE_ROW
    page.heads.add(row)


def _fields(report: Report, spans: Mapping[str, int]) -> list[Field]:
    numbers = dict.fromkeys(("stated", "bound", "tolerance", "measured", "low", "high", "named"), "general")
    return columns_of(
        lambda key: report.text(f"claim_words.columns.{key}"), spans, shows=numbers, words=("verdict",)
    )


def by_section(results: Sequence[ClaimResult]) -> dict[str, list[ClaimResult]]:
    """Return the results of each part of the article; the parts, and the claims of each, in the order of their first claim."""
    sections: dict[str, list[ClaimResult]] = {}
    for result in results:
        sections.setdefault(result.claim.section, []).append(result)
    return sections


def section_name(report: Report, section: str) -> str:
    """Return the name of a part of the article."""
    return report.labels.texts.get(f"sheets.{section}.title", section)


def _cells(page: Page, result: ClaimResult, at: Mapping[str, str]) -> dict[str, Cell]:
    """Return every cell of a claim, by column; `at` holds their addresses."""
    report, claim = page.report, result.claim
    ends = ("measured", "measured") if claim.key is None or claim.correlates else ("low", "high")
    row = live.Row(
        *(at[key] for key in ("subject", "stated", "tolerance", "measured", *ends, "verdict", "known"))
    )
    low, high = bounds(report, result, row)
    shows = live.shows_in_full(report, result)
    relation = report.text(f"claim_words.relations.{claim.relation}") if claim.testable else ""
    return {
        "id": _cell(page, Live(claim.id), None),
        "claim": _text(page, "claim", Live(text_of(report, claim))),
        "subject": _cell(page, Live(claim.ticker or report.text("claim_words.basket")), None),
        "relation": _cell(page, Live(relation), None),
        "stated": _cell(page, live.stated(report, claim), stated_form(report, claim)),
        "bound": _bound(page, claim, at["bound"]),
        "tolerance": _tolerance(page, result),
        "measured": _cell(page, live.measured(report, result, row), shows),
        "low": _cell(page, low, shows),
        "high": _cell(page, high, shows),
        "named": _cell(page, live.on_named(report, result), shows),
        "known": _cell(page, known_of_due(report, result), None),
        "verdict": replace(_cell(page, live.verdict(report, result, row), None), style="word"),
        "note": _small(page, note(report, result, row)),
    }


def _bound(page: Page, claim: Claim, at: str) -> Cell:
    """Return the article's own bound, in a cell with a name that formulas read instead of the cell of the limit."""
    bound, name = live.bound(page.report, claim), bound_name(claim)
    if bound.value != "" and name is not None:
        page.report.defined[name] = at
    return _cell(page, bound, live.bound_form(page.report, claim))


def _tolerance(page: Page, result: ClaimResult) -> Cell:
    """Return the tolerance of a claim; of one about a rank correlation, how far chance alone goes."""
    tolerance = result.claim.tolerance
    if result.claim.correlates:
        return _cell(page, chance_limit_of(page.report, result), "correlation")
    return _cell(page, Live("" if tolerance is None else tolerance), "percent")


def _cell(page: Page, content: Live, shows: str | None) -> Cell:
    form = None if shows in {None, "text", "word"} else shows
    if form is None and isinstance(content.value, str):
        return Cell(content, "wrapped", lines=page.lines(content.value, page.digits))
    return Cell(content, "body", form)


def _small(page: Page, content: Live) -> Cell:
    """Return a note in small print, which makes its row as high as it needs."""
    lines = page.lines(content.value, SPANS["note"] * SMALL_COLUMN / page.breadth)
    page.heights[page.row] = max(page.heights.get(page.row, LONG_TABLE_ROW), NOTE_LINE * lines + 4)
    return Cell(content, "small")


def _text(page: Page, key: str, content: Live) -> Cell:
    lines = page.lines(content.value, SPANS[key] * page.digits)
    return Cell(content, "wrapped", lines=lines)


@block("verdict_kpis", exhibits=False, speaks_of=("claims",))
def _verdict_kpis(page: Page) -> None:
    """Count the claims by verdict, as cards."""
    report, results = page.report, evaluate(page.report.frame)
    counts = Counter(result.verdict for result in results)
    other = counts[OTHER_BASKET]
    note = Live(report.text("claim_words.of_claims", n=len(results) - other))
    if other:
        page.paragraph(report.text("claim_words.other_basket", n=other))
    draw_cards(
        page,
        [
            Card(report.word(verdict), counted(page, counts[verdict], verdict), "count", note)
            for verdict in VERDICTS
        ],
    )


def counted(page: Page, value: int, verdict: str) -> Live:
    """Return a count of verdicts."""
    return from_claims(page, value, lambda _: f"COUNTIF({verdicts_name()},{{{verdict}}})")


def from_claims(page: Page, value: Shown, native: Callable[[Claims], str | None]) -> Live:
    """Return a content that reads the table of claims, also where that is drawn later; a value where it never is.

    Args:
        page: the page of the content.
        value: the content.
        native: gives its formula, and is told the cells of each claim.
    """
    found = page.report.findings
    if CELLS in found:
        return Live(value, native(found[CELLS]))
    content = Live(value)
    found.setdefault(PENDING, []).append((page, content, native))
    return content


def _tell_cells(report: Report, cells: Claims) -> None:
    """Give their formulas to the contents that were drawn before the table of claims, and to those that follow."""
    report.findings[CELLS] = cells
    for page, content, native in report.findings.pop(PENDING, []):
        for place, cell in page.cells.items():
            if cell.content is content:
                page.cells[place] = replace(cell, content=Live(content.value, native(cells)))
