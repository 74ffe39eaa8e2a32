"""The bundled reference facts as the first batch of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.batch import Basket, Batch
from xl_aigc.data.folder import REFERENCE, load_facts

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.data.model import Facts


def bundled_batch() -> Batch:
    """The reference facts; complete, since there is no more of them than the folder holds."""
    return folder_batch(load_facts(), REFERENCE, source="reference", origin="the bundled reference facts")


def folder_batch(facts: Facts, folder: Path, *, source: str, origin: str) -> Batch:
    """The facts of a data folder as a batch.

    Args:
        facts: what was read of it.
        folder: the folder, for the text of its `claims.yaml`.
        source: the key of the adapter.
        origin: where it is, for a person.
    """
    claims = folder / "claims.yaml"
    basket = Basket(
        key=facts.key,
        name=facts.name,
        members=facts.tickers,
        giants=facts.giants,
        period=facts.period,
        compare=facts.compare,
        indices=facts.indices,
        article=claims.read_text(encoding="utf-8") if facts.article else None,
    )
    return Batch(
        source=source,
        origin=origin,
        as_of=facts.as_of,
        figures=facts.figures,
        companies=facts.companies,
        price_changes=facts.price_changes,
        sources=facts.sources,
        basket=basket,
        complete=True,
    )
