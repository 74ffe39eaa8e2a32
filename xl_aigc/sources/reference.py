"""A data folder of the house's own form as a complete batch: the bundled facts, or a person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.batch import Basket, Batch
from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.sources.request import silent
from xl_aigc.data.text_file import read_text
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.sources.request import Progress, Request


def fetch(request: Request, progress: Progress) -> Batch:
    """The bundled facts.

    Raises:
        DataError: an address is given.
    """
    if request.address is not None:
        raise DataError(
            "the source 'reference' reads no address.",
            Place(str(request.address)),
            remedy="Use the source 'files' for a folder of your own.",
        )
    return folder_batch(REFERENCE, "reference", progress)


def bundled_batch() -> Batch:
    """The bundled facts; complete, since there is no more of them than the folder holds."""
    return folder_batch(REFERENCE, "reference")


def folder_batch(folder: Path, source: str, progress: Progress = silent) -> Batch:
    """A data folder as a complete batch, with its basket and the text of its claims.

    Raises:
        DataError: a file is missing or can't be taken.
    """
    progress(folder.name, 0, 1)
    facts = load_facts(folder)
    claims = folder / "claims.yaml"
    basket = Basket(
        facts.key,
        facts.name,
        facts.tickers,
        facts.giants,
        facts.period,
        facts.compare,
        facts.indices,
        read_text(claims) if claims.exists() else None,
        facts.measures.text if facts.measures else None,
    )
    progress(folder.name, 1, 1)
    return Batch(
        source,
        "the bundled reference facts" if folder == REFERENCE else str(folder),
        facts.as_of,
        facts.figures,
        facts.companies,
        facts.price_changes,
        facts.sources,
        basket,
        complete=True,
    )


def is_data_folder(folder: Path) -> bool:
    """Whether a folder is of the house's own form."""
    return (folder / "companies.csv").is_file() and (folder / "figures.csv").is_file()
