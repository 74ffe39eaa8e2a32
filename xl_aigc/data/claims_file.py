"""Reading of what an article states: `claims.yaml`, or the same text out of the store."""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from xl_aigc.data.claims import (
    RELATIONS,
    RENDERINGS,
    Article,
    Background,
    Claim,
    Conclusion,
    Disagreement,
    IndexFact,
    Relation,
    Stated,
)
from xl_aigc.data.entry import Entry
from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import ARCHETYPES, LAYERS
from xl_aigc.data.period import Period
from xl_aigc.data.rows import choice, ticker
from xl_aigc.errors import DataError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from xl_aigc.files.yaml_file import Document

FILE_KEYS: Final = ("article", "claims", "renderings_disagree", "article_against_itself", "background")
ARTICLE_KEYS: Final = (
    "published",
    "prices_as_of",
    "basket",
    "index_facts",
    "conclusions",
    "layers",
    "archetypes",
    "both_up_named",
)
CLAIM_KEYS: Final = tuple(field.name for field in fields(Claim) if field.name != "quarter")
INDEX_KEYS: Final = tuple(field.name for field in fields(IndexFact))
SINGLE_QUARTER: Final = "_single_quarter"


def read_article(document: Document, tickers: Collection[str]) -> Article:
    """What `claims.yaml` holds.

    Args:
        document: the file, or its text out of the store.
        tickers: the companies that a claim may be about.

    Raises:
        DataError: something in it is not what belongs there.
    """
    root = Entry.root(document, FILE_KEYS)
    head = root.child("article", ARTICLE_KEYS)
    archetypes = head.child("archetypes", ARCHETYPES)
    both_up = _tickers(head, "both_up_named", tickers)
    return Article(
        published=head.text("published"),
        prices_as_of=_needed_date(head),
        basket=head.text("basket"),
        index_facts=read_indices(head, "index_facts"),
        conclusions=tuple(
            Conclusion(entry.text("id"), entry.text("text"), entry.words("tested_by"))
            for entry in head.children("conclusions", ("id", "text", "tested_by"))
        ),
        layers=_texts(head.child("layers", LAYERS)),
        archetypes=MappingProxyType(
            {name: _tickers(archetypes, name, tickers) for name in archetypes.fields}
        ),
        both_up_named=both_up,
        claims=_claims(root, tickers, {"both_up_named": both_up}),
        renderings_disagree=tuple(
            Disagreement(entry.text("fact"), entry.text("en"), entry.text("ko"), entry.text("taken"))
            for entry in root.children("renderings_disagree", ("fact", "en", "ko", "taken"))
        ),
        against_itself=tuple(
            entry.text("text") for entry in root.children("article_against_itself", ("text",))
        ),
        background=tuple(
            Background(_ticker(entry, tickers) or "", entry.text("text"), _rendering(entry))
            for entry in root.children("background", ("ticker", "text", "source"))
        ),
        text=root.document.text,
    )


def read_indices(entry: Entry, name: str) -> tuple[IndexFact, ...]:
    """A list of index changes.

    Raises:
        DataError: a key is missing or not what belongs there.
    """
    return tuple(_index(child) for child in entry.children(name, INDEX_KEYS))


def _index(entry: Entry) -> IndexFact:
    change = entry.number("change_ytd")
    if change is None or change < -1:
        raise entry.refuse("change_ytd", "a fraction not below -1 (a fall of 30.7% is -0.307).")
    return IndexFact(entry.text("index"), entry.text("name"), change, entry.optional("reason_given"))


def _claims(root: Entry, tickers: Collection[str], lists: dict[str, tuple[str, ...]]) -> tuple[Claim, ...]:
    claims: dict[str, Claim] = {}
    for entry in root.children("claims", CLAIM_KEYS):
        claim = _claim(entry, tickers, lists)
        if claim.id in claims:
            raise DataError(
                f"there are two claims {claim.id!r}.", entry.place("id"), remedy="Rename one of them."
            )
        claims[claim.id] = claim
    return tuple(claims.values())


