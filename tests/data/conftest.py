"""A small, sound data folder that each test may spoil in one place."""

from __future__ import annotations

import pytest

from xl_aigc.data.folder import load_facts
from xl_aigc.errors import DataError

COMPANIES = """ticker,name_zh,name_en,layer,segment,archetype,membership
000001.SZ,甲公司,First,upstream,servers,other,named in the article
600002.SH,乙公司,Second,midstream,models,clear_model,added
830003.BJ,丙公司,Third,,games,,added
"""
FIGURES = """ticker,period,item,value,kind,sources
000001.SZ,2024H1,revenue,1200,stated,S1
000001.SZ,2023H1,revenue,1000,derived,S1 S2
600002.SH,2024H1,net_profit,-5.5e3,stated,S2
"""
PRICES = """ticker,base_date,date,change,basis
000001.SZ,2023-12-29,2024-09-11,-0.25,forward-adjusted
600002.SH,2023-12-29,2024-09-12,0.1,forward-adjusted
"""
SOURCES = """id,address
S1,https://example.org/1
S2,an annual report
"""


@pytest.fixture
def folder(tmp_path):
    """The folder, with companies.csv, figures.csv, price_changes.csv and sources.csv."""
    for name, text in (
        ("companies.csv", COMPANIES),
        ("figures.csv", FIGURES),
        ("price_changes.csv", PRICES),
        ("sources.csv", SOURCES),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def append():
    """Adds text to a file of the folder, as it is."""

    def add(folder, name, text):
        with (folder / name).open("a", encoding="utf-8", newline="") as file:
            file.write(text)

    return add


@pytest.fixture
def failure():
    """The error that reading the folder ends with."""

    def read(folder):
        with pytest.raises(DataError) as caught:
            load_facts(folder)
        return caught.value

    return read
