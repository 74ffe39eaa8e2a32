"""The plan to record a batch: its changes, and the rows to add."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.data.layers import OTHER
from xl_aigc.errors import DataError
from xl_aigc.store.changes import Change, Changes, Content
from xl_aigc.store.figures import figure_changes
from xl_aigc.store.members import members_of, refuse_two_meanings, refuse_unknown
from xl_aigc.store.rows import (
    basket_row,
    company_of,
    company_row,
    price_of,
    price_row,
    rollout_of,
    rollout_row,
    source_of,
)
from xl_aigc.store.source_ids import with_known_ids
from xl_aigc.store.state import asking, changed, read_state
from xl_aigc.store.versions import (
    BASKET,
    COMPANY,
    MEMBER,
    OF_BASKET,
    PRICE_CHANGE,
    ROLLOUT,
    SOURCE,
    Known,
    Row,
    State,
    Versioned,
    first_baskets,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sqlalchemy import Connection

    from xl_aigc.data.batch import Batch
    from xl_aigc.data.model import Company, Source


_BLANK: Final = (None, "", OTHER)
"""Contents of a row of a company that state nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes of a batch, and the new rows of each table: content by key. Those of figures are made as they are written."""

    changes: Changes
    rows: Mapping[Versioned, State]


def plan(connection: Connection, batch: Batch, known: Known) -> Plan:
    """Compute the changes and rows that recording a batch would add.

    Raises:
        DataError: the batch contradicts itself, or names a member of which nothing is known.
    """
    batch = with_known_ids(connection, batch, known)
    shared = _in_other_baskets(connection, batch, known) if batch.companies else frozenset[str]()
    basket = _BasketChanges.of(connection, batch, known)
    # What is known of a company that joins came from elsewhere, as that of one which another basket has too may have.
    others = {*shared, *basket.joined} if batch.basket else frozenset[str]()
    own = _own(batch) - others if batch.complete else frozenset[str]()
    figures = figure_changes(connection, batch, known, own)
    companies, company_rows = _companies(connection, batch, known, shared)
    priced = [((one.ticker,), price_row(one)) for one in batch.price_changes]
    prices, price_rows = _dated(connection, known, PRICE_CHANGE, priced, price_of, own)
    rolled = [((one.ticker,), rollout_row(one)) for one in batch.rollout]
    rollout, rollout_rows = _dated(connection, known, ROLLOUT, rolled, rollout_of, own)
    sources, source_rows = _sources(connection, batch, known)
    changes = Changes(
        added=tuple(figures.added),
        restated=tuple(figures.restated),
        resourced=tuple(figures.resourced),
        withdrawn=tuple(figures.withdrawn),
        unchanged=figures.unchanged,
        joined=basket.joined,
        left=basket.left,
        companies=companies,
        price_changes=prices,
        rollout=rollout,
        sources=sources,
        basket=basket.otherwise,
    )
    rows = {
        COMPANY: company_rows,
        SOURCE: source_rows,
        BASKET: basket.settings,
        MEMBER: basket.members,
        PRICE_CHANGE: price_rows,
        ROLLOUT: rollout_rows,
    }
    return Plan(changes, rows)


def _own(batch: Batch) -> frozenset[str]:
    """The companies of a batch."""
    members = batch.basket.members if batch.basket else ()
    return frozenset((*(company.ticker for company in batch.companies), *members))


def _companies(
    connection: Connection, batch: Batch, known: Known, shared: Collection[str]
) -> tuple[tuple[Change[Company], ...], State]:
    given = [((company.ticker,), company_row(company)) for company in batch.companies]
    first = _of_other_baskets(connection, batch, known) if given else frozenset()
    if shared:
        held = read_state(connection, COMPANY, known)
        given = [
            (
                key,
                _filled(content, held.get(key), names_only=key[0] in first) if key[0] in shared else content,
            )
            for key, content in given
        ]
    before, rows = _against(connection, COMPANY, known, given, "company")
    return _changes(before, rows, company_of), rows


def _in_other_baskets(connection: Connection, batch: Batch, known: Known) -> frozenset[str]:
    """The companies that are in another basket than that of a batch."""
    own = batch.basket and batch.basket.key
    return frozenset(ticker for basket, ticker in read_state(connection, MEMBER, known) if basket != own)


def _of_other_baskets(connection: Connection, batch: Batch, known: Known) -> frozenset[str]:
    """The companies whose first basket is another than that of a batch, and whose row is therefore that one's."""
    own = batch.basket and batch.basket.key
    first = first_baskets(asking(connection), known)
    return frozenset(ticker for ticker, basket in first.items() if own and basket != own)