def _claim(entry: Entry, tickers: Collection[str], lists: dict[str, tuple[str, ...]]) -> Claim:
    key, item, measure = entry.optional("key"), entry.optional("item"), entry.optional("measure")
    code = _ticker(entry, tickers)
    watch = entry.words("watch")
    _check_subject(entry, key, code, item or measure, watch)
    if item is not None:
        choice(item, ITEMS, "item", entry.place("item"))
    period, quarter = _period(entry, measure)
    return Claim(
        id=entry.text("id"),
        section=entry.text("section"),
        key=key,
        ticker=code,
        item=item,
        measure=measure,
        period=period,
        quarter=quarter,
        stated=_stated(entry, lists),
        relation=cast(
            "Relation",
            choice(entry.optional("relation") or "equal", RELATIONS, "relation", entry.place("relation")),
        ),
        tolerance=_not_negative(entry, "tolerance"),
        of=_count(entry),
        text=entry.in_languages("text"),
        note=entry.in_languages("note"),
        source=_rendering(entry),
        watch=watch,
    )


def _check_subject(
    entry: Entry, key: str | None, code: str | None, of_company: str | None, watch: tuple[str, ...]
) -> None:
    both = "item" in entry.fields and "measure" in entry.fields
    basket = key is not None and code is None and of_company is None
    company = key is None and code is not None and of_company is not None and not both
    future = key is None and of_company is None and bool(watch)
    if not (basket or company or future):
        raise DataError(
            f"the claim {entry.fields.get('id')!r} does not say what to measure.",
            entry.document.place(*entry.key),
            expected="a key; or a ticker with an item or a measure; or what to watch.",
        )


def _period(entry: Entry, measure: str | None) -> tuple[Period | None, str | None]:
    """The cumulative period, and the quarter where the claim is about a single one."""
    text = entry.optional("period")
    if text is None:
        return None, None
    try:
        if measure is not None and measure.endswith(SINGLE_QUARTER):
            return Period.ending(text), text
        return Period(text), None
    except DataError as error:
        raise DataError(
            error.problem, entry.place("period"), expected=error.expected, remedy=error.remedy
        ) from None


def _stated(entry: Entry, lists: dict[str, tuple[str, ...]]) -> Stated:
    value = entry.fields.get("stated")
    if isinstance(value, list):
        return entry.words("stated")
    if isinstance(value, str) and value:
        return lists.get(value, value)
    number = entry.number("stated")
    if number is None:
        raise entry.refuse("stated", "a number, a word or a list of tickers.")
    return number


def _not_negative(entry: Entry, name: str) -> float | None:
    value = entry.number(name)
    if value is not None and value < 0:
        raise entry.refuse(name, "a number that is not below zero.")
    return value


def _count(entry: Entry) -> int | None:
    value = _not_negative(entry, "of")
    if value is not None and not isinstance(value, int):
        raise entry.refuse("of", "a whole number.")
    return value


def _rendering(entry: Entry) -> str | None:
    text = entry.optional("source")
    return text and choice(text, RENDERINGS, "rendering of the article", entry.place("source"))


def _ticker(entry: Entry, tickers: Collection[str]) -> str | None:
    text = entry.optional("ticker")
    return None if text is None else _member(text, tickers, entry, "ticker")


def _tickers(entry: Entry, name: str, tickers: Collection[str]) -> tuple[str, ...]:
    return tuple(_member(text, tickers, entry, name) for text in entry.words(name))


def _member(text: str, tickers: Collection[str], entry: Entry, name: str) -> str:
    ticker(text, entry.place(name))
    if text not in tickers:
        raise DataError(
            f"{text} is not in companies.csv.",
            entry.place(name),
            remedy="Add the company there, or delete it here.",
        )
    return text


def _texts(entry: Entry) -> MappingProxyType[str, str]:
    return MappingProxyType({name: entry.text(name) for name in entry.fields})


def _needed_date(entry: Entry) -> dt.date:
    day = entry.date("prices_as_of")
    if day is None:
        raise entry.refuse("prices_as_of", "a date as YYYY-MM-DD, such as 2024-09-12.")
    return day
