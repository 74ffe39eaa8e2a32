"""`refresh` and what the store tells afterwards: options, messages, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from xl_aigc.data.folder import load_facts
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.found import find
from xl_aigc.store.opening import open_store

STAYS = (
    "  store       stays as it is, and the next refresh brings its figures again; "
    "`xl-aigc refresh --as-of DATE --workbook report.xlsx` carries what was known on an earlier day\n"
)
PAGE = (Path(__file__).parents[2] / "docs" / "refresh.md").read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    ["refresh", "roll", "diff", "check", "store info", "store history", "store series", "store set-aside", "store export", "store verify"],
)  # fmt: skip
def test_the_page_tells_every_command_and_option(xl_aigc, command):
    name = command if command != "store export" else "store export FOLDER"
    assert f"xl-aigc {name}" in PAGE or f"`{name}" in PAGE
    options = set(
        re.findall(r"^  (?:-\w, )?(--[a-z-]+)", xl_aigc(*command.split(), "--help").out, flags=re.MULTILINE)
    )
    assert {one for one in options - {"--help"} if one not in PAGE and f"--no-{one[2:]}" not in PAGE} == set()


@pytest.mark.parametrize(
    "says",
    [
        "Another refresh of the workbook is running",
        "The workbook was saved by another program while",
        "The store has the new figures all the same",
        "the disk is full",
        "stands twice in the table",
        "there is nothing to do",
        "the workbook holds no record of how it was built",
        "The cell that every amount of money is divided by was changed",
        "The cell has a content where a new row goes",
    ],
)
def test_the_page_explains_messages_as_the_program_says_them(says):
    package = Path(__file__).parents[2] / "xl_aigc"
    said = "\n".join(path.read_text("utf-8") for path in package.rglob("*.py"))
    assert f"| {says}" in PAGE or f"… {says}" in PAGE
    assert says.casefold() in said.casefold()


@pytest.mark.parametrize(
    "options",
    [
        ("--from", "nothere.csv"),
        ("--workbook", "nothere.xlsx"),
        ("--from", "next", "--workbook", "nothere.xlsx"),
    ],
)
def test_a_refresh_that_fails_leaves_no_store_where_none_was(xl_aigc, files, tmp_path, options):
    before = {path.name for path in tmp_path.iterdir()}
    assert xl_aigc("refresh", *options, "--store", "new.sqlite").code == 1
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_refresh_tells_what_it_did_and_an_undo_takes_it_back(xl_aigc, files):
    workbook, before = files / "report.xlsx", (files / "report.xlsx").read_bytes()
    done = xl_aigc("refresh", "--from", "next", "--workbook", "report.xlsx")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[1] == "  figures     0 added, 39 restated, 0 withdrawn, 0 unchanged, 0 rows set aside"
    assert "    002230.SZ 2024H1 revenue: from 9,324,545,000.00 to 10,256,999,500.00  (+10.00%)" in lines
    assert "    and 19 more" in lines
    assert "  store       vintage 3" in lines
    assert lines[-1] == "  before      report.before-refresh-1.xlsx (`xl-aigc refresh --undo --workbook report.xlsx` puts it back)"  # fmt: skip
    again = xl_aigc("refresh", "--from", "next", "--workbook", "report.xlsx")
    assert "  store       no new vintage" in again.out.splitlines()
    assert again.out.splitlines()[-1] == "  is up to date; it was not touched."
    refreshed = {path.name: path.read_bytes() for path in files.iterdir() if path.is_file()}
    tried = xl_aigc("refresh", "--undo", "--workbook", "report.xlsx", "--dry-run")
    assert tried.out == (
        "report.before-refresh-1.xlsx would take the place of report.xlsx; nothing was written (--dry-run).\n"
        + STAYS
    )
    assert {path.name: path.read_bytes() for path in files.iterdir() if path.is_file()} == refreshed
    undone = xl_aigc("refresh", "--undo", "--workbook", "report.xlsx")
    assert undone.out == (
        "report.xlsx is again as before its last refresh.\n"
        "  kept        report.undone-1.xlsx, as the refresh left it\n" + STAYS
    )
    assert workbook.read_bytes() == before
    assert "restated" not in xl_aigc("refresh", "--from", "next").out.replace("0 restated", "")
    assert "  figures     0 added, 39 changed" in xl_aigc("refresh", "--workbook", "report.xlsx").out


def test_figures_go_into_the_store_alone_and_into_the_workbook_later(xl_aigc, files):
    before = (files / "report.xlsx").read_bytes()
    assert xl_aigc("refresh", "--from", "next", "--basket", "small").code == 0
    assert (files / "report.xlsx").read_bytes() == before
    done = xl_aigc("refresh", "--workbook", "report.xlsx")
    assert (done.code, "39 changed" in done.out, "restated" in done.out) == (0, True, False)


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ((), 1, "There is nothing to do. Name a source (--source, --from), a workbook (--workbook), or both."),
        (("--undo",), 1, "--workbook: --undo needs the workbook."),
        (("--undo", "--workbook", "report.xlsx"), 1, "report.before-refresh-1.xlsx: There is no copy from before a refresh."),
        (("--from", "nowhere", "--workbook", "report.xlsx"), 1, "nowhere"),
        (("--from", "next", "--workbook", "none.xlsx"), 1, "none.xlsx: The file is missing"),
        (("--from", "next", "--as-of", "yesterday"), 1, "--as-of: 'yesterday' is not a day."),
        (("--from", "next", "--period", "2024X1"), 1, "'2024X1' is no period"),
        (("--workbook", "report.xlsx", "--basket", "mine"), 1, "The store has no basket 'mine'"),
        (("--source", "oracle"), 1, "There is no source 'oracle'. Expected one of akshare, database, files, "),
        (("--from", "next", "--option", "partial"), 1, "--option: The options partial can't be used. Expected NAME=VALUE"),
        (("--from", "next", "--option", "partial=yes"), 1, "The source 'files' has no option 'partial'. Expected no option."),
        (("--from", "next", "--bad-share", "2"), 2, "--bad-share"),
    ],
)  # fmt: skip
def test_what_a_refresh_can_not_do_is_told(xl_aigc, files, options, code, says):
    before = (files / "report.xlsx").read_bytes()
    done = xl_aigc("refresh", *options)
    assert (done.code, says in done.err) == (code, True), done.err
    assert "Traceback" not in done.err
    assert (files / "report.xlsx").read_bytes() == before
    assert len(open_store(files / "store.sqlite").vintages()) == 2


def test_a_folder_whose_measures_are_wrong_is_refused_by_line_and_key_before_anything_is_written(
    xl_aigc, files
):
    (files / "next" / "measures.yaml").write_text("measures:\n  bad: {is: net_proft / revenue}\n", "utf-8")
    before = xl_aigc("store", "history").out
    done = xl_aigc("refresh", "--from", str(files / "next"))
    assert done.code == 1
    for part in ("measures.yaml", "line 2", "bad", "net_proft", "net_profit"):
        assert part in done.err
    assert xl_aigc("store", "history").out == before


def test_a_workbook_of_a_basket_that_the_store_does_not_know(xl_aigc, files):
    done = xl_aigc("refresh", "--workbook", "report.xlsx", "--store", files / "other.sqlite")
    assert done.code == 1
    assert (
        "There is no store here, and a new one has the bundled figures alone, not those of the basket 'small'"
        in done.err
    )


def test_a_lost_store_is_made_again_from_the_workbook(xl_aigc, files):
    lost = ("--store", "lost.sqlite")
    for command in (("refresh", "--workbook"), ("roll", "--to", "2024FY")):
        refused = xl_aigc(*command, "report.xlsx", *lost)
        assert (refused.code, "There is no store here" in refused.err) == (1, True), command
    assert not (files / "lost.sqlite").exists()
    assert xl_aigc("store", "export", "again", "--workbook", "report.xlsx").code == 0
    with Book(files / "report.xlsx") as book:
        shown = find(book).ledger.facts
    assert set(load_facts(files / "again").figures) == set(shown.figures)
    assert xl_aigc("refresh", "--from", "again", *lost).code == 0
    done = xl_aigc("refresh", "--workbook", "report.xlsx", *lost)
    assert done.code == 0, done.err
    export = files / "export.csv"
    export.write_text("证券代码,营业收入(元) 2024H1\n300418.SZ,2600000000\n", encoding="utf-8")
    done = xl_aigc("refresh", "--from", "export.csv", "--workbook", "report.xlsx", *lost)
    assert (done.code, "1 restated" in done.out) == (0, True), done.err


def test_a_bad_row_is_set_aside_told_and_listed_later(xl_aigc, files):
    (files / "export.csv").write_text(
        "证券代码,证券简称,营业总收入(元) 2024-06-30\n"
        "300418.SZ,昆仑万维,2600000000\n002230.SZ,科大讯飞,about a billion\n300624.SZ,万兴科技,700000000\n",
        encoding="utf-8",
    )
    refused = xl_aigc("refresh", "--from", "export.csv", "--workbook", "report.xlsx")
    assert refused.code == 1
    assert "export.csv: 1 of 3 rows can't be taken (not_a_number 1). Nothing was taken." in refused.err
    done = xl_aigc("refresh", "--from", "export.csv", "--workbook", "report.xlsx", "--bad-share", "0.4")
    assert (done.code, "2 restated, 0 withdrawn, 0 unchanged, 1 row set aside" in done.out) == (0, True)
    sentence = "export.csv, line 3, key 营业总收入: 002230.SZ revenue 2024H1 'about a billion': the value is not a number."
    assert f"    set aside: {sentence}" in done.out.splitlines()
    assert xl_aigc("store", "set-aside").out.strip() == sentence
    assert xl_aigc("store", "set-aside", "2").out == "Vintage 2 set no row aside.\n"


def test_the_log_names_the_source_of_each_figure(xl_aigc, files):
    """A figure that an earlier file brought into the store is not said to stand in the file of this refresh."""
    for name, ticker, value in (
        ("first.csv", "300418.SZ", 2_600_000_000),
        ("second.csv", "300624.SZ", 720_000_000),
    ):
        (files / name).write_text(f"证券代码,营业收入(元) 2024H1\n{ticker},{value}\n", encoding="utf-8")
    assert xl_aigc("refresh", "--from", "first.csv").code == 0
    done = xl_aigc("refresh", "--from", "second.csv", "--workbook", "report.xlsx")
    assert done.code == 0, done.err
    with Book(files / "report.xlsx") as book:
        found = find(book)
        ledger = found.ledger
    (address,) = (one.address for one in ledger.facts.sources if one.id == _source(ledger, "300418.SZ"))
    assert address == "first.csv"
    assert _source(ledger, "300624.SZ") == "files: second.csv"
    undone = xl_aigc("refresh", "--undo", "--workbook", "report.xlsx")
    assert (undone.code, "changed" in undone.out) == (0, False), undone.out


def _source(ledger, ticker):
    """What the newest lines of the log say of the revenue's source."""
    (entry,) = (one for one in ledger.history.newest if (one.ticker, one.item) == (ticker, "revenue"))
    return entry.source


