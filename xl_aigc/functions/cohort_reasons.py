"""Why a summary of cohorts has no value in a cell: which cohort it is, and what its companies lack."""

from collections.abc import Callable, Sequence

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.refusals import remember
from xl_aigc.functions.selection import heading
from xl_aigc.functions.tables import Table
from xl_aigc.functions.vocabulary import headings, inputs_of
from xl_aigc.functions.written import listed
from xl_aigc.metrics import CohortSummary


def note_cohort(
    table: Table, summaries: Sequence[CohortSummary], keys: Sequence[str], word: Callable[[str], str]
) -> None:
    """Keep why the first blank cell of a summary is blank as the reason of its `#N/A`.

    Args:
        table: the table of the companies.
        summaries: the cohorts and the total, as they are shown.
        keys: their columns.
        word: gives the word for a cohort.
    """
    blank = ((each, key) for each in summaries for key in keys if getattr(each, key) is None)
    found = next(blank, None)
    if found is not None:
        remember("COHORT", CellError.NA, lambda: _sentence(table, *found, word))


def _sentence(table: Table, summary: CohortSummary, key: str, word: Callable[[str], str]) -> str:
    """Say what a cohort lacks for one of its columns."""
    title, cohort = headings("en")[key], word(summary.cohort)
    inputs = inputs_of(key)
    absent = [heading(one, "en") for one in inputs if one not in table]
    if not summary.companies:
        return f"{title} of the cohort {cohort}: it has no company."
    if not inputs:
        return f"{title} of the cohort {cohort}: its companies are in no other cohort, and have no share of those that are."
    if absent:
        return f"{title} of the cohort {cohort}: the table has no column {listed(absent)}."
    named = listed([heading(one, "en") for one in inputs])
    count = (
        "its one company does not have"
        if summary.companies == 1
        else f"none of its {summary.companies} companies has"
    )
    return f"{title} of the cohort {cohort}: {count} {named}."
