"""A workbook rolls to another period: it shows what a fresh build of that period shows, and keeps what a person added."""

from __future__ import annotations

import re
import zipfile

import pytest
from support.next_periods import NOW, store_of_later_periods
from support.openpyxl_reading import load_workbook
from support.recalculation import libreoffice
from support.tables_of import differences, shown

from xl_aigc.cli.refresh_lines import carried_lines
from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError, WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
from xl_aigc.ooxml.references import cell_name, split_cell
from xl_aigc.refreshing.backup import undo
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.plan import Incoming
from xl_aigc.refreshing.roll import roll
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.check_file import check_file
from xl_aigc.report.record import SHEET

FY = (Period("2024FY"), Period("2023FY"))
H1 = (Period("2025H1"), Period("2024H1"))
OWN = (Period("2024H1"), Period("2023H1"))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The bundled facts and made-up figures of 2023FY, 2024FY and 2025H1."""
    return store_of_later_periods(tmp_path_factory.mktemp("store") / "figures.sqlite")


@pytest.fixture(scope="module")
def rolled(store, built, tmp_path_factory):
    """A workbook of 2024H1 rolled to other periods: `rolled(FY, "zh")`; once for equal choices."""
    done = {}

    def make(to, language="en"):
        if (to, language) not in done:
            target = tmp_path_factory.mktemp("rolled") / "rolled.xlsx"
            done[to, language] = target, roll(store, built(language), to, NOW, target=target)
        return done[to, language]

    return make


def fresh(store, target, to, language="en"):
    """The workbook as built anew for a period."""
    build(target, store.facts(), BuildOptions(language, period=to[0], compare=to[1]))
    return target


@pytest.mark.parametrize(
    ("language", "named", "above"),
    [
        ("en", "AIGC concept stocks, 2024FY\n", "2024FY against 2023FY  |  Data as of 2025-08-31"),
        ("zh", "AIGC概念股，2024FY\n", "2024FY，同比2023FY  ｜  数据截至2025-08-31"),
    ],
)
def test_the_lines_of_printed_pages_are_of_the_new_period_and_day(rolled, language, named, above):
    """The day of the store's figures, which are of 31 August 2025."""
    for sheet in load_workbook(rolled(FY, language)[0]):
        if sheet.oddFooter.left.text:
            assert sheet.oddFooter.left.text.startswith(named), sheet.title
            assert "2025-08-31\n" in sheet.oddFooter.center.text, sheet.title
        if sheet.oddHeader.right.text:
            assert sheet.oddHeader.right.text == above


def cells_of(path, key):
    """The cells of one of our sheets."""
    with Book(path) as book:
        return book.cells(find(book).titles[key])


def type_into(path, key, contents):
    """A person types into cells of a sheet, as Excel then saves it."""
    with Book(path) as book:
        sheet = find(book).titles.get(key, key)
    edit = SheetEdit(contents={at: Content(*content) for at, content in contents.items()})
    apply_edits(path, path, EditPlan({sheet: edit}))


def input_cell(path, ticker, key):
    """Address of an input in the table Data."""
    with Book(path) as book:
        table = find(book).tables["Data"]
        return cell_name(table.rows[ticker], table.columns[key])


@pytest.mark.parametrize(("to", "language"), [(FY, "en"), (H1, "zh")])
def test_figures_measures_and_headings_are_those_of_a_fresh_build(rolled, store, tmp_path, to, language):
    path, _ = rolled(to, language)
    other = fresh(store, tmp_path / "fresh.xlsx", to, language)
    assert shown(path, "Data") == shown(other, "Data")
    assert differences(shown(path, "Companies"), shown(other, "Companies")) == []
    with Book(path) as one, Book(other) as two:
        assert find(one).tables["Data"].headings == find(two).tables["Data"].headings


@pytest.mark.slow
@pytest.mark.parametrize(("to", "language"), [(FY, "en"), (H1, "zh")])
def test_libreoffice_finds_no_value_out_of_date(rolled, to, language):
    found = check_file(rolled(to, language)[0], libreoffice())
    assert [problem for problem in found.problems if problem.kind != "check"] == []


