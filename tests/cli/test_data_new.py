"""`data new` makes a basket of any table; what it writes builds as it is."""

from __future__ import annotations

import json

import pytest
import yaml
from support.recalculation import libreoffice

from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.report.check_file import check_file

YEARS = """\
Ticker,Name,Period,Revenue (USD m),Net profit (USD m)
AAPL,Apple,2024FY,391035,93736
AAPL,Apple,2023FY,383285,96995
NASDAQ:MSFT,Microsoft,2024FY,245122,88136
NASDAQ:MSFT,Microsoft,2023FY,211915,72361
BRK/B,,2024FY,371433,88995
"""
QUARTERS = """\
Ticker,Period,Revenue (USD m),Net profit (USD m)
MSFT,2023Q4,62020,21870
MSFT,2024Q4,69632,24108
AAPL,2024Q3,85777,21448
AAPL,Q4 2024,94930,14736
AAPL,2023Q4,89498,22956
AAPL,2024FY,391035,93736
GOOGL,2023Q4,86310,20687
GOOGL,2024Q3,88268,26301
GOOGL,2024Q4,96469,26536
META,2023Q4,40111,14017
META,2024Q4,48385,20838
AAPL,2024H1,210328,57552
"""


@pytest.fixture
def table(tmp_path):
    def saved(text):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return saved


def test_two_commands_lead_from_a_table_to_a_workbook(xl_aigc, tmp_path, table):
    made = xl_aigc("data", "new", tmp_path / "tech", "--from", table(YEARS), "--market", "us")
    assert made.code == 0, made.err
    assert f"Next: xl-aigc build --data {tmp_path / 'tech'}" in made.out
    counted = xl_aigc("data", "check", "--data", tmp_path / "tech").out
    assert (" All companies\n" in counted, "midstream" in counted) == (True, False), (
        "no company is of a layer"
    )
    built = xl_aigc("build", "--data", tmp_path / "tech", "--output", tmp_path / "tech.xlsx")
    assert built.code == 0, built.err
    assert check_file(tmp_path / "tech.xlsx", libreoffice()).problems == ()


def test_json_has_the_files_and_what_was_read(xl_aigc, tmp_path, table):
    told = xl_aigc("data", "new", tmp_path / "tech", "--from", table(YEARS), "--market", "us", "--json")
    made = json.loads(told.out)
    assert made["folder"] == str(tmp_path / "tech")
    assert set(made["files"]) == {path.name for path in (tmp_path / "tech").iterdir()}
    assert {figure["item"] for figure in made["read"]["figures"]} >= {"revenue"}


def test_the_basket_is_that_of_the_table(xl_aigc, tmp_path, table):
    """Amounts are millions of dollars; Berkshire has no name in the table."""
    xl_aigc("data", "new", tmp_path / "tech", "--from", table(YEARS), "--market", "us")
    facts = load_facts(tmp_path / "tech")
    assert (facts.key, facts.markets, facts.currency) == ("tech", ("us",), "USD")
    assert (facts.period, facts.compare) == (Period("2024FY"), Period("2023FY"))
    assert facts.tickers == ("AAPL", "MSFT", "BRK.B")
    assert [company.name("en") for company in facts.companies] == ["Apple", "Microsoft", "BRK.B"]
    assert facts.value("AAPL", "revenue", facts.period) == 391_035_000_000.0


def test_quarters_alone_are_figures_where_the_command_says_so(xl_aigc, tmp_path, table):
    folder, path = tmp_path / "quarters", table(QUARTERS)
    made = xl_aigc(
        "data", "new", folder, "--from", path, "--market", "us", "--single-quarters", "--period", "2024Q4"
    )
    assert made.code == 0, made.err
    facts = load_facts(folder)
    assert facts.single_quarters
    assert [str(period) for period in facts.periods] == ["2023Q4", "2024Q3", "2024Q4", "2024FY"]
    assert (str(facts.period), str(facts.compare)) == ("2024Q4", "2023Q4")
    assert "2024H1" in made.out  # set aside: half a year is no quarter


def test_every_key_that_the_comments_offer_is_one(xl_aigc, tmp_path, table):
    """The file with all its commented keys put to use is still a basket."""
    folder = tmp_path / "tech"
    xl_aigc("data", "new", folder, "--from", table(YEARS), "--market", "us")
    text = (folder / "basket.yaml").read_text(encoding="utf-8")
    offered = [line.removeprefix("# ") for line in text.splitlines() if line.startswith(("# ", "#  "))]
    keys = [
        line for line in offered if line.startswith(" ") or line.partition(":")[0].replace("_", "").islower()
    ]
    keys = [
        line
        for line in keys
        if ":" in line and not line.startswith(("giants: ", "      ")) and ".csv" not in line
    ]
    (folder / "basket.yaml").write_text("\n".join([text, *keys]) + "\n", encoding="utf-8")
    facts = load_facts(folder)
    assert facts.giants == ("AAPL", "BRK.B")  # half of 1,007,590 million is reached by the second
    assert facts.limits == {"limit_rd_100m": 50e6, "limit_price_up": 0.3}
    assert (facts.year_end, facts.indices[0].name["en"], len(facts.segments)) == (
        "09-30",
        "Nasdaq Composite",
        1,
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--market", "usa"], "There is no market 'usa'"),
        (["--market", "us", "--market", "hk"], "The currency of the market hk, us is not one"),
        (["--market", "us", "--period", "2022FY"], "The source gave no figure of 2022FY"),
        (["--market", "us", "--period", "2024Q5"], "'2024Q5' is no period"),
        ([], "such as AAPL, look like those of the market us. Add --market us --currency USD."),
    ],
)
def test_what_makes_no_basket_is_refused_and_nothing_is_written(xl_aigc, tmp_path, table, options, says):
    made = xl_aigc("data", "new", tmp_path / "tech", "--from", table(YEARS), *options)
    assert made.code == 1
    assert says in made.err
    assert not (tmp_path / "tech").exists()


def test_a_folder_with_files_is_left_as_it_is(xl_aigc, tmp_path, table):
    path = table(YEARS)
    made = xl_aigc("data", "new", tmp_path, "--from", path, "--market", "us")
    assert (made.code, [each.name for each in tmp_path.iterdir()]) == (1, ["table.csv"])
    assert yaml.safe_load(YEARS.splitlines()[0])
