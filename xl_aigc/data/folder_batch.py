"""A data folder as what a refresh brings: the bundled facts, or a person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.batch import Basket, Batch
from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.outside import printable

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.data.model import Facts


def bundled_batch() -> Batch:
    """The bundled facts; complete, since there is no more of them than the folder holds."""
    return folder_batch(REFERENCE, "reference")


def folder_batch(folder: Path, source: str) -> Batch:
    """A data folder as a complete batch, with its basket and the text of its claims.

    Args:
        folder: the folder.
        source: the key of the source that reads it.

    Raises:
        DataError: a file is missing or can't be taken.
    """
    origin = "the bundled reference facts" if folder == REFERENCE else printable(str(folder))
    return facts_batch(load_facts(folder), source, origin)


def facts_batch(facts: Facts, source: str, origin: str) -> Batch:
    """All facts as a complete batch, with their basket.

    Args:
        facts: the facts.
        source: the key of the source that read them.
        origin: where they came from, in words.
    """
    basket = Basket(
        facts.key,
        facts.name,
        facts.tickers,
        facts.giants,
        facts.period,
        facts.compare,
        facts.indices,
        facts.article.text if facts.article else None,
        facts.article.claims_text if facts.article else None,
        facts.measures.text if facts.measures else None,
        facts.texts.text if facts.texts else None,
        facts.markets,
        facts.currency,
        facts.segments,
        facts.sorts,
        facts.limits,
        facts.single_quarters,
        facts.year_end,
    )
    return Batch(
        source,
        origin,
        facts.as_of,
        facts.figures,
        facts.companies,
        facts.price_changes,
        facts.sources,
        basket,
        complete=True,
        markets=facts.markets,
        currency=facts.currency,
        rollout=facts.rollout,
        single_quarters=facts.single_quarters,
    )


def is_data_folder(folder: Path) -> bool:
    """Return whether a folder is of the house's own form."""
    return (folder / "companies.csv").is_file() and (folder / "figures.csv").is_file()
