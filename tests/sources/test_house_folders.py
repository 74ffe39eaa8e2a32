"""The bundled facts and folders of the house's own form are complete batches with their basket."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

import xl_aigc as xa
from xl_aigc.api.reading import request_for
from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.errors import DataError
from xl_aigc.sources import Request, fetch, source_names


def test_the_bundled_facts_are_a_complete_batch():
    facts, batch = load_facts(), fetch(Request("reference"))
    assert (batch.source, batch.complete, batch.as_of) == ("reference", True, facts.as_of)
    assert batch.figures == facts.figures
    assert batch.companies == facts.companies
    assert batch.price_changes == facts.price_changes
    assert batch.sources == facts.sources
    basket = batch.basket
    assert (basket.key, basket.members, basket.giants) == (facts.key, facts.tickers, facts.giants)
    assert (basket.period, basket.compare, basket.indices) == (facts.period, facts.compare, facts.indices)
    assert basket.article == (REFERENCE / "article.yaml").read_text(encoding="utf-8")
    assert basket.claims == (REFERENCE / "claims.yaml").read_text(encoding="utf-8")
    assert batch.rollout == facts.rollout


def test_a_folder_of_the_same_form_gives_the_same_through_files(tmp_path, read):
    folder = tmp_path / "mine"
    shutil.copytree(REFERENCE, folder)
    mine, bundled = read(folder), fetch(Request("reference"))
    assert mine.source == "files"
    assert mine.origin == str(folder)
    assert (mine.figures, mine.basket, mine.complete) == (bundled.figures, bundled.basket, True)
    (folder / "claims.yaml").unlink()
    assert read(folder).basket.claims is None
    (folder / "article.yaml").unlink()
    assert read(folder).basket.article is None


def test_a_mistake_in_a_folder_refuses_all_of_it(tmp_path, read):
    folder = tmp_path / "mine"
    shutil.copytree(REFERENCE, folder)
    with (folder / "figures.csv").open("a", encoding="utf-8") as file:
        file.write("300418.SZ,2024H1,revenue,x,stated,S001\n")
    with pytest.raises(DataError, match=r"figures\.csv"):
        read(folder)


def test_the_reference_reads_no_address(tmp_path):
    with pytest.raises(DataError, match="reads no address"):
        fetch(Request("reference", tmp_path))


def test_an_unknown_source_is_refused_with_the_known():
    with pytest.raises(DataError, match=f"one of {', '.join(source_names())}"):
        fetch(Request("bloomberg"))


def test_progress_is_told(tmp_path, csv):
    csv("代码,2024中报营业收入(元)\n300418,1\n", name="a.csv")
    csv("代码,2024中报研发费用(元)\n300418,1\n", name="b.csv")
    told = []
    fetch(Request("files", tmp_path), lambda *what: told.append(what))
    assert told == [("a.csv", 0, 2), ("b.csv", 1, 2), (tmp_path.name, 2, 2)]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"periods": ["2024H1"]}, "periods"),
        ({"unit": "万"}, "unit"),
        ({"sheet": "Data"}, "sheet"),
        ({"mapping": "fields.csv"}, "mapping"),
        ({"query": "SELECT 1"}, "query"),
    ],
)
@pytest.mark.parametrize("source", ["files", "reference"])
def test_what_a_basket_folder_would_pass_over_is_refused(given, named, source):
    address = REFERENCE if source == "files" else None
    with pytest.raises(DataError, match=f"takes no {named}"):
        fetch(replace(request_for(address, *_arguments(given)), source=source))


def _arguments(given):
    keys = ("sheet", "unit", "periods", "tickers", "mapping", "query")
    return [given.get(key, () if key in {"periods", "tickers"} else None) for key in keys]


def test_an_empty_address_is_no_folder():
    with pytest.raises(DataError, match="No file is named"):
        xa.read("")


def test_of_a_folder_the_companies_asked_for_are_taken_alone():
    batch = fetch(request_for(REFERENCE, None, None, (), ["300418"], None, None))
    assert ({one.ticker for one in batch.figures}, batch.complete) == ({"300418.SZ"}, False)
    assert batch.basket.members == tuple(one.ticker for one in batch.companies) == ("300418.SZ",)