def test_figures_that_the_workbook_does_not_show_are_told(xl_aigc, files):
    (files / "export.csv").write_text(
        "证券代码,营业收入(元) 2024-09-30,净利润(元)\n300418.SZ,3850000000,1\n600050.SH,290123000000,1\n",
        encoding="utf-8",
    )
    command = ("refresh", "--from", "export.csv", "--workbook", "report.xlsx", "--period", "2024Q3")
    told = json.loads(xl_aigc(*command, "--dry-run", "--json").out)
    assert (told["outside"], told["newer"]) == (["600050.SH"], "2024Q3")
    done = xl_aigc(*command)
    assert done.code == 0, done.err
    assert "1 with figures in no basket: 600050.SH; to add one, give it a row in companies.csv" in done.out
    assert "figures of 2024Q3: `xl-aigc roll report.xlsx --to 2024Q3` shows them" in done.out
    assert "where it is theirs, name it Net profit attributable" in done.out


def test_a_company_joins_from_the_folder_and_newer_figures_stay(xl_aigc, files):
    """The folder has 2.75 bn of Kunlun; a vendor's file, which came later, 2.76 bn, and figures of a company outside."""
    xl_aigc("refresh", "--from", "next")
    (files / "export.csv").write_text(
        "证券代码,营业收入(元) 2024H1\n300418.SZ,2760000000\n600050.SH,197341000000\n", encoding="utf-8"
    )
    told = xl_aigc("refresh", "--from", "export.csv", "--basket", "small").out
    assert "`xl-aigc refresh --from FOLDER --ticker 600050.SH`" in told
    refused = xl_aigc("refresh", "--from", "next", "--ticker", "600050.SH")
    assert (refused.code, "companies.csv: The folder has no company 600050.SH." in refused.err) == (1, True)
    with (files / "next" / "companies.csv").open("a", encoding="utf-8") as file:
        file.write("600050.SH,中国联通,China Unicom,,,other,\n")
    done = xl_aigc("refresh", "--from", "next", "--ticker", "600050.SH")
    assert (done.code, done.err) == (0, "")
    assert "0 added, 0 restated, 0 withdrawn, 0 unchanged" in done.out
    facts = open_store(files / "store.sqlite").facts("small")
    assert facts.tickers[-1] == "600050.SH"
    held = [facts.value(one, "revenue", facts.period) for one in ("300418.SZ", "600050.SH")]
    assert held == [2.76e9, 197.341e9]


