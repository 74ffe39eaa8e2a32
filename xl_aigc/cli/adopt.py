"""`adopt`: a new record for a workbook that has lost its own."""

from __future__ import annotations

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.known import known_facts
from xl_aigc.cli.options import AsJson, Basket, Compare, Data, Period, Store, Workbook
from xl_aigc.cli.say import say
from xl_aigc.counts import with_noun


def adopt(
    file: Workbook,
    *,
    data: Data = None,
    period: Period = None,
    compare: Compare = None,
    basket: Basket = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Let a workbook whose record is lost or damaged be refreshed again; what is not as built is taken as yours."""
    from xl_aigc.cli.console import steps
    from xl_aigc.data.period import Period as KnownPeriod
    from xl_aigc.refreshing.adopt import adopt as adopt_workbook
    from xl_aigc.report.builder import BuildOptions

    facts, _, vintage = known_facts(data, store, basket, None)
    options = BuildOptions(
        period=KnownPeriod.typed(period) if period else None,
        compare=KnownPeriod.typed(compare) if compare else None,
        vintage=vintage.id if vintage else None,
        recorded=vintage.recorded.isoformat() if vintage else "",
    )
    with steps() as progress:
        done = adopt_workbook(file, facts, options, progress)
    if as_json:
        say(json_of(done))
        return
    say(f"{file} has a record again.")
    ours = with_noun(
        done.ours,
        "{:,} cell is as the program writes it; a refresh brings it up to date",
        "{:,} cells are as the program writes them; a refresh brings them up to date",
    )
    say(f"  {ours}")
    others = with_noun(
        done.others,
        "{:,} cell is not; it is taken as yours and stays",
        "{:,} cells are not; they are taken as yours and stay",
    )
    say(f"  {others}")
    say(f"  as it was before: {done.backup}")
