"""Cover: says of each sheet what that sheet says of itself, and leads to it."""

from __future__ import annotations

import pytest
from support.openpyxl_reading import load_workbook

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import load_labels
from xl_aigc.measures.own import program_table
from xl_aigc.report.measure_words import labels_with
from xl_aigc.report.theme import load_theme


@pytest.fixture(scope="module")
def book(english):
    return load_workbook(english, data_only=True)


def lines(sheet):
    """The rows of a sheet without their blanks."""
    return [[v for v in row if v not in {None, ""}] for row in sheet.iter_rows(values_only=True)]


def line(sheet, first):
    return next(row for row in lines(sheet) if row and row[0] == first)


def results(book):
    """Sheet and result of every check, as the sheet Checks shows them."""
    rows = lines(book["Checks"])
    start = next(n for n, row in enumerate(rows) if row and row[0] == "Check")
    end = next(n for n in range(start, len(rows)) if len(rows[n]) == 1)
    return [(row[1], row[6]) for row in rows[start + 1 : end]]


def test_the_number_of_checks_passed_is_that_of_the_sheet_checks(book):
    good = [result for _, result in results(book)]
    assert good
    assert set(good) == {"pass"}
    assert f"{len(good)} of {len(good)}" in {v for row in lines(book["Guide"]) for v in row}
    for name, value in (("checks_passed", len(good)), ("checks_total", len(good))):
        sheet, cell = next(iter(book.defined_names[name].destinations))
        assert book[sheet][cell].value == value


def test_each_sheet_shows_the_checks_that_rest_on_it(book):
    counts = {}
    for sheet, _ in results(book):
        counts[sheet] = counts.get(sheet, 0) + 1
    for title in book.sheetnames:
        if title == "Guide":
            continue
        shown = line(book["Guide"], title)[3]
        assert shown == (f"{counts[title]} of {counts[title]}" if title in counts else "–")


@pytest.mark.parametrize(
    ("sheet", "known"),
    [("Profitability", 50), ("Naked swimmers", 55), ("R&D", 40), ("Outlook", 15), ("Companies", 54)],
)
def test_each_sheet_shows_how_many_companies_it_rests_on(book, sheet, known):
    assert line(book["Guide"], sheet)[2] == f"{known} of 55"


def test_every_sheet_is_listed_with_its_question_and_linked(english):
    book = load_workbook(english)
    cover = book["Guide"]
    labels = labels_with(load_labels("en"), program_table(), load_facts().texts)
    titles = {
        v: k.split(".")[1] for k, v in labels.texts.items() if k.startswith("sheets.") and k.endswith("title")
    }
    linked = [cell for row in cover.iter_rows() for cell in row if cell.hyperlink]
    links = {cell.value: cell.hyperlink.location for cell in linked}
    for title in book.sheetnames:
        if title == "Guide":
            continue
        assert links[title].replace("'", "") == f"{title}!A1"
        assert line(cover, title)[1] == labels.text(f"sheets.{titles[title]}.question")


def test_the_coverage_matrix_counts_the_bundled_figures(book):
    # present, due, percent, derived of 2024H1, then of 2023H1: counted in figures.csv.
    shown = line(book["Sources"], "Net profit")
    assert shown[1:3] == [54, 55]
    assert shown[5:7] == [50, 55]
    assert shown[8] == 32
    assert line(book["Sources"], "R&D expense")[1] == 40


def test_what_the_basket_rests_on_is_said_with_its_numbers(book):
    words = " ".join(str(v) for row in lines(book["Guide"]) for v in row)
    assert "15 of the 55 companies; the other 40" in words
    assert "Figures derived from stated ones: 117 of 347" in words
    assert "Not investment advice" in words


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_the_samples_of_up_and_down_have_the_colours_of_the_language(built, language):
    cover = load_workbook(built(language)).worksheets[-2]
    ways, labels = load_theme().directions[language], load_labels(language)
    for key, colour, test in (("up", ways.up, "between"), ("down", ways.down, "lessThan")):
        text = labels.text(f"cover.key.{key}")
        place = next(cell for row in cover.iter_rows() for cell in row if cell.value == text)
        sample = cover.cell(place.row, place.column - 2)
        rules = [
            rule for area in cover.conditional_formatting if sample.coordinate in area for rule in area.rules
        ]
        assert [rule.dxf.font.color.rgb[-6:] for rule in rules if rule.operator == test] == [colour]
        assert (sample.value > 0) == (key == "up")


def test_the_newest_vintage_is_the_date_of_the_data(book):
    assert load_facts().as_of.isoformat() in {v for row in lines(book["Guide"]) for v in row}