def test_claims_stay_at_their_own_period_and_say_so(rolled, english):
    before = [(at, cell.value) for at, cell in cells_of(english, "claims").items()]
    after = cells_of(rolled(FY)[0], "claims")
    head = {at for at, _ in before if int(re.sub(r"\D", "", at)) <= 4}
    said = [
        at for at, cell in after.items() if "the article's own period, 2024H1 vs 2023H1" in str(cell.value)
    ]
    assert set(said) & head
    moved = [
        (at, value, after[at].value)
        for at, value in before
        if at not in head and after[at].value not in (value, f"{value} (2024H1)")
    ]
    assert moved == []
    with Book(rolled(FY)[0]) as book:
        column = book.names["claims_verdicts"].split("!")[1].replace("$", "")
    first, last = (int(re.sub(r"\D", "", end)) for end in column.split(":"))
    letters = re.sub(r"[\d:].*", "", column)
    verdicts = [after[f"{letters}{row}"] for row in range(first, last + 1) if f"{letters}{row}" in after]
    assert len(verdicts) == len(load_facts().claims)
    assert {cell.formula for cell in verdicts} == {None}


def test_back_at_their_own_period_claims_are_formulas_again(rolled, store, english, tmp_path):
    path = tmp_path / "back.xlsx"
    roll(store, rolled(FY)[0], OWN, NOW, target=path)
    old, new = cells_of(english, "claims"), cells_of(path, "claims")
    assert {at: cell.formula for at, cell in new.items()} == {at: cell.formula for at, cell in old.items()}
    assert shown(path, "Data") == shown(english, "Data")


def test_the_panel_of_the_next_period_moves_on(rolled):
    told = [cell.value for cell in cells_of(rolled(FY)[0], "outlook").values()]
    assert {"2024FY", "2025FY"} <= set(told)
    assert "2024Q3" not in told


def test_the_head_of_every_sheet_names_the_new_period(rolled):
    with Book(rolled(FY)[0]) as book:
        heads = {key: book.cells(title) for key, title in find(book).titles.items()}
    stale = [
        key
        for key, cells in heads.items()
        if not any("2024FY" in str(cell.value) for at, cell in cells.items() if split_cell(at)[0] <= 4)
    ]
    assert stale == []


def test_a_persons_formulas_and_names_follow_the_headings(store, english, tmp_path):
    path, target = tmp_path / "report.xlsx", tmp_path / "rolled.xlsx"
    with zipfile.ZipFile(english) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            own = b'<definedNames><definedName name="mine">SUM(Data[Revenue 2024H1])</definedName>'
            content = old.read(part)
            if part == "xl/workbook.xml":
                content = content.replace(b"<definedNames>", own)
                assert own in content
            new.writestr(part, content)
    formula = 'SUM(Data[Revenue 2024H1])&"Data[Revenue 2024H1]"'
    type_into(path, "claims", {"AF3": (1.0, formula)})
    roll(store, path, FY, NOW, target=target)
    assert cells_of(target, "claims")["AF3"].formula == 'SUM(Data[Revenue 2024FY])&"Data[Revenue 2024H1]"'
    with Book(target) as book:
        assert book.names["mine"] == "SUM(Data[Revenue 2024FY])"


def test_a_persons_additions_stay(store, corpus, tmp_path):
    path, target = corpus("personal_excel"), tmp_path / "rolled.xlsx"
    roll(store, path, FY, NOW, target=target)
    with Book(path) as one, Book(target) as two:
        assert list(one.sheets) == list(two.sheets)
        ours = {*find(one).titles.values(), SHEET}
        for sheet in set(one.sheets) - ours:
            typed = {at: cell.value for at, cell in one.cells(sheet).items() if cell.formula is None}
            assert {at: cell.value for at, cell in two.cells(sheet).items() if cell.formula is None} == typed
        for name in ("Data", "Companies"):
            old, new = find(one).tables[name], find(two).tables[name]
            assert (new.rows, new.columns, new.area) == (old.rows, old.columns, old.area)
            places = set(old.columns.values())
            for row in old.rows.values():
                for column in range(1, old.area.right + 4):
                    at = cell_name(row, column)
                    was, now = one.cells(old.sheet).get(at), two.cells(old.sheet).get(at)
                    if column not in places and was is not None and was.formula is None:
                        assert now == was