def _filled(content: Row, before: Row | None, *, names_only: bool) -> Row:
    """A row of a company as one basket has it, filled with what others have said where that one says nothing.

    Args:
        content: the row.
        before: the row that is known.
        names_only: whether of the rest of it the known row says everything.
    """
    if before is None:
        return content
    names = len(content) - len(OF_BASKET)
    return tuple(
        old if new in _BLANK or (names_only and place >= names) else new
        for place, (new, old) in enumerate(zip(content, before, strict=True))
    )


def _dated(
    connection: Connection,
    known: Known,
    table: Versioned,
    given: Sequence[tuple[Row, Row]],
    make: Callable[[str, Row], Content],
    own: Collection[str],
) -> tuple[tuple[Change[Content], ...], State]:
    """Find the changes of a table of one dated row a company; those of the companies of `own` that the batch leaves out are withdrawn."""
    before, rows = _against(connection, table, known, given, table.name.replace("_", " "))
    if own and given:
        gone = sorted((before.keys() & {(ticker,) for ticker in own}) - dict(given).keys())
        rows |= dict.fromkeys(gone, (None,) * len(table.content))
    return _changes(before, rows, make), rows


def _sources(connection: Connection, batch: Batch, known: Known) -> tuple[tuple[Source, ...], State]:
    given = [((source.id,), (source.address,)) for source in batch.sources]
    _, rows = _against(connection, SOURCE, known, given, "source")
    return tuple(source_of(id_, content) for (id_,), content in rows.items()), rows


def _against(
    connection: Connection, table: Versioned, known: Known, listed: Sequence[tuple[Row, Row]], what: str
) -> tuple[State, State]:
    """Read the known rows of a table, and find the given rows that say something else; no row may be given twice."""
    given: State = dict(listed)
    if len(given) < len(listed):
        raise DataError(f"The batch holds a {what} twice.", remedy="Keep one of the two.")
    before = read_state(connection, table, known) if given else {}
    return before, changed(before, given)


def _changes(before: State, rows: State, make: Callable[[str, Row], Content]) -> tuple[Change[Content], ...]:
    """Rows with a ticker as their key, before and after."""
    pairs = ((ticker, before.get((ticker,)), content) for (ticker,), content in rows.items())
    return tuple(
        Change(None if old is None else make(ticker, old), None if new[0] is None else make(ticker, new))
        for ticker, old, new in pairs
    )


@dataclass(frozen=True, slots=True)
class _BasketChanges:
    """Find the changes of a batch's basket; `otherwise`: anything but members who joined or left."""

    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    otherwise: bool = False
    settings: State = field(default_factory=dict)
    members: State = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection, batch: Batch, known: Known) -> _BasketChanges:
        basket = batch.basket
        if basket is None:
            return cls()
        before = read_state(connection, MEMBER, known, basket=[basket.key])
        old = [key[1] for key, _ in sorted(before.items(), key=lambda row: row[1][0])]
        new = members_of(basket, old, complete=batch.complete)
        refuse_unknown(connection, batch, known, new)
        refuse_two_meanings(connection, basket, known, new)
        members = changed(before, _member_rows(connection, batch, known, new, before))
        kept = set(old) & set(new)
        gone = [ticker for ticker in old if ticker not in kept]
        was = read_state(connection, BASKET, known, key=[basket.key])
        settings = changed(was, {(basket.key,): basket_row(basket)})
        return cls(
            joined=tuple(ticker for ticker in new if ticker not in kept),
            left=tuple(gone),
            otherwise=bool(settings)
            or [t for t in old if t in kept] != [t for t in new if t in kept]
            or any(before[key][1:] != row[1:] for key, row in members.items() if key in before),
            settings=settings,
            members=members | {(basket.key, ticker): (None,) * len(MEMBER.content) for ticker in gone},
        )


def _member_rows(
    connection: Connection, batch: Batch, known: Known, members: Sequence[str], before: State
) -> State:
    """The rows of a basket's members, with what it says of those whose first basket is another."""
    key = batch.basket.key if batch.basket else ""
    elsewhere = _of_other_baskets(connection, batch, known)
    told = {company.ticker: company_row(company)[-len(OF_BASKET) :] for company in batch.companies}
    nothing = (None,) * len(OF_BASKET)
    rows: State = {}
    for place, ticker in enumerate(members):
        own, old = nothing, before.get((key, ticker), (place, *nothing))[1:]
        if ticker in elsewhere:  # a batch that adds to a basket need not repeat the others
            own = _stated(told[ticker], old) if ticker in told else old
        rows[key, ticker] = (place, *own)
    return rows


def _stated(told: Row, old: Row) -> Row:
    """Return the row of a company in a basket: a blank keeps what the basket said before, and is no gap for another to fill."""
    return tuple(
        (before or new or "") if new in _BLANK else new for new, before in zip(told, old, strict=True)
    )
