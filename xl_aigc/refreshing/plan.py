"""The plan of a refresh: the report is drawn, the person's file compared with what was last written, and planned cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.rollout import ROLLOUT_TOLD
from xl_aigc.ooxml.copies import digest_of
from xl_aigc.refreshing.corrections import (
    corrected,
    corrections,
    refuse_exchanged,
    value_in,
    with_foreign,
    worded,
    words_beside,
)
from xl_aigc.refreshing.differences import changed_figures, displaced, kept_figures, moved, with_own_sources
from xl_aigc.refreshing.earlier_design import check_design
from xl_aigc.refreshing.edits import merge_report
from xl_aigc.refreshing.record_edits import with_record
from xl_aigc.refreshing.redraw import Edition, draw, last_edition, last_written, limits_in, numbers
from xl_aigc.refreshing.target import shown_items, target_facts
from xl_aigc.report.builder import remember
from xl_aigc.report.ledger import Correction, History, LastRefresh, LogEntry, ledger_document
from xl_aigc.report.record import is_record, record_texts
from xl_aigc.report.subjects import lacking, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.ooxml.edits.plan import EditPlan
    from xl_aigc.refreshing.corrections import Beside
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.redraw import Written
    from xl_aigc.report.drawing import Drawing
    from xl_aigc.report.report import Report

_PROPERTIES: Final = "docProps/core.xml"
LOGGED: Final = 2000
"""Lines that one refresh writes into the log; the store holds every change."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """New facts for a workbook.

    Attributes:
        facts: the basket as the store knows it now.
        vintage: their vintage.
        source: where they came from, for the log.
        when: the day of the refresh.
        period: the period to show.
        compare: the period to compare it with.
        set_aside: rows that could not be taken, one sentence each.
        set_aside_count: how many could not be taken in all.
        recorded: when the store recorded the vintage.
        given: what the source gave, as (ticker, item, period); all else is of earlier sources. None where that is all.
    """

    facts: Facts
    vintage: int | None
    source: str
    when: str
    period: Period
    compare: Period
    set_aside: tuple[str, ...] = ()
    set_aside_count: int = 0
    recorded: str = ""
    given: frozenset[tuple[str, str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Carry:
    """Plan of the changes of a workbook.

    Attributes:
        plan: the edits, as the package takes them.
        log: what is other, figure by figure.
        last: what the sheet Changes tells of it.
        kept: the person's corrections that stay.
        foreign: by the name of its sheet, cells of ours that the person changed, and that stay as they are.
        mended: what altered tickers and numbers stored as text are taken for, and what an earlier version's blocks are
            left as, one sentence each.
        own: rows of the table Data that are of no company of the basket, one sentence each.
        restored: tables that another program dropped and that are written again, one sentence each.
        own_formulas: how many formulas of the person's read cells; their values stay until a program recalculates.
        look_at: cells that show another period's figure than the one that the person corrected, one sentence each.
    """

    plan: EditPlan
    log: tuple[LogEntry, ...]
    last: LastRefresh
    kept: tuple[Correction, ...]
    foreign: dict[str, list[str]]
    mended: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    own_formulas: int = 0
    look_at: tuple[str, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Return whether any cell becomes another one."""
        return bool(self.restored) or any(
            sheet.values or sheet.contents or sheet.rows
            for title, sheet in self.plan.sheets.items()
            if not is_record(title)
        )


