"""Segments that a basket declares: each company stands in one row of the table of segments, with the numbers of pandas."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest
import yaml
from support import baskets
from support.recalculated import changed_cells
from support.sheet_reader import read
from support.small_report import small_layouts

from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.data.written import facts_files
from xl_aigc.errors import DataError
from xl_aigc.labels import LANGUAGES, load_labels
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.store.opening import open_store

FACTS = load_facts()
DECLARED = yaml.safe_load((REFERENCE / "basket.yaml").read_text("utf-8"))["segments"]


def labels():
    """What each company does, as the file of companies says it."""
    with (REFERENCE / "companies.csv").open(encoding="utf-8") as file:
        return [row["segment"] for row in csv.DictReader(file)]


def rows_of(path, names, language="en"):
    """The number of companies of each row with one of the names, on the sheet of the value chain."""
    title = load_labels(language).text("sheets.value_chain.title")
    sheet = openpyxl.load_workbook(path, data_only=True, read_only=True)[title]
    found = {}
    for row in sheet.iter_rows(values_only=True):
        cells = [value for value in row if value not in (None, "")]
        if len(cells) > 1 and cells[0] in names:
            found.setdefault(cells[0], cells[1])
    return found


def test_few_segments_hold_every_company_once():
    held = [label for one in DECLARED for label in one["holds"]]
    assert 6 <= len(DECLARED) <= 9
    assert Counter(held).most_common(1)[0][1] == 1
    assert set(held) == set(labels())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_segments_counts_them(built, language):
    counted = Counter(labels())
    expected = {one["name"][language]: sum(counted[label] for label in one["holds"]) for one in DECLARED}
    assert rows_of(built(language), expected, language) == expected
    assert sum(expected.values()) == 55


def write(folder, segments):
    """The bundled basket with other segments."""
    for name, text in facts_files(FACTS).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    settings = yaml.safe_load((folder / "basket.yaml").read_text("utf-8")) | {"segments": segments}
    (folder / "basket.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return folder


def test_a_persons_own_basket_folds_its_own(tmp_path, recalculated):
    (tmp_path / "mine").mkdir()
    mine = write(tmp_path / "mine", [{"key": "play", "name": "Play", "holds": ["games", "games / IP"]}])
    build(tmp_path / "mine.xlsx", load_facts(mine), BuildOptions(layouts=small_layouts(tmp_path)))
    assert rows_of(tmp_path / "mine.xlsx", {"Play", "Other segments"}) == {"Play": 7, "Other segments": 48}
    assert not changed_cells(tmp_path / "mine.xlsx", recalculated(tmp_path / "mine.xlsx"))


@pytest.mark.parametrize(
    "segments",
    [
        [{"key": "a", "name": "A", "holds": ["games"]}, {"key": "b", "name": "B", "holds": ["games"]}],
        [{"key": "a", "name": "A", "holds": ["games"]}, {"key": "a", "name": "B", "holds": ["marketing"]}],
        [{"key": "a", "name": "A", "holds": []}],
        [{"key": "a", "name": "A", "holds": ["games"], "share_foo": 1}],
    ],
)
def test_a_segment_that_cannot_be_is_refused_by_key(tmp_path, segments):
    with pytest.raises(DataError, match=r"basket\.yaml") as caught:
        load_facts(write(tmp_path, segments))
    assert str(caught.value.place.key).startswith("segments")


def test_a_store_and_an_exported_folder_keep_the_segments(tmp_path):
    store = open_store(tmp_path / "store.sqlite")
    assert store.facts().segments == FACTS.segments
    store.export(tmp_path / "out")
    assert load_facts(tmp_path / "out").segments == FACTS.segments


def test_without_declared_segments_the_largest_have_a_row(tmp_path):
    options = BuildOptions(layouts=small_layouts(tmp_path))
    build(tmp_path / "none.xlsx", replace(FACTS, segments=(), texts=None), options)
    assert rows_of(tmp_path / "none.xlsx", {"games", "marketing"}) == {"games": 6, "marketing": 4}


def test_segments_of_equal_size_stand_together_or_not_at_all(built, tmp_path):
    """Eleven segments of four companies and five of three: more than twelve, so that the three's stand in one row of 15."""
    found, _ = segments_of(built, tmp_path, [4] * 11 + [3] * 5)
    assert found == dict.fromkeys((f"Kind {segment}" for segment in range(11)), 4) | {"Other segments": 15}


def test_segments_that_are_all_of_one_size_are_told_to_be(built, tmp_path):
    """Fifteen segments of three companies: twelve have a row, and nine companies are of others that are as large."""
    found, told = segments_of(built, tmp_path, [3] * 15)
    assert found == dict.fromkeys((f"Kind {segment}" for segment in range(12)), 3) | {"Other segments": 9}
    assert (
        "Companies in the smallest segment shown: 3. Further segments of that size are among the others."
        in told
    )


def segments_of(built, folder, sizes):
    """The rows of the table of segments of such sizes, and the texts of its sheet."""
    firms, plain = [], baskets.plain()
    for segment, size in enumerate(sizes):
        for _ in range(size):
            firms.append(replace(plain, ticker=baskets.ticker(len(firms)), segment=f"Kind {segment}"))
    names = {*(f"Kind {segment}" for segment in range(len(sizes))), "Other segments"}
    path = built("en", facts=load_facts(baskets.write(folder / "data", firms)))
    return rows_of(path, names), [value for row in read(path)["Value chain"].grid for value in row]
