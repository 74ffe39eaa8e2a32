"""Files in the forms in which vendors and people send them: taken right, or refused in words; none is taken wrong.

The forms are in `forms/*.yaml`: rows of cells, the kinds of file to write, what the caller says beside, whether the bundled figures are
known, and the right figures, worked out by hand from the rows. Of a form that can't be taken safely the reasons or the words of the refusal are given.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from support.vendor_files import written

import xl_aigc
from xl_aigc.data.batch_checks import checked_rows
from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.sources import Request, tickers_by_name
from xl_aigc.sources.files import fetch
from xl_aigc.sources.request import silent

if TYPE_CHECKING:
    from xl_aigc.data.model import Facts

AS_OF = dt.date(2024, 9, 12)
KNOWN = load_facts()
NAMED = tickers_by_name(KNOWN.companies)
FORMS = {
    f"{path.stem}: {form['form']}": form
    for path in sorted((Path(__file__).parent / "forms").glob("*.yaml"))
    for form in yaml.safe_load(path.read_text(encoding="utf-8"))
}
FILES = [(name, kind) for name, form in FORMS.items() for kind in form["as"]]


class Outcome(NamedTuple):
    """What became of a file: its figures, the reasons of what was set aside, or the words of the refusal."""

    figures: dict[str, float]
    aside: set[str]
    refused: str


def outcome(path: Path, ask: dict, known: Facts | None = None) -> Outcome:
    asked = dict(
        ask, periods=tuple(map(Period, ask.get("periods", ()))), tickers=tuple(ask.get("tickers", ()))
    )
    asked["markets"], asked["named"] = tuple(ask.get("markets", ())), NAMED
    try:
        batch = checked_rows(fetch(Request("files", path, as_of=AS_OF, **asked), silent), known)
    except DataError as error:
        return Outcome({}, set(), str(error))
    figures = {f"{each.ticker} {each.period} {each.item}": each.value for each in batch.figures}
    return Outcome(figures, {row.reason for row in batch.set_aside}, "")


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory) -> dict[tuple[str, str], Outcome]:
    folder = tmp_path_factory.mktemp("forms")
    found = {}
    for number, (name, kind) in enumerate(FILES):
        path = written(folder, f"file{number}", kind, FORMS[name])
        known = KNOWN if "known" in FORMS[name] else None
        found[name, kind] = outcome(path, FORMS[name].get("ask", {}), known)
    return found


@pytest.mark.parametrize(("name", "kind"), FILES, ids=lambda each: each)
def test_a_file_is_taken_right_or_refused_in_words(name, kind, outcomes):
    form, found = FORMS[name], outcomes[name, kind]
    if "refused" in form:
        assert form["refused"] in found.refused, found
        return
    assert found.refused == ""
    assert found.figures == {key: float(value) for key, value in form.get("figures", {}).items()}
    assert found.aside >= set(form.get("aside", ())), found.aside


def test_most_files_are_taken(outcomes):
    """At least 130 of at least 150 are taken, the others refused: those that have no figure that can be taken safely."""
    taken = sum(bool(found.figures) for found in outcomes.values())
    page = Path(xl_aigc.__file__).parents[1] / "docs" / "sources.md"
    assert len(outcomes) >= 150
    assert taken >= 130
    counts = f"| {len(outcomes)} | {taken} | {len(outcomes) - taken} | 0 | 0 |"
    assert counts in page.read_text(encoding="utf-8")
