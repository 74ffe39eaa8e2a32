"""The table of claims of a workbook, and layouts that hold it and what its formulas rest on."""

from __future__ import annotations

import python_calamine

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import load_labels
from xl_aigc.report.layout import templates_folder

COLUMNS = (
    "id",
    "claim",
    "subject",
    "relation",
    "stated",
    "bound",
    "tolerance",
    "measured",
    "low",
    "high",
    "named",
    "known",
    "note",
)


ASIDE = ("id", "subject", "relation", "bound", "tolerance", "named", "known")
"""Columns that stand on the sheet of chart data, a row for each claim in the order of the table."""


def read_claims(path, language="en"):
    """Every claim by its id: the value of each column of the table, and of those beside it."""
    labels = load_labels(language)
    book = python_calamine.CalamineWorkbook.from_path(path)
    shown = [key for key in (*COLUMNS, "verdict") if key not in ASIDE]
    words = {key: labels.text(f"claim_words.columns.{key}") for key in (*COLUMNS, "verdict")}
    table = _rows(book, labels.text("sheets.claims.title"), {words[key]: key for key in shown})
    aside = _rows(book, labels.text("sheets.chart_data.title"), {words[key]: key for key in ASIDE})
    ids = {claim.id for claim in load_facts().claims}
    rows = [row for row in table if row["verdict"] != ""]
    beside = [row for row in aside if row["id"] in ids]
    return {other["id"]: {**row, **other} for row, other in zip(rows, beside, strict=True)}


def _rows(book, sheet, heads):
    """The rows below the line that holds every heading, by the keys of the headings."""
    places = {}
    for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False):
        found = {heads[value]: place for place, value in enumerate(row) if value in heads}
        if len(found) == len(heads):
            places = found
        elif places:
            yield {key: row[place] for key, place in places.items()}


def copy_layouts(tmp_path):
    """A folder with the layouts that these tests need."""
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "02_overview.yaml").write_text("sheet: overview\nblocks:\n  - block: conclusions\n", "utf-8")
    for name in ("08_claims.yaml", "20_companies.yaml", "21_data.yaml"):
        (folder / name).write_text((templates_folder() / "report" / name).read_text("utf-8"), "utf-8")
    return folder
