"""Lists of companies: rankings by a measure, and cases named in the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field as Option

from xl_aigc.files.schema import Strict
from xl_aigc.measures.mask import Mask, everyone, known, that, where
from xl_aigc.report.block_spec import BlockSpec, InBasket, register
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.layout import Key
from xl_aigc.report.lists import Ranked, of_company, rank, ranked_ticker, ranked_value
from xl_aigc.report.live import Live, Shown, either, sentence
from xl_aigc.report.page import Cell, Field, Page
from xl_aigc.report.placed import Placed

if TYPE_CHECKING:
    from xl_aigc.report.report import Report

NAME_SPAN = 3
WORD_SPAN = 2
SIGNS = {"below": "<", "above": ">", "at_most": "<="}


class Condition(Strict):
    """A condition for companies of a list."""

    measure: Annotated[str, Key("measure")]
    is_: Literal["below", "above", "at_most", "word", "known"] = Option(alias="is")
    than: float | str = Option(0, description="a bound (money in units of the currency), or a word")


@register("ranking")
class RankingSpec(BlockSpec):
    """The companies that lead by a measure."""

    by: Annotated[str, Key("measure")]
    order: Literal["highest", "lowest"] = "highest"
    where: tuple[Condition, ...] = ()
    rows: int = Option(10, ge=1, le=200)
    measures: tuple[Annotated[str, Key("measure")], ...] = Option((), description="further columns")


@draw_kind.register(RankingSpec)
def _ranking(spec: RankingSpec, page: Page) -> None:
    report = page.report
    ranked = rank(report, spec.by, _mask(report, spec.where), ascending=spec.order == "lowest")
    rest = [key for key in spec.measures if key != spec.by]
    fields = [
        Field("rank", "#", "rank"),
        *_company_fields(report),
        *(_field(report, key) for key in (spec.by, *rest)),
    ]
    heading = page.row
    columns = page.headings(fields)
    first = page.row
    value_column = columns[spec.by]
    rows = page.rows(spec, "rows", max(len(ranked.order), 1), spec.rows)
    for k in range(1, rows + 1):
        place = ranked.order[k - 1] if k <= len(ranked.order) else None
        value_cell = page.address(page.row, value_column)
        ticker_cell = "$" + page.address(page.row, columns["ticker"])
        page.line(
            fields,
            [
                k if place is not None else _spare_rank(page, ticker_cell, first),
                ranked_ticker(report, ranked, k, value_cell, page.address(first, value_column)),
                of_company(report, report.name_key(), place, ticker_cell),
                ranked_value(report, ranked, k),
                *(of_company(report, key, place, ticker_cell) for key in rest),
            ],
        )
    last = page.row - 1
    _more(page, ranked, range(first, page.row))
    page.placed[spec.id or spec.by] = Placed(page.title, first, last, columns, heading)
    mark_words(page, (spec.by, *rest), columns, first, last)


def _spare_rank(page: Page, ticker_cell: str, first: int) -> Live:
    """Return the rank in a row that no company fills yet."""
    here = page.address(page.row, page.left)
    return Live("", f'IF({ticker_cell}="","",ROWS({page.address(first, page.left, absolute=True)}:{here}))')


def _more(page: Page, ranked: Ranked, rows: range) -> None:
    """Count the companies beyond the end of a list."""
    report = page.report
    total = report.count(ranked.mask)
    ends = ":".join(page.address(row, page.left) for row in (rows[0], rows[-1]))
    rest = Live(max(0, len(ranked.order) - len(rows)), f"MAX(0,{total.native}-ROWS({ends}))")
    whole = sentence(report.text("notes.list_all", n="{n}"), n=total)
    page.paragraph(
        either(rest, sentence(report.text("notes.list_of", n="{n}", k="{k}"), n=total, k=rest), whole)
    )


def _mask(report: Report, conditions: tuple[Condition, ...]) -> Mask:
    mask = everyone(report.frame)
    for one in conditions:
        mask &= _condition(report, one)
    return mask


def _condition(report: Report, one: Condition) -> Mask:
    frame, key = report.frame, one.measure
    if one.is_ == "word":
        return where(frame, key, str(one.than))
    return known(frame, key) if one.is_ == "known" else that(frame, f"{key} {SIGNS[one.is_]} {one.than}")


def _company_fields(report: Report) -> list[Field]:
    return [
        Field("ticker", report.label("ticker"), span=1),
        Field("name", report.text("columns.company"), span=NAME_SPAN),
    ]


def _field(report: Report, key: str) -> Field:
    shows = report.table.measures[key].shows
    if shows in {"word", "text"}:
        return Field(key, report.label(key), span=WORD_SPAN)
    return Field(key, report.label(key), shows)


def mark_words(page: Page, keys: tuple[str, ...], columns: dict[str, int], first: int, last: int) -> None:
    """Statuses in their tints."""
    for key in keys:
        if key == "net_profit_status" and last >= first:
            column = columns[key]
            page.tints.append(f"{page.address(first, column)}:{page.address(last, column)}")


@register("cases")
class CasesSpec(BlockSpec):
    """Companies by name, each with the same measures."""

    rests_on: ClassVar[tuple[str, ...]] = ("tickers",)

    tickers: Annotated[tuple[str, ...], InBasket] = Option(
        (), description="the companies; none for those of the basket's texts.yaml"
    )
    measures: tuple[Annotated[str, Key("measure")], ...]
    remarks: bool = Option(False, description="a last column of words, from the labels")  # noqa: FBT003


@draw_kind.register(CasesSpec)
def _cases(spec: CasesSpec, page: Page) -> None:
    report = page.report
    tickers = report.tickers(spec.tickers)
    rows = page.room(spec, "rows", len(tickers), len(spec.tickers) - len(tickers) if tickers else 0)
    if not rows:
        page.paragraph(report.text("notes.no_room" if tickers else "notes.none_in_basket"))
        return
    fields = [*_company_fields(report), *(_field(report, key) for key in spec.measures)]
    if spec.remarks:
        used = sum(field.span for field in fields)
        fields.append(
            Field("remark", report.text("columns.remark"), span=max(3, page.width - used), wrap=True)
        )
    heading = page.row
    columns = page.headings(fields)
    first = page.row
    for ticker in tickers[:rows]:
        place = report.facts.tickers.index(ticker)
        cell = "$" + page.address(page.row, columns["ticker"])
        contents: list[Live | Shown | Cell] = [ticker, of_company(report, report.name_key(), place, cell)]
        contents += [of_company(report, key, place, cell) for key in spec.measures]
        if spec.remarks:
            contents.append(report.text(f"blocks.{page.key}.{spec.id}.remarks.{ticker.replace('.', '_')}"))
        page.line(fields, contents)
    page.blank_lines(fields, rows - len(tickers))
    page.placed[spec.id or "cases"] = Placed(page.title, first, page.row - 1, columns, heading)
    mark_words(page, spec.measures, columns, first, page.row - 1)
