"""An own basket from a table to a workbook, its refresh and its check, and what is said where a step goes wrong."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter

import pytest
from lxml import etree

from xl_aigc.cli.run import run
from xl_aigc.store.opening import open_store

# Millions of dollars, as Apple and Microsoft filed them for their years 2024 and 2023.
TABLE = """ticker,name,2024FY revenue,2023FY revenue,2024FY net_profit,2023FY net_profit
AAPL,Apple,391035,383285,93736,96995
MSFT,Microsoft,245122,211915,88136,72361
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a basket and its workbook."""
    root = tmp_path_factory.mktemp("own")
    (root / "us.csv").write_text(TABLE, "utf-8")
    new = [
        "data",
        "new",
        str(root / "ustech"),
        "--from",
        str(root / "us.csv"),
        "--market",
        "us",
        "--unit",
        "USD m",
    ]
    assert run(new) == 0
    assert run(["build", "--data", str(root / "ustech"), "-o", str(root / "ustech.xlsx")]) == 0
    return root


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "account"))
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_refresh_records_the_basket_of_the_folder_that_the_store_does_not_know(xl_aigc, folder):
    command = ("refresh", "--from", "ustech", "--workbook", "ustech.xlsx")
    tried = xl_aigc(*command, "--dry-run")
    assert (tried.code, tried.err) == (0, "")
    assert "8 added" in tried.out
    assert not (folder / "account").exists()

    figures = folder / "ustech" / "figures.csv"
    figures.write_text(figures.read_text("utf-8").replace("391035000000", "391035000001"), "utf-8")
    done = xl_aigc(*command)
    assert (done.code, done.err) == (0, "")
    assert "0 added, 1 changed" in done.out
    assert "yours" not in done.out, "nobody changed a cell"
    assert "ustech" in {basket.key for basket in open_store(create=False).baskets()}

    figures.write_text(figures.read_text("utf-8").replace("391035000001", "391035000007"), "utf-8")
    again = xl_aigc(*command).out
    assert "391,035,000,001.00 to 391,035,000,007.00  (<0.01%)" in again
    told = xl_aigc("diff", "ustech.before-refresh-1.xlsx", "ustech.xlsx").out
    assert "391,035,000,000 to 391,035,000,007" in told


def test_a_folder_of_another_basket_is_not_taken_for_it(xl_aigc, folder):
    (folder / "ustech").rename(folder / "other")
    (folder / "other" / "basket.yaml").write_text("key: other\nmarket: us\nas_of: 2025-01-01\n", "utf-8")
    refused = xl_aigc("refresh", "--from", "other", "--workbook", "ustech.xlsx")
    assert refused.code == 1
    assert "There is no store here" in refused.err
    assert "not those of the basket 'ustech', which the workbook shows." in refused.err


def test_a_check_misses_no_input_where_a_report_reads_none(xl_aigc, folder):
    fresh = xl_aigc("check", "ustech.xlsx", "--no-office")
    assert fresh.code == 0
    assert "for want of an input" not in fresh.out


def test_no_cell_is_written_twice(folder):
    with zipfile.ZipFile(folder / "ustech.xlsx") as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        for sheet in sheets:
            cells = Counter(cell.get("r") for cell in etree.fromstring(book.read(sheet)).iter("{*}c"))
            assert [name for name, count in cells.items() if count > 1] == [], sheet


def test_a_file_where_a_folder_is_due_names_the_command_that_makes_one(xl_aigc, folder):
    told = xl_aigc("build", "--data", "us.csv").err
    assert told.startswith(
        "us.csv: A folder is expected, and this is a file. Make a basket of it: xl-aigc data new"
    )
    assert xl_aigc("build", "--data", "nowhere").err == (
        "nowhere: There is no such folder. Correct the name, or make a basket of a table: "
        "xl-aigc data new nowhere --from FILE\n"
    )
    told = xl_aigc("build", "us.csv").err
    assert "unexpected extra argument(s) (us.csv)\nFigures are named by --data FOLDER; of a table," in told


@pytest.mark.parametrize(
    "command",
    [
        ("refresh", "--workbook", "locked.xlsx"),
        ("roll", "locked.xlsx", "--to", "2025FY"),
        ("adopt", "locked.xlsx"),
        ("freeze", "locked.xlsx"),
        ("check", "locked.xlsx"),
        ("diff", "ustech.xlsx", "locked.xlsx"),
        ("preview", "locked.xlsx"),
        ("data", "read", "locked.xlsx"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_every_command_says_that_a_workbook_has_a_password(xl_aigc, folder, command):
    crypto = pytest.importorskip("msoffcrypto.format.ooxml")
    with (folder / "ustech.xlsx").open("rb") as plain, (folder / "locked.xlsx").open("wb") as locked:
        crypto.OOXMLFile(plain).encrypt("secret", locked)
    refused = xl_aigc(*command)
    assert refused.code == 1
    assert refused.err == "locked.xlsx: The workbook has a password. Take it off in Excel.\n"