def plan_carry(
    found: FoundBook,
    incoming: Incoming,
    *,
    written: Written | None = None,
    overwrite: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Carry:
    """Plan the changes that carry new facts into a workbook.

    Args:
        found: the workbook.
        incoming: what comes in.
        written: what it was last written with; None to find out.
        overwrite: also inputs that the person corrected.
        progress: told the name of each step.

    Raises:
        WorkbookError: the workbook has lost what a refresh needs.
    """
    ledger = found.ledger
    rolls = (incoming.period, incoming.compare) != (ledger.period, ledger.compare)
    check_design(found, rolls=rolls)
    progress("the report as it was written")
    written = written or last_written(found)
    fresh_facts = target_facts(found, incoming.facts, incoming.period, incoming.compare)
    kept, before = _standing(found, written, fresh_facts, overwrite=overwrite)
    entries = tuple(_entries(found, incoming, fresh_facts, kept))
    progress("the report with the new figures")
    inputs = _inputs(found, written, fresh_facts, kept, replaced=overwrite or rolls)
    fresh = _fresh(found, incoming, written, before, inputs, entries)
    progress("what changes")
    merged = merge_report(found, written, fresh, overwrite=overwrite or rolls)
    remembered = replace(
        remember(fresh, ledger.layouts, kept),
        facts=fresh_facts,
        sheets={**ledger.sheets, **{key: found.book.sheet_ids[title] for key, title in found.titles.items()}},
        columns=ledger.columns,
        rooms={**fresh.report.rooms, **ledger.rooms},
        limits=limits_in(found, written.report),
        recorded=incoming.recorded,
        before=digest_of(found.book.path),
        design=ledger.design,
    )
    texts = record_texts(ledger_document(remembered), with_foreign(merged.prints, kept, fresh.report))
    plan = with_record(found.book, replace(merged.plan, recalculate=True), texts)
    plan = replace(plan, parts={**plan.parts, **_properties(found, incoming)})
    last = fresh.report.history.last or _last(incoming, entries, before, fresh.report)
    mended = (*(one.says for one in found.findings), *fresh.report.blocks.said)
    carry = Carry(plan, entries, last, kept, merged.foreign, mended, own_formulas=merged.own_formulas)
    look_at = tuple(displaced(found, kept, written, fresh.report))
    return replace(carry, own=tuple(_own_rows(found)), look_at=look_at)


def _inputs(
    found: FoundBook, written: Written, facts: Facts, kept: Sequence[Correction], *, replaced: bool
) -> tuple[Facts, Beside]:
    """Return the facts as the table Data will hold them, with what stays in it, and the words that stay beside figures."""
    held = {} if replaced else words_beside(found, written.prints.tables["Data"])
    return worded(corrected(facts, kept), held, written.report)


def _standing(
    found: FoundBook, written: Written, facts: Facts, *, overwrite: bool
) -> tuple[tuple[Correction, ...], Report]:
    """Return the corrections that stay, and the workbook's numbers just before, with what a person changed in it."""
    ledger, prints = found.ledger, written.prints.tables["Data"]
    kept = () if overwrite else tuple(_kept(found, written, facts))
    standing = tuple(corrections(found, prints, written.report)) if overwrite else kept
    limits = limits_in(found, written.report)
    if (standing, limits) == (ledger.kept, ledger.limits):
        return kept, written.report
    edition = replace(last_edition(ledger), facts=corrected(ledger.facts, standing), limits=limits)
    return kept, numbers(found, edition)


def _own_rows(found: FoundBook) -> Iterator[str]:
    """Say which rows of the table Data are of companies that a person added to it."""
    table, known = found.tables["Data"], {*found.ledger.facts.tickers}
    for ticker, row in table.rows.items():
        if ticker not in known:
            yield f"{table.sheet} row {row}: {ticker} is no company of the basket; the row stays, and no figure is brought into it"


def _properties(found: FoundBook, incoming: Incoming) -> dict[str, bytes]:
    """Return the document's properties with the new period in their keywords; none where the person wrote their own."""
    key, ledger = found.ledger.facts.key, found.ledger
    if _PROPERTIES not in {part.filename for part in found.book.parts}:
        return {}
    old = found.book.content(_PROPERTIES)
    new = old.replace(f">{key} {ledger.period}<".encode(), f">{key} {incoming.period}<".encode())
    return {} if new == old else {_PROPERTIES: new}


def _kept(found: FoundBook, written: Written, facts: Facts) -> Iterator[Correction]:
    """Yield the corrections that stay: those of periods that are not shown now, and those that the source does not share."""
    shown = {str(found.ledger.period), str(found.ledger.compare), ""}
    yield from (one for one in found.ledger.kept if one.period not in shown)
    held = [*corrections(found, written.prints.tables["Data"], written.report)]
    refuse_exchanged(found, held)
    yield from (one for one in held if not _agrees(one, facts))


def _agrees(one: Correction, facts: Facts) -> bool:
    """Return whether the source now says what the person's correction says."""
    return not isinstance(one.value, str) and value_in(facts, one) == one.value


def _entries(
    found: FoundBook, incoming: Incoming, facts: Facts, kept: Sequence[Correction]
) -> list[LogEntry]:
    """Return the lines of the log."""
    of = (incoming.when, incoming.source, incoming.vintage)
    periods = (incoming.period, incoming.compare)
    changed = changed_figures(found.ledger.facts, facts, periods, shown_items(found), *of)
    mine = {(one.ticker, one.item, one.period) for one in kept}
    shown = {*map(str, periods), ""}
    stays = kept_figures([one for one in kept if one.period in shown], facts, *of)
    lines = [*(entry for entry in changed if (entry.ticker, entry.item, entry.period) not in mine), *stays]
    return lines if incoming.given is None else [*with_own_sources(lines, facts, incoming.given)]


def _fresh(
    found: FoundBook,
    incoming: Incoming,
    written: Written,
    before: Report,
    inputs: tuple[Facts, Beside],
    entries: tuple[LogEntry, ...],
) -> Drawing:
    """Return the report with the new figures and the words that stay beside them, and what the sheet Changes tells of them."""
    ledger, (facts, beside) = found.ledger, inputs
    limits = limits_in(found, written.report)
    edition = Edition(facts, incoming.period, incoming.compare, limits, ledger.history, incoming.vintage)
    report = numbers(found, edition)
    report.blocks.beside = beside
    reasons = incoming.set_aside + _without_a_place(found, incoming, report)
    told = ledger.history.last.reasons if ledger.history.last else ()
    if entries or not {*reasons} <= {*told} or incoming.set_aside or edition.period != ledger.period:
        lines = _logged(incoming, entries)
        last = _last(incoming, entries, before, report)
        last = replace(last, reasons=reasons, logged=len(lines))
        report.history = History((*ledger.history.log, *lines), last)
    return draw(found, report, written.spelled)


def _without_a_place(found: FoundBook, incoming: Incoming, report: Report) -> tuple[str, ...]:
    """Say of what there are figures now and no place in the workbook, which was built when there were none."""
    lacks = recorded(found.ledger.rooms)
    still = lacking(incoming.facts, incoming.period, incoming.compare)
    came = [
        report.labels.texts.get(f"subjects.{one}") or report.word(one) for one in lacks if one not in still
    ]
    names = report.text("claim_words.list_separator").join(came)
    return (report.text("changes.no_place", what=names),) if came else ()


def _logged(incoming: Incoming, entries: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    if len(entries) <= LOGGED:
        return entries
    rest = len(entries) - LOGGED
    more = LogEntry(incoming.when, incoming.vintage, incoming.source, kind="more", note=f"{rest:,}")
    return (*entries[:LOGGED], more)


def _last(incoming: Incoming, entries: Sequence[LogEntry], before: Report, report: Report) -> LastRefresh:
    """Return the entry of a refresh for the sheet Changes."""
    kinds = [entry.kind for entry in entries]
    changed = kinds.count("restated") + kinds.count("removed")
    shown = sum(
        value is not None
        for item in report.items
        for period in (report.period, report.compare)
        for value in report.staying.column(item, period)
    ) + len(report.staying.price_changes)
    shown += sum(one.number(key) is not None for one in report.staying.rollout for key in ROLLOUT_TOLD)
    return LastRefresh(
        incoming.when,
        incoming.source,
        kinds.count("added"),
        changed,
        shown - kinds.count("added") - kinds.count("restated"),
        incoming.set_aside_count,
        tuple(moved(before, report)),
        incoming.set_aside,
    )
