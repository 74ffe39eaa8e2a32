"""One company, whose ticker is chosen in a cell: its words, its figures with their sources, and its place in the basket."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Self

from pydantic import Field as Option

from xl_aigc.data.completeness import CORE_ITEMS
from xl_aigc.expressions import tree as t
from xl_aigc.measures.mask import everyone
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.kpis import Card, draw_cards
from xl_aigc.report.blocks.tables import TICKERS
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.findings import Teller
from xl_aigc.report.head import HEAD
from xl_aigc.report.layout import Key
from xl_aigc.report.lists import of_company
from xl_aigc.report.live import MISSING, SAFE_DIGITS, Live, choice, sentence
from xl_aigc.report.names_in_titles import HEAD_NAME, in_title, width_of_names
from xl_aigc.report.page import Cell, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from xl_aigc.report.page import Page
    from xl_aigc.report.report import Report

CHOSEN: Final = "card_ticker"
"""Defined name of the cell with the ticker."""
LABEL, VALUE = 2, 2
"""Columns of the sheet that a label and a value take."""


def _of_chosen(report: Report, key: str) -> Live:
    """Return what the chosen company has in a column; blank where no company has the ticker in the cell."""
    live = of_company(report, key, report.facts.tickers.index(_ticker(report)), CHOSEN)
    return replace(live, native=f'IFERROR({live.native},"")')


def _said_of_chosen(report: Report, key: str) -> Live:
    """Return what a finding names of the chosen company: a word that is missing is none."""
    live = _of_chosen(report, key)
    if report.table.measures[key].shows not in {"word", "text"}:
        return live
    return choice(Live(live.value == MISSING, f'{live.native}="{MISSING}"'), Live(""), live)


def _ticker(report: Report) -> str:
    return report.chosen or report.facts.tickers[0]


class ChosenSpec(BlockSpec):
    """A block about the company whose ticker is chosen."""

    rests_on: ClassVar[tuple[str, ...]] = ("measures",)

    measures: tuple[Annotated[str, Key("measure")], ...] = Option(..., description="what it shows")


@register("company_choice")
class ChoiceSpec(ChosenSpec):
    """The cell in which a company is chosen by its ticker, and its key figures as cards."""

    exhibits: ClassVar[bool] = False


@draw_kind.register(ChoiceSpec)
def _choice(spec: ChoiceSpec, page: Page) -> None:
    report = page.report
    (left, wide), (chooser, width), (name, rest) = page.places([LABEL, VALUE, page.width - LABEL - VALUE])
    page.write(page.row, left, report.text("card.choose"), "text", span=wide)
    ticker = _ticker(report)
    chosen = page.write(page.row, chooser, ticker, "input", number_format="text", span=width)
    whole = _of_chosen(report, report.name_key())
    page.write(page.row, name, whole, "word", span=rest)
    page.choices.append((chosen, TICKERS))
    report.defined[CHOSEN] = page.address(page.row, chooser, sheet=True)
    named = Live(whole.value, page.address(page.row, name, sheet=True))
    code = Live(ticker, CHOSEN)
    short = in_title(named, code, HEAD_NAME, width_of_names(report))
    if report.workings is not None:
        short = report.workings.held(short, report.label(report.name_key()), "general")
    page.said[HEAD] = {"name": Number(short, "text")}
    page.said[HEAD] |= {
        key: Number(_said_of_chosen(report, key), report.table.measures[key].shows)
        for key in ("revenue", *spec.measures)
    }
    if "net_profit" not in report.absent:
        page.said[HEAD]["growth"] = Number(Live(report.text("card.growth")), "word")
    page.row += 2
    draw_cards(page, [_card(report, key) for key in spec.measures])


def _card(report: Report, key: str) -> Card:
    """Return a measure of the company as a card; below it the median of the basket."""
    shows = report.table.measures[key].shows
    note = Live("") if shows in {"word", "text"} else _median_note(report, key)
    return Card(
        report.label(key), _of_chosen(report, key), shows, note, signed=key.endswith(("_yoy", "_change"))
    )


def _median_note(report: Report, key: str) -> Live:
    """Return the median of the basket in words; blank where there is none."""
    middle = Number(_median(report, key), report.table.measures[key].shows)
    return Teller(report, {"middle": middle}).finding("card.median", Live(""))


def _median(report: Report, key: str) -> Live:
    return report.over(t.Middle(report.frame.table.column(key)), everyone(report.frame))


@register("company_ranks")
class RanksSpec(ChosenSpec):
    """Numbers of the chosen company beside the median of the basket and its rank, from the largest."""


@draw_kind.register(RanksSpec)
def _ranks(spec: RanksSpec, page: Page) -> None:
    report = page.report
    fields = [
        Field("measure", report.text("card.measure"), span=3),
        *(Field(key, report.text(f"card.{key}"), "general") for key in ("company", "middle")),
        Field("rank", report.text("card.rank"), "count"),
    ]
    columns = page.headings(fields)
    said = page.said.setdefault(page.block_key(spec), {})
    for key in spec.measures:
        own, cell = _of_chosen(report, key), page.address(page.row, columns["company"])
        shows = report.table.measures[key].shows
        numbers = [Cell(one, "body", shows) for one in (own, _median(report, key))]
        rank, at = _rank(report, key, own, cell), page.address(page.row, columns["rank"])
        known = Live("" if rank.value == MISSING else rank.value, f'IF({at}="{MISSING}","",{at})')
        said[f"{key}_rank"] = Number(known, "text")
        page.line(fields, [report.label(key), *numbers, rank])


def _rank(report: Report, key: str, own: Live, cell: str) -> Live:
    """Return the place of a number among those of the basket, the largest first, and how many there are."""
    column, all_of_it = report.frame.table.column(key), everyone(report.frame)
    number = None if isinstance(own.value, str) else float(own.value)
    chosen = t.Address(cell, number or 0.0)
    more = t.Compare(">", column, chosen)
    if not report.frame.table.exact(column):  # numbers that are equal on paper rank alike in every program
        more = t.Compare(">", t.Arithmetic("-", column, chosen), t.Number(10.0**-SAFE_DIGITS))
    larger = report.over(t.Count(more), all_of_it)
    known = report.over(t.Count(t.Known(column)), all_of_it)
    place = Live(int(larger.value) + 1, f"({larger.native}+1)")
    told = sentence(report.text("card.rank_of", place="{place}", known="{known}"), place=place, known=known)
    shown = told.value if number is not None else MISSING
    return Live(shown, f'IF(ISNUMBER({cell}),{told.native},"{MISSING}")')


@register("company_figures")
class FiguresSpec(BlockSpec):
    """The core figures of the chosen company at each period, each with its sources."""

    def fitted(self, sheet: str, has_text: Callable[[str], bool], absent: Collection[str]) -> Self | None:
        """Return the block; None where the basket has none of its figures."""
        del sheet, has_text
        return None if all(item in absent for item in CORE_ITEMS) else self


@draw_kind.register(FiguresSpec)
def _figures(spec: FiguresSpec, page: Page) -> None:
    report = page.report
    periods = [str(period) for _, period in report.bases]
    fields = [
        Field("item", report.text("card.item"), span=2),
        *(Field(period, period, "money") for period in periods),
        *(
            Field(f"{period} sources", report.text("card.sources", period=period), style="word")
            for period in periods
        ),
    ]
    columns, first, known = page.headings(fields), page.row, 0
    for item in (item for item in CORE_ITEMS if item not in report.absent):
        own = _figures_of(report, item)
        known += sum(not isinstance(one.value, str) for one in own)
        page.line(fields, [report.in_unit(report.word(item)), *own, *_sources(report, item)])
    ends = (
        page.address(first, columns[periods[0]], sheet=True),
        page.address(page.row - 1, columns[periods[-1]]),
    )
    area, due = ":".join(ends), len(periods) * (page.row - first)
    page.said[page.block_key(spec)] = {
        "figures_known": Number(Live(known, f"COUNT({area})")),
        "figures_due": Number(Live(due, f"ROWS({area})*COLUMNS({area})")),
    }


def _figures_of(report: Report, item: str) -> list[Live]:
    return [_of_chosen(report, item + basis) for basis, _ in report.bases]


def _sources(report: Report, item: str) -> list[Cell]:
    """Return the sources of an item at each period, as Data has them."""
    found: list[Cell] = []
    for basis, period in report.bases:
        figure, key = report.facts.figure(_ticker(report), item, period), f"{item}{basis}_source"
        source = f"INDEX([data.{key}.all],MATCH({CHOSEN},[data.ticker.all],0))"
        held, _ = report.blocks.beside.get(
            (_ticker(report), key), (" ".join(figure.sources) if figure else "", "")
        )
        shown = Live(held, f'IFERROR({source}&"","")')
        found.append(Cell(shown, "small_word"))
    return found


@register("company_words")
class WordsSpec(ChosenSpec):
    """Names, layer and cohorts of the chosen company, and the number of claims of the article about it."""


@draw_kind.register(WordsSpec)
def _words(spec: WordsSpec, page: Page) -> None:
    report = page.report
    lines = [(report.label(key), _in_words(report, key)) for key in spec.measures]
    page.said[page.block_key(spec)] = {key: Number(_of_chosen(report, key), "word") for key in spec.measures}
    if "claims" not in report.absent:
        about = sum(claim.ticker == _ticker(report) for claim in report.facts.claims)
        lines.append((report.text("card.claims"), Live(about, f"COUNTIF(claims_subjects,{CHOSEN})")))
    _draw_lines(page, lines)


def _in_words(report: Report, key: str) -> Live:
    """Return what a column says of the chosen company; a long name is cut, and stands whole in the Companies table."""
    live = _of_chosen(report, key)
    named = report.table.measures[key].shows == "text"
    return (
        in_title(live, Live(_ticker(report), CHOSEN), HEAD_NAME, width_of_names(report, key))
        if named
        else live
    )


def _draw_lines(page: Page, lines: Sequence[tuple[str, Live]]) -> None:
    (left, wide), (right, width) = page.places([3, page.width - 3])
    for label, content in lines:
        page.write(page.row, left, label, "text", span=wide)
        page.write(page.row, right, content, "word", span=width)
        page.row += 1
