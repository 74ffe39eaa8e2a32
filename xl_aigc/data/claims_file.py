"""Reading of what an article states: `claims.yaml`, or the same text out of the store."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from xl_aigc.data.basket_schema import ClaimEntry, ClaimsFile, IndexEntry, checked, in_languages
from xl_aigc.data.claims import Article, Background, Claim, Conclusion, Disagreement, IndexFact, Stated
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from xl_aigc.files.yaml_file import Document


def read_article(document: Document, tickers: Collection[str]) -> Article:
    """Read the article that `claims.yaml` describes.

    Args:
        document: the file, or its text out of the store.
        tickers: the companies that a claim may be about.

    Raises:
        DataError: something in it is not what belongs there.
    """
    file = checked(ClaimsFile, document, tickers)
    head = file.article
    both_up = tuple(head.both_up_named)
    _refuse_second_id(document, file.claims)
    return Article(
        published=head.published,
        prices_as_of=head.prices_as_of,
        basket=head.basket,
        index_facts=index_facts(head.index_facts),
        conclusions=tuple(Conclusion(one.id, one.text, tuple(one.tested_by)) for one in head.conclusions),
        layers=MappingProxyType(dict(head.layers)),
        archetypes=MappingProxyType({name: tuple(found) for name, found in head.archetypes.items()}),
        both_up_named=both_up,
        claims=tuple(_claim(entry, both_up) for entry in file.claims),
        renderings_disagree=tuple(
            Disagreement(one.fact, one.en, one.ko, one.taken) for one in file.renderings_disagree
        ),
        against_itself=tuple(one.text for one in file.article_against_itself),
        background=tuple(Background(one.ticker, one.text, one.source) for one in file.background),
        text=document.text,
    )


def index_facts(entries: Iterable[IndexEntry]) -> tuple[IndexFact, ...]:
    """Entries of indices as facts."""
    return tuple(IndexFact(one.index, one.name, one.change_ytd, one.reason_given) for one in entries)


def _refuse_second_id(document: Document, claims: Iterable[ClaimEntry]) -> None:
    seen: set[str] = set()
    for place, claim in enumerate(claims):
        if claim.id in seen:
            raise DataError(
                f"There are two claims {claim.id!r}.",
                document.place("claims", place, "id"),
                remedy="Rename one of them.",
            )
        seen.add(claim.id)


def correlation_key(pair: Iterable[str]) -> str:
    """Return the key of the rank correlation of two measures."""
    return f"rankcorr_{'_'.join(pair)}"


def _claim(entry: ClaimEntry, both_up: tuple[str, ...]) -> Claim:
    quarter = entry.period if entry.is_of_quarter else None
    period = Period.ending(quarter) if quarter else Period(entry.period) if entry.period else None
    stated: Stated = tuple(entry.stated) if isinstance(entry.stated, list) else entry.stated
    read = {
        "period": period,
        "quarter": quarter,
        "stated": both_up if stated == "both_up_named" else stated,
        "text": in_languages(entry.text),
        "note": in_languages(entry.note),
        "watch": tuple(entry.watch),
        "key": entry.key or (correlation_key(entry.correlates) if entry.correlates else None),
        "correlates": tuple(entry.correlates) if entry.correlates else None,
    }
    return Claim(**{**dict(entry), **read})
