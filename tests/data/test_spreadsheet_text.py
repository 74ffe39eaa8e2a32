"""An export that a spreadsheet program opens runs nothing, and reads back as the same facts."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.office import recalculate
from support.openpyxl_reading import load_workbook

from xl_aigc.data.folder import load_facts
from xl_aigc.data.spreadsheet_text import read_from_csv, shown_in_spreadsheets
from xl_aigc.data.written import facts_files

RUN = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "=cmd|'/c calc'!A1",
    "-2+3+cmd|' /C calc'!A0",
)
OWN = ("'=1", "''=1", "'t Hart", "'", "''", "'+", "'-5", "-5", "+1", "1-1", "a=1", "'' @x")


@pytest.mark.parametrize("text", RUN)
def test_a_text_that_would_run_begins_with_an_apostrophe(text):
    assert shown_in_spreadsheets(text) == f"'{text}"


@pytest.mark.parametrize("text", [*RUN, *OWN])
def test_every_text_reads_back_as_it_was(text):
    assert read_from_csv(shown_in_spreadsheets(text)) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n＝a1"), max_size=6))
def test_any_text_reads_back_as_it_was(text):
    written = shown_in_spreadsheets(text)
    assert read_from_csv(written) == text
    assert written[:1] not in set("=@\t\r\n＝")


def test_an_exported_folder_reads_back_the_same_and_no_field_of_it_would_run(tmp_path):
    facts = load_facts()
    named = [
        replace(company, name_en=text, segment=text, membership=text)
        for company, text in zip(facts.companies, [*RUN, *OWN], strict=False)
    ]
    facts = replace(facts, article=None, companies=(*named, *facts.companies[len(named) :]))
    files = facts_files(facts)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    assert load_facts(tmp_path).companies == facts.companies
    for name in ("companies.csv", "figures.csv", "price_changes.csv", "sources.csv"):
        for row in csv.reader(io.StringIO(files[name], newline="")):
            for field in row:
                assert not field.startswith(("=", "@", "\t", "\r", "＝"))
                assert not field.startswith(("+", "-")) or float(field) is not None


def test_libreoffice_shows_the_texts_of_an_export(tmp_path):
    facts = load_facts()
    companies = (replace(facts.companies[0], name_en="=1+1", segment="@SUM(1)"), *facts.companies[1:])
    (tmp_path / "companies.csv").write_text(
        facts_files(replace(facts, companies=companies))["companies.csv"], encoding="utf-8"
    )
    sheet = load_workbook(recalculate(tmp_path / "companies.csv", tmp_path)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet["C2"].value in {"'=1+1", "=1+1"}
