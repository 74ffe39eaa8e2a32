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
    "coverage",
    "note",
)


def read_claims(path, language="en"):
    """Every row of the table of claims, by id: the value of each column."""
    labels = load_labels(language)
    book = python_calamine.CalamineWorkbook.from_path(path)
    sheet = book.get_sheet_by_name(labels.text("sheets.claims.title")).to_python(skip_empty_area=False)
    heads = {labels.text(f"claim_words.columns.{key}"): key for key in (*COLUMNS, "verdict")}
    ids, rows, places = {claim.id for claim in load_facts().claims}, {}, {}
    for row in sheet:
        found = {heads[value]: place for place, value in enumerate(row) if value in heads}
        if len(found) == len(heads):
            places = found
        elif places and row[places["id"]] in ids:
            rows[row[places["id"]]] = {key: row[place] for key, place in places.items()}
    return rows


def copy_layouts(tmp_path):
    """A folder with the layouts that these tests need."""
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "02_overview.yaml").write_text("sheet: overview\nblocks:\n  - block: conclusions\n", "utf-8")
    for name in ("08_claims.yaml", "10_companies.yaml", "11_data.yaml"):
        (folder / name).write_text((templates_folder() / "report" / name).read_text("utf-8"), "utf-8")
    return folder
