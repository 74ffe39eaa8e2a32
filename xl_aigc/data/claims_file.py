"""Reading of an article and what it states: `article.yaml` and `claims.yaml`, or the same texts out of the store."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import yaml

from xl_aigc.data.article_schema import (
    ArticleFile,
    ClaimEntry,
    ClaimsFile,
    ConclusionEntry,
    DisagreementEntry,
)
from xl_aigc.data.claims import (
    BY_ARCHETYPES,
    Article,
    Background,
    Claim,
    Conclusion,
    Disagreement,
    IndexFact,
    Stated,
)
from xl_aigc.data.file_values import IndexEntry, checked, in_languages
from xl_aigc.data.layers import USUAL_SORTS
from xl_aigc.data.period import Period
from xl_aigc.data.tickers import DEFAULT
from xl_aigc.errors import DataError
from xl_aigc.files.yaml_file import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from xl_aigc.data.layers import Sorts
    from xl_aigc.files.yaml_file import Document


ARTICLE_FILE: Final = "article.yaml"
CLAIMS_FILE: Final = "claims.yaml"


def read_article(
    document: Document,
    claims: Document | None,
    tickers: Collection[str],
    markets: Collection[str] = DEFAULT,
    sorts: Sorts = USUAL_SORTS,
) -> Article:
    """Read the article that `article.yaml` and `claims.yaml` describe.

    Args:
        document: `article.yaml`, or its text out of the store.
        claims: `claims.yaml`, or its text; None where the article states nothing to test.
        tickers: the companies that they may name.
        markets: the markets that these are of.
        sorts: the layers and archetypes of the basket.

    Raises:
        DataError: something in them is not what belongs there.
    """
    head = checked(ArticleFile, document, tickers, markets, sorts=sorts)
    entries = checked(ClaimsFile, claims, tickers, markets).claims if claims else []
    both_up = tuple(head.both_up_named)
    if claims:
        _refuse_second_id(claims, entries)
    return Article(
        author=head.author,
        title=in_languages(head.title),
        publisher=in_languages(head.publisher),
        published=head.published,
        series=in_languages(head.series),
        of_basket=head.of_basket,
        prices_as_of=head.prices_as_of,
        basket=in_languages(head.basket),
        index_facts=index_facts(head.index_facts),
        conclusions=tuple(_conclusion(one, head.archetypes) for one in head.conclusions),
        layers=MappingProxyType(dict(head.layers)),
        archetypes=MappingProxyType({name: tuple(found) for name, found in head.archetypes.items()}),
        both_up_named=both_up,
        claims=tuple(_claim(entry, both_up) for entry in entries),
        renderings_disagree=tuple(map(_disagreement, head.renderings_disagree)),
        against_itself=tuple(in_languages(one.text) for one in head.against_itself),
        background=tuple(
            Background(one.ticker, in_languages(one.subject), in_languages(one.text), one.source)
            for one in head.background
        ),
        text=document.text,
        claims_text=claims.text if claims else None,
    )


def _conclusion(entry: ConclusionEntry, named: Iterable[str]) -> Conclusion:
    text, tests, measured = map(in_languages, (entry.text, entry.tests, entry.measured))
    archetypes = (entry.archetypes or named) if BY_ARCHETYPES in entry.tested_by else ()
    return Conclusion(entry.id, text, tuple(entry.tested_by), tests, measured, tuple(archetypes))


def _disagreement(entry: DisagreementEntry) -> Disagreement:
    return Disagreement(*map(in_languages, (entry.fact, entry.en, entry.ko, entry.taken)))


def index_facts(entries: Iterable[IndexEntry]) -> tuple[IndexFact, ...]:
    """Entries of indices as facts."""
    return tuple(
        IndexFact(one.index, in_languages(one.name), one.change_ytd, one.reason_given) for one in entries
    )


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


def parted(text: str) -> tuple[str, str]:
    r"""Return the texts of `article.yaml` and `claims.yaml` of one that holds both, as stores before schema 5 do.

    Example:
        >>> parted("article: {published: 2024-09}\nclaims: []\narticle_against_itself: [{text: x}]")
        ('published: 2024-09\nagainst_itself:\n- text: x\n', 'claims: []\n')
    """
    held = parse_yaml(text, CLAIMS_FILE).value
    claims = {"claims": held.pop("claims", [])}
    head = held.pop("article")
    renamed = {key.removeprefix("article_"): value for key, value in held.items()}
    return tuple(  # type: ignore[return-value]  # two
        yaml.safe_dump(one, allow_unicode=True, sort_keys=False) for one in ({**head, **renamed}, claims)
    )
