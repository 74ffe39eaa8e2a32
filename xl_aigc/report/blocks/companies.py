"""Lists of companies: rankings by a measure, and cases named in the layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

from pydantic import Field as Option

from xl_aigc.measures.mask import that
from xl_aigc.report.block_spec import BlockSpec, InBasket, register
from xl_aigc.report.blocks import feeds, short_names
from xl_aigc.report.blocks.conditions import Condition, alike, left_out, mask_of
from xl_aigc.report.blocks.draw import draw_kind
from xl_aigc.report.blocks.wide_fields import filling
from xl_aigc.report.finding_numbers import Number, Said
from xl_aigc.report.layout import Key
from xl_aigc.report.lists import Ranked, of_company, rank, ranked_ticker, ranked_value, sharing
from xl_aigc.report.live import SAFE_DIGITS, Live, Shown, either, sentence
from xl_aigc.report.names_in_titles import TITLE_NAME, WIDE_TITLE_NAME, beside, in_title, width_of_names
from xl_aigc.report.page import Cell, Field, Page
from xl_aigc.report.placed import Placed
from xl_aigc.report.tables import HELPERS, STATUS_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.report import Report

NAME_SPAN: Final = 2
WIDE_WORDS: Final = {"archetype": 2, "growth_cohort": 2}
"""Words that take more than one column."""
ORDERS: Final = ("first", "second")
SHARERS: Final = ("leaders", "followers")
"""Names of the companies at the head of a ranking, in a finding, and of how many share the place of each."""


@register("ranking")
class RankingSpec(BlockSpec):
    """The companies that lead by a measure."""

    by: Annotated[str, Key("measure")]
    order: Literal["highest", "lowest"] = "highest"
    where: tuple[Condition, ...] = ()
    rows: int = Option(10, ge=1, le=200)
    measures: tuple[Annotated[str, Key("measure")], ...] = Option((), description="further columns")

    def idle(self, report: Report) -> bool:
        """Return whether no company is listed, or several of which each is like the others."""
        ranked = rank(report, self.by, mask_of(report, self.where))
        return len(ranked.order) != 1 and alike(report, ranked.mask, self.by, beside=self.measures)


@draw_kind.register(RankingSpec)
def _ranking(spec: RankingSpec, page: Page) -> None:
    report = page.report
    ranked = rank(report, spec.by, mask_of(report, spec.where), ascending=spec.order == "lowest")
    rest = [key for key in spec.measures if key != spec.by]
    by = () if spec.by in HELPERS else (spec.by,)
    fields = [_name(report), *(_field(report, key) for key in (*by, *rest))]
    if fields[-1].style == "word" and sum(one.span for one in fields) < page.width:
        fields[-1] = replace(fields[-1], span=fields[-1].span + 1)  # words may use what is left of the width
    fields, heading = filling(fields, page.width), page.row
    columns = page.headings(fields)
    first = page.row
    rows = page.rows(spec, "rows", max(len(ranked.order), 1), spec.rows)
    feed = ranking_feed(page, spec.by, ranked, rows, short_names.COLUMN_NAME * fields[0].span)
    for k in range(1, rows + 1):
        place = ranked.order[k - 1] if k <= len(ranked.order) else None
        at = {
            key: page.feed.address(feed.first + k - 1, feed.columns[key], sheet=True)
            for key in ("ticker", "short", "value")
        }
        name, value = (
            Live(page.feed.cells[feed.first + k - 1, feed.columns[key]].content.value, at[key])
            for key in ("short", "value")
        )
        others = (of_company(report, key, place, at["ticker"]) for key in rest)
        page.line(fields, [name, *(value for _ in by), *others])
    last = page.row - 1
    _more(page, ranked, range(first, page.row), spec)
    placed = Placed(page.title, first, last, columns, heading)
    page.placed[spec.id or spec.by] = placed
    ahead = ranked.mask & that(report.frame, f"{spec.by} > {10**-SAFE_DIGITS:.{SAFE_DIGITS}f}")
    every = report.count(ranked.mask)
    up = Number(report.count(ahead), known=every)
    page.said[page.block_key(spec)] = told(page, placed, (*by, *rest), ranked, feed) | {
        f"{spec.by}_up": up,
        f"{spec.by}_ranked": Number(every),
    }
    if report.table.measures[spec.by].shows == "ratio":
        over = report.count(ranked.mask & that(report.frame, f"{spec.by} > 1"))
        page.said[page.block_key(spec)][f"{spec.by}_over_one"] = Number(over, known=every)
    mark_words(page, (*by, *rest), columns, first, last)


def ranking_feed(page: Page, by: str, ranked: Ranked, rows: int, signs: int = short_names.BAR_NAME) -> Placed:
    """Draw the feed of a ranking: the number, ticker, name, short name of so many signs, and value of each company."""
    report, signs = page.report, short_names.room(page.report, signs)
    fields = [
        Field("k", report.text("charts.number"), "rank"),
        Field("ticker", report.label("ticker")),
        *short_names.fields(report),
        Field("value", report.label(by), report.table.measures[by].shows),
    ]
    feeds.open_feed(page)
    first = page.feed.row + 1
    cuts = short_names.cuts_at(report, ranked.order[:rows], signs)
    among = short_names.Among(first, rows, cuts, signs)

    def row(k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        own = at["value"].removeprefix("$")
        ticker = ranked_ticker(report, ranked, k, own, own.rstrip("0123456789") + str(first))
        place = ranked.order[k - 1] if k <= len(ranked.order) else None
        name = of_company(report, report.name_key(), place, at["ticker"])
        names = among.told(name, Live(ticker.value, at["ticker"]), at)
        return [k, ticker, name, *names, ranked_value(report, ranked, k)]

    return feeds.draw_feed(page, fields, rows, row)


def told(on: Page, placed: Placed, keys: Sequence[str], ranked: Ranked, feed: Placed) -> Said:
    """Return what a finding may name: the companies at the head of a ranking, and their numbers.

    Args:
        on: its page.
        placed: the ranking; a single measure stands in the column `value` of a feed.
        keys: the measures.
        ranked: the ranking.
        feed: its feed.
    """
    said: Said = {}
    wide = width_of_names(on.report)

    def shown(page: Page, line: int, column: int) -> Live:
        return Live(page.cells[line, column].content.value, page.address(line, column, sheet=True))

    for line, order in zip(range(placed.first, placed.last + 1), ORDERS, strict=False):
        at = line - placed.first + feed.first
        name, ticker = (shown(on.feed, at, feed.columns[key]) for key in ("name", "ticker"))
        live = in_title(name, ticker, TITLE_NAME if wide == 1 else WIDE_TITLE_NAME, wide)
        said[order] = Number(beside(said[ORDERS[0]].live, live, ticker, wide) if said else live, "word")
        for key in keys:
            column = placed.columns.get(key, placed.columns.get("value", 0))
            live, shows = shown(on, line, column), on.report.table.measures[key].shows
            said[f"{order}_{key}"] = Number(live, shows, leads=True)
    for order, sharers in zip(ORDERS, SHARERS, strict=True):
        if (own := said.get(f"{order}_{keys[0]}")) is not None:
            shared = sharing(on.report, ranked, keys[0], own.live.value, str(own.live.native))
            said[f"{keys[0]}_{sharers}"] = Number(shared)
    return said


def _more(page: Page, ranked: Ranked, rows: range, spec: RankingSpec) -> None:
    """Count the companies beyond the end of a list, and those that lie above what it takes in."""
    report = page.report
    total = report.count(ranked.mask)
    ends = ":".join(page.address(row, page.left) for row in (rows[0], rows[-1]))
    rest = Live(max(0, len(ranked.order) - len(rows)), f"MAX(0,{total.native}-ROWS({ends}))")
    whole = sentence(report.text("notes.list_all", n="{n}"), n=total)
    told = either(rest, sentence(report.text("notes.list_of", n="{n}", k="{k}"), n=total, k=rest), whole)
    above = [left_out(page.report, spec.by, one) for one in spec.where if one.is_ == "at_most"]
    parts = {f"part{place}": part for place, part in enumerate(above)}
    page.paragraph(sentence("{told}" + "".join(f"{{{part}}}" for part in parts), told=told, **parts))


def _name(report: Report) -> Field:
    return Field("name", report.text("columns.company"), span=NAME_SPAN)


def _field(report: Report, key: str) -> Field:
    shows, heading = report.table.measures[key].shows, report.short(key, "measures")
    if shows in {"word", "text"}:
        return Field(key, heading, span=WIDE_WORDS.get(key, 1), style="word")
    return Field(key, heading, shows)


def mark_words(page: Page, keys: tuple[str, ...], columns: dict[str, int], first: int, last: int) -> None:
    """Statuses in the colours of their directions, each with its mark."""
    for key in keys:
        if key == STATUS_KEY and last >= first:
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

    def says_nothing(self, whole: BlockSpec) -> bool:
        """Return whether nothing but names is left of a table that had measures."""
        return isinstance(whole, CasesSpec) and bool(whole.measures) and not (self.measures or self.remarks)


@draw_kind.register(CasesSpec)
def _cases(spec: CasesSpec, page: Page) -> None:
    report = page.report
    tickers = report.tickers(spec.tickers)
    rows = page.room(spec, "rows", len(tickers), len(spec.tickers) - len(tickers) if tickers else 0)
    if not rows:
        page.paragraph(report.text("notes.no_room" if tickers else "notes.none_in_basket"))
        return
    fields = [_name(report), *(_field(report, key) for key in spec.measures)]
    if spec.remarks:
        used = sum(field.span for field in fields)
        fields.append(
            Field("remark", report.text("columns.remark"), span=max(3, page.width - used), wrap=True)
        )
    fields, heading = filling(fields, page.width), page.row
    columns = page.headings(fields)
    first = page.row
    signs = short_names.room(report, short_names.COLUMN_NAME * fields[0].span)
    feed = _named(page, tickers[:rows], rows, signs)
    for k, ticker in enumerate(tickers[:rows]):
        place = report.facts.tickers.index(ticker)
        cell, at = (
            page.feed.address(feed.first + k, feed.columns[key], sheet=True) for key in ("ticker", "short")
        )
        name = Live(page.feed.cells[feed.first + k, feed.columns["short"]].content.value, at)
        contents: list[Live | Shown | Cell] = [
            name,
            *(of_company(report, key, place, cell) for key in spec.measures),
        ]
        if spec.remarks:
            contents.append(report.text(f"blocks.{page.key}.{spec.id}.remarks.{ticker.replace('.', '_')}"))
        page.line(fields, contents)
    page.blank_lines(fields, rows - len(tickers))
    placed = page.placed[spec.id or "cases"] = Placed(page.title, first, page.row - 1, columns, heading)
    page.said[page.block_key(spec)] = _said_of_cases(page, placed, spec.measures)
    mark_words(page, spec.measures, columns, first, page.row - 1)


def _said_of_cases(page: Page, placed: Placed, keys: Sequence[str]) -> Said:
    """Return how many of the companies listed have each measure, and at how many it is above 0."""
    said: Said = {}
    for key in keys:
        column = placed.columns[key]
        ends = (page.address(row, column, sheet=row == placed.first) for row in (placed.first, placed.last))
        area = ":".join(ends)
        shown = [page.cells[row, column].content.value for row in range(placed.first, placed.last + 1)]
        numbers = [float(value) for value in shown if isinstance(value, int | float)]
        known = Live(len(numbers), f"COUNT({area})")
        up = sum(value > 10.0**-SAFE_DIGITS for value in numbers)
        said[f"{key}_shown"] = Number(known)
        said[f"{key}_up"] = Number(Live(up, f'COUNTIF({area},">"&10^-{SAFE_DIGITS})'), known=known)
    return said


def _named(page: Page, tickers: Sequence[str], rows: int, signs: int) -> Placed:
    """Draw the feed of a list of companies: their tickers, and names of so many signs."""
    report = page.report
    places = [report.facts.tickers.index(ticker) for ticker in tickers]
    feeds.open_feed(page)
    among = short_names.Among(page.feed.row + 1, rows, short_names.cuts_at(report, places, signs), signs)
    fields = [Field("ticker", report.label("ticker")), *short_names.fields(report)]

    def row(k: int, at: Mapping[str, str]) -> list[Live | Shown]:
        place, ticker = (places[k - 1], tickers[k - 1]) if k <= len(tickers) else (None, "")
        name = of_company(report, report.name_key(), place, at["ticker"])
        return [ticker, name, *among.told(name, Live(ticker, at["ticker"]), at)]

    return feeds.draw_feed(page, fields, rows, row)
