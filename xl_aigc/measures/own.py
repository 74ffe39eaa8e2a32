"""Tables of measures: those of the program, and with them those of a basket and of a folder of layouts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data.layers import USUAL_SORTS
from xl_aigc.data.limits import LIMITS
from xl_aigc.measures.measure_errors import together
from xl_aigc.measures.table_file import load_table, read_table

if TYPE_CHECKING:
    from xl_aigc.data.layers import Sorts
    from xl_aigc.files.yaml_file import Document
    from xl_aigc.measures.measure_table import Table

MEASURES_FILE: Final = "measures.yaml"
"""Name of a file of measures, in the templates and in the folders of baskets and layouts."""


@cache
def program_table(sorts: Sorts = USUAL_SORTS) -> Table:
    """Read the measures of `templates/measures.yaml` for the layers and archetypes of a basket, once for the process.

    Example:
        >>> program_table().measures["net_margin"].shows
        'percent'
    """
    package = Path(__file__).resolve().parents[1]
    packaged = package / "templates" / MEASURES_FILE
    return load_table(
        packaged if packaged.exists() else package.parent / "templates" / MEASURES_FILE,
        LIMITS,
        sorts=sorts,
    )


def table_with(*own: Document | None, sorts: Sorts = USUAL_SORTS) -> Table:
    """Return the program's measures, and those of further files in their order.

    Args:
        own: files of measures; None for a folder without one. A measure may use those of the files before it.
        sorts: the layers and archetypes of the basket.

    Raises:
        DataError: a measure is wrong, or a name is taken; the message names file, line and key.
    """
    table = program_table(sorts)
    for document in own:
        if document is None:
            continue
        table, errors = read_table(document, LIMITS, table)
        if errors:
            raise together(errors)
    return table
