"""What a folder's text fields hold arrives as that text; a folder written by another program reads back the same."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_aigc.data.folder import load_facts
from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period
from xl_aigc.outside import REFUSED

HEADER = ["ticker", "name_zh", "name_en", "layer", "segment", "archetype", "membership"]


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def write_folder(folder, companies, figures):
    write(folder / "companies.csv", [HEADER, *companies])
    write(folder / "figures.csv", [["ticker", "period", "item", "value", "kind", "sources"], *figures])
    (folder / "basket.yaml").write_text("as_of: 2024-09-12\nperiod: 2024H1\n", encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://x","y")',
        "+1",
        "@SUM(A1)",
        "-2",
        "a\tb",
        "two\r\nlines",
        "🚀 科技",
        "名" * 300,
        "三六零（北京）",
        " blanks ",
        "<b>&amp;</b>",
        "_x0000_",
        "\ufeffmark",
    ],
)
def test_a_name_arrives_as_it_was_written(tmp_path, name):
    row = ["000001.SZ", name, name, "upstream", name[:255], "other", name]
    write_folder(tmp_path, [row], [])
    company = load_facts(tmp_path).companies[0]
    assert (company.name_zh, company.name_en, company.segment, company.membership) == (
        name,
        name,
        name[:255],
        name,
    )


tickers = st.from_regex(r"[0-9]{6}\.(SH|SZ|BJ)", fullmatch=True)
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")).filter(lambda sign: not REFUSED.match(sign))
)
periods = st.builds("{}{}".format, st.integers(2000, 2030), st.sampled_from(("Q1", "H1", "Q3", "FY")))
values = st.floats(min_value=0, allow_infinity=False) | st.integers(0, 10**15)


@st.composite
def folders(draw):
    codes = draw(st.lists(tickers, min_size=1, max_size=6, unique=True))
    companies = [
        [
            code,
            "x" + draw(words),
            draw(words),
            draw(st.sampled_from(("", "upstream", "downstream"))),
            draw(words),
            draw(st.sampled_from(("other", "clear_model"))),
            draw(words),
        ]
        for code in codes
    ]
    keys = st.tuples(st.sampled_from(codes), periods, st.sampled_from(list(ITEMS)))
    figures = [
        [
            *key,
            repr(draw(values)),
            draw(st.sampled_from(("stated", "derived"))),
            draw(st.sampled_from(("", "S1 S2"))),
        ]
        for key in draw(st.lists(keys, max_size=15, unique=True))
    ]
    return companies, figures


@settings(max_examples=60, deadline=None)
@given(folders())
def test_a_folder_reads_back_as_it_was_written(written):
    companies, figures = written
    with tempfile.TemporaryDirectory() as name:
        write_folder(Path(name), companies, figures)
        facts = load_facts(Path(name))
    read = [
        [c.ticker, c.name_zh, c.name_en, c.layer or "", c.segment, c.archetype, c.membership]
        for c in facts.companies
    ]
    assert read == companies
    assert [
        [f.ticker, str(f.period), f.item, f.value, f.kind, " ".join(f.sources)] for f in facts.figures
    ] == [[*row[:3], float(row[3]), *row[4:]] for row in figures]
    for ticker, period, item, text, _, _ in figures:
        assert facts.value(ticker, item, Period(period)) == float(text)
        assert facts.column(item, Period(period))[facts.tickers.index(ticker)] == float(text)
    present = {(row[0], row[1], row[2]) for row in figures}
    for period in facts.periods:
        assert set(facts.items(period)) == {item for _, text, item in present if text == str(period)}
        for item in ITEMS:
            known = [value is not None for value in facts.column(item, period)]
            assert known == [(ticker, str(period), item) in present for ticker in facts.tickers]