def test_companies_of_any_basket_of_the_store_are_not_outside(xl_aigc, files):
    rows = "证券代码,公司,报告期,营业收入(元)\n{0},B,2024H1,5e8\n{0},B,2023H1,4e8\n"
    (files / "b.csv").write_text(rows.format("600519.SH"), encoding="utf-8")
    assert xl_aigc("data", "new", "b", "--from", "b.csv").code == 0
    assert xl_aigc("refresh", "--from", "b").code == 0
    (files / "more.csv").write_text(rows.format("600519.SH") + rows.format("600050.SH"), encoding="utf-8")
    told = json.loads(xl_aigc("refresh", "--from", "more.csv", "--json").out)
    assert told["outside"] == ["600050.SH"]


def test_a_figure_in_a_wrong_unit_is_corrected_when_the_jump_is_allowed(xl_aigc, files):
    """Kunlun's revenue, recorded as 2.502 m for 2.502 bn: a thousand times too little."""
    for name, amount, options in (("wrong", "250.2", ["--jump", "100000"]), ("right", "250200", [])):
        file = files / f"{name}.csv"
        file.write_text(f"证券代码,营业收入(万元) 2024H1\n300418.SZ,{amount}\n", encoding="utf-8")
        done = xl_aigc("refresh", "--from", file, "--basket", "small", *options)
        assert done.code == (0 if options else 1), done.err
    assert "jump" in done.err or "times" in done.err
    done = xl_aigc("refresh", "--from", file, "--basket", "small", "--jump", "100000")
    assert "300418.SZ 2024H1 revenue: from 2,502,000.00 to 2,502,000,000.00" in done.out


