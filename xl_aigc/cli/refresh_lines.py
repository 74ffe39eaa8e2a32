"""A refresh in lines to read, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xl_aigc.counts import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xl_aigc.data.batch import Batch
    from xl_aigc.refreshing.backup import Undone
    from xl_aigc.refreshing.carry import Carried
    from xl_aigc.refreshing.plan import Carry
    from xl_aigc.refreshing.refresh import Refreshed
    from xl_aigc.store.changes import Changes

LISTED: Final = 20
"""Changes that are told one by one."""
NOT_WRITTEN: Final = "Nothing was written (--dry-run). It would be:"


def refresh_lines(done: Refreshed, workbook: Path | None, *, dry_run: bool) -> Iterator[str]:
    """Describe a refresh, line by line."""
    if dry_run:
        yield NOT_WRITTEN
    if done.batch is not None and done.changes is not None:
        yield from _recorded(done.batch, done.changes, done.vintage)
    if done.carried is not None and workbook is not None:
        yield from carried_lines(done.carried, workbook)
    yield from _not_shown(done, workbook)


def _not_shown(done: Refreshed, workbook: Path | None) -> Iterator[str]:
    """Tell of figures that went into the store and stand in no cell, and the way to see them."""
    if done.outside:
        few = ", ".join(done.outside[:5]) + (" ..." if len(done.outside) > 5 else "")
        yield (
            f"  outside     {len(done.outside):,} with figures in no basket: {few}; "
            "to add one, give it a row in companies.csv of the basket's folder, and take that row alone: "
            f"`xl-aigc refresh --from FOLDER --ticker {done.outside[0]}`"
        )
    if done.ahead is not None:
        yield f"  newer       figures of {done.ahead}: `xl-aigc roll {workbook} --to {done.ahead}` shows them"


def _recorded(batch: Batch, changes: Changes, vintage: int | None) -> Iterator[str]:
    yield f"{batch.source}: {batch.origin}, as of {batch.as_of}"
    yield (
        f"  figures     {len(changes.added):,} added, {len(changes.restated):,} restated, "
        f"{len(changes.withdrawn):,} withdrawn, {changes.unchanged:,} unchanged, "
        f"{with_noun(len(batch.set_aside), '{:,} row set aside', '{:,} rows set aside')}"
    )
    yield from _otherwise(changes)
    for one in changes.restated[:LISTED]:
        percent = "" if one.percent is None else f"  ({_percent(one.percent)})"
        new = one.new
        yield f"    {new.ticker} {new.period} {new.item}: from {one.old.value:,.2f} to {new.value:,.2f}{percent}"
    if len(changes.restated) > LISTED:
        yield f"    and {len(changes.restated) - LISTED:,} more"
    for words, tickers in (("joined", changes.joined), ("left", changes.left)):
        if tickers:
            yield f"  {words:11} {', '.join(tickers[:LISTED])}{' ...' if len(tickers) > LISTED else ''}"
    yield from _set_aside(batch)
    yield f"  store       {'no new vintage' if vintage is None else f'vintage {vintage}'}"


def _percent(percent: float) -> str:
    """Write a change in percent; of one that two digits do not show, that it is less.

    Example:
        >>> _percent(-3.456), _percent(-0.0004)
        ('-3.46%', '<0.01%')
    """
    return f"{percent:+.2f}%" if abs(percent) >= 0.005 else "<0.01%"


def _otherwise(changes: Changes) -> Iterator[str]:
    """Describe what changes besides the values of figures."""
    told = []
    if found := len(changes.resourced):
        several = "{:,} figures of the same value with a new source or kind"
        told.append(with_noun(found, "{:,} figure of the same value with a new source or kind", several))
    if found := len(changes.companies):
        told.append(with_noun(found, "{:,} company described", "{:,} companies described"))
    if found := len(changes.price_changes):
        told.append(with_noun(found, "{:,} price change", "{:,} price changes"))
    if found := len(changes.rollout):
        several = "{:,} companies whose roll-out changed"
        told.append(with_noun(found, "{:,} company whose roll-out changed", several))
    if found := len(changes.sources):
        told.append(with_noun(found, "{:,} source", "{:,} sources"))
    if told:
        yield f"  also        {', '.join(told)}"


def _set_aside(batch: Batch) -> Iterator[str]:
    for row in batch.set_aside[:LISTED]:
        yield f"    set aside: {row}"
    if len(batch.set_aside) > LISTED:
        yield f"    and {len(batch.set_aside) - LISTED:,} more: `xl-aigc store set-aside` lists them"


def carried_lines(carried: Carried, workbook: Path) -> Iterator[str]:
    """Describe the changes of a workbook, line by line."""
    carry, last = carried.carry, carried.carry.last
    yield f"{workbook}"
    if not carry.changes_anything:
        yield "  is up to date; it was not touched."
    else:
        yield (
            f"  figures     {last.added:,} added, {last.changed:,} changed, {last.unchanged:,} unchanged; "
            f"measures, verdicts and cohorts moved: {len(last.moved):,}"
        )
    for sentence in carry.mended[:LISTED]:
        yield f"  mended      {sentence}"
    if len(carry.mended) > LISTED:
        yield f"              and {len(carry.mended) - LISTED:,} more: `xl-aigc check` lists them"
    yield from _corrections(carry, workbook)
    for sentence in carry.own[:LISTED]:
        yield f"  yours       {sentence}"
    for sheet, cells in carry.foreign.items():
        few = ", ".join(cells[:5]) + (" ..." if len(cells) > 5 else "")
        count = with_noun(len(cells), "{:,} cell", "{:,} cells")
        yield f"  yours       {sheet}: {count} of the report changed by you, kept ({few})"
    if carry.changes_anything and carry.own_formulas:
        count = with_noun(carry.own_formulas, "{:,} formula", "{:,} formulas")
        yield (
            f"  yours       {count} of your own with values from before, until a program recalculates: Excel does so "
            "when it opens the file, in LibreOffice press Ctrl+Shift+F9"
        )
    if carried.backup is not None:
        yield f"  before      {carried.backup} (`xl-aigc refresh --undo --workbook {workbook}` puts it back)"


def _corrections(carry: Carry, workbook: Path) -> Iterator[str]:
    """Tell what stays as a person corrected it, and the cells where it no longer stands."""
    for one in carry.kept[:LISTED]:
        yield f"  kept        {one.ticker} {one.item} {one.period}: corrected by hand"
    if len(carry.kept) > LISTED:
        yield f"              and {len(carry.kept) - LISTED:,} more"
    if carry.kept:
        yield f"              `xl-aigc refresh --workbook {workbook} --overwrite` takes the source's figures"
    for sentence in carry.look_at[:LISTED]:
        yield f"  look at     {sentence}"
    if len(carry.look_at) > LISTED:
        yield f"              and {len(carry.look_at) - LISTED:,} more"


def undone_lines(workbook: Path, undone: Undone, *, dry_run: bool) -> Iterator[str]:
    """Describe what an undo put back, or would put back, line by line."""
    if dry_run:
        yield f"{undone.copy} would take the place of {workbook}; nothing was written (--dry-run)."
    else:
        yield f"{workbook} is again as before its last refresh."
    if undone.kept is not None:
        yield (
            f"  kept        {undone.kept}, with what was saved since"
            if undone.saved
            else f"  kept        {undone.kept}, as the refresh left it"
        )
    yield (
        "  store       stays as it is, and the next refresh brings its figures again; "
        f"`xl-aigc refresh --as-of DATE --workbook {workbook}` carries what was known on an earlier day"
    )
    for sheet, cells in undone.changed.items():
        few = ", ".join(cells[:5]) + (f" and {len(cells) - 5:,} more" if len(cells) > 5 else "")
        yield f"  changed     {sheet}: {few or 'the whole sheet'}"


def refresh_object(done: Refreshed, workbook: Path | None, *, dry_run: bool) -> dict[str, Any]:
    """Return a refresh as one object: what was read, what changed in the store, and in the workbook."""
    return {
        "dry_run": dry_run,
        "source": None if done.batch is None else done.batch.source,
        "set_aside": [] if done.batch is None else done.batch.set_aside,
        "changes": done.changes,
        "vintage": done.vintage,
        "outside": done.outside,
        "newer": done.ahead,
        "workbook": None
        if done.carried is None or workbook is None
        else carried_object(done.carried, workbook),
    }


def carried_object(carried: Carried, workbook: Path) -> dict[str, Any]:
    """Return the changes of a workbook as one object."""
    carry = carried.carry
    return {
        "file": workbook,
        "changed": carry.changes_anything,
        "figures": carry.last,
        "mended": carry.mended,
        "kept": carry.kept,
        "look_at": carry.look_at,
        "yours": carry.foreign,
        "own_rows": carry.own,
        "own_formulas": carry.own_formulas,
        "backup": carried.backup,
    }
