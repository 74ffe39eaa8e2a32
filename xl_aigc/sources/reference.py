"""The bundled reference facts as a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.errors import DataError, Place
from xl_aigc.sources.request import OF_VENDORS

if TYPE_CHECKING:
    from xl_aigc.data.batch import Batch
    from xl_aigc.sources.request import Progress, Request


def fetch(request: Request, progress: Progress) -> Batch:
    """The bundled facts.

    Raises:
        DataError: an address is given.
    """
    request.options_of()
    if request.address is not None:
        raise DataError(
            "The source 'reference' reads no address.",
            Place(str(request.address)),
            remedy="Use the source 'files' for a folder of your own.",
        )
    request.refuse((*OF_VENDORS, "query"), "The bundled basket, which is read as a whole,")
    progress("reference", 0, 1)
    batch = bundled_batch()
    progress("reference", 1, 1)
    return batch