def test_the_newest_vintage_set_nothing_aside(xl_aigc, files):
    assert xl_aigc("store", "set-aside").out == "Vintage 2 set no row aside.\n"
    wrong = xl_aigc("store", "set-aside", "9")
    assert wrong.code == 1
    assert "There is no vintage 9. Expected a number from 1 to 2." in wrong.err


def test_a_series_shows_quarters_and_twelve_months(xl_aigc, files):
    done = xl_aigc("store", "series", "300418.SZ", "revenue", "--basket", "small")
    lines = done.out.splitlines()
    assert lines[0].split() == ["period", "cumulative", "quarter", "twelve", "months"]
    assert [line.split()[:2] for line in lines[1:]] == [
        ["2023H1", "2,425,000,000.00"],
        ["2024H1", "2,502,000,000.00"],
    ]
    assert (
        xl_aigc("store", "series", "600000.SH", "revenue").out == "The store has no revenue of 600000.SH.\n"
    )
    assert xl_aigc("store", "series", "300418.SZ", "umsatz").code == 1


def test_a_fall_within_a_year_that_is_real_is_taken_from_the_folder_that_the_message_names(xl_aigc, tmp_path):
    store, folder, vendor = (
        ("--store", tmp_path / "known.sqlite"),
        tmp_path / "known",
        tmp_path / "vendor.csv",
    )
    vendor.write_text(
        "证券代码,报告期,营业收入(元)\n300418.SZ,2024一季报,2600000000\n300418.SZ,2024中报,2502000000\n",
        encoding="utf-8",
    )
    doubted = xl_aigc("refresh", "--from", vendor, *store, "--bad-share", "1").out
    assert "1 row set aside" in doubted
    assert "`xl-aigc store export FOLDER` writes, and refresh from it (--from FOLDER)" in doubted
    xl_aigc("store", "export", folder, *store)
    with (folder / "figures.csv").open("a", encoding="utf-8") as figures:
        figures.write("300418.SZ,2024Q1,revenue,2600000000,stated,S001\n")
    assert "1 added" in xl_aigc("refresh", "--source", "files", "--from", folder, *store).out
    assert " 0 rows set aside" in xl_aigc("refresh", "--from", vendor, *store).out