def test_a_corrected_figure_comes_back_as_the_figure_compared_with(store, english, tmp_path):
    path, target = tmp_path / "report.xlsx", tmp_path / "rolled.xlsx"
    path.write_bytes(english.read_bytes())
    at, beside = (input_cell(path, "300418.SZ", key) for key in ("revenue", "revenue_source"))
    type_into(path, "data", {at: (2e9,), beside: ("corrected by me",)})
    done = roll(store, path, FY, NOW)
    assert shown(path, "Data")["300418.SZ", "revenue"] != 2e9
    figure = f"Data {at}: shows 300418.SZ revenue of 2024FY, not the 2024H1 that you corrected; "
    assert done.carry.look_at == (
        f"{figure}a note on or beside the cell speaks of the old figure",
        f"Data {beside}: shows what the report says of 2024FY; you had written 'corrected by me'",
    )
    done = roll(store, path, H1, NOW, target=target)
    told = [" ".join(line.split()) for line in carried_lines(done, target)]
    kept = told.index("kept 300418.SZ revenue 2024H1: corrected by hand")
    assert told[kept + 1] == f"`xl-aigc refresh --workbook {target} --overwrite` takes the source's figures"
    assert shown(target, "Data")["300418.SZ", "revenue_prior"] == 2e9
    new = shown(target, "Data")["300418.SZ", "revenue"]
    assert shown(target, "Companies")["300418.SZ", "revenue_yoy"] == pytest.approx(new / 2e9 - 1)


def test_a_corrected_price_change_stays_and_is_computed_with(english, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(english.read_bytes())
    type_into(path, "data", {input_cell(path, "300418.SZ", "price_change"): (-0.5,)})
    facts = load_facts()
    done = carry_into(path, Incoming(facts, 1, "again", "2025-01-01", *OWN))
    assert [(one.item, one.value) for one in done.carry.kept] == [("price_change", -0.5)]
    assert shown(path, "Companies")["300418.SZ", "price_change"] == -0.5


def test_another_file_leaves_the_workbook_as_it_is_and_undo_brings_it_back(store, english, tmp_path):
    path, target = tmp_path / "report.xlsx", tmp_path / "rolled.xlsx"
    before = english.read_bytes()
    path.write_bytes(before)
    roll(store, path, FY, NOW, target=target)
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["report.xlsx", "rolled.xlsx"]
    roll(store, path, FY, NOW)
    assert shown(path, "Data") == shown(target, "Data")
    undo(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(("name", "says"), [("own.xlsx", "is there already"), ("a.pdf", "must end in .xlsx")])
def test_what_an_output_is_refused_for_refuses_a_dry_run_too(store, english, tmp_path, name, says, dry_run):
    target = tmp_path / name
    target.write_bytes(b"a person's own")
    with pytest.raises(WorkbookError, match=says):
        roll(store, english, FY, NOW, target=target, dry_run=dry_run)
    assert target.read_bytes() == b"a person's own"
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_period_that_the_store_does_not_know_is_refused_with_those_that_it_knows(store, english):
    with pytest.raises(DataError, match="no figure of 2026H1") as refused:
        roll(store, english, (Period("2026H1"), Period("2025H1")), NOW)
    assert "2023FY, 2024H1, 2024FY, 2025H1" in str(refused.value)


def test_the_period_that_it_shows_already_is_refused(store, english):
    with pytest.raises(WorkbookError, match="shows 2024H1 against 2023H1 already"):
        roll(store, english, OWN, NOW)


def test_the_properties_of_the_document_name_the_new_period(rolled):
    with Book(rolled(FY)[0]) as book:
        assert b"aigc 2024FY" in book.content("docProps/core.xml")
