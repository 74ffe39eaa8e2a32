"""Layouts: what an author is told when one does not load."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xl_aigc.errors import LayoutError
from xl_aigc.files import yaml_file
from xl_aigc.report.layout import (
    LayoutsError,
    check_layouts,
    load_layouts,
    templates_folder,
)

pytestmark = pytest.mark.usefixtures("layout_kinds")


def write(folder: Path, text: str | bytes, name: str = "01_profitability.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def only_error(folder: Path, text: str | bytes, known: dict) -> LayoutError:
    path = write(folder, text)
    errors = check_layouts(folder, known)
    assert len(errors) == 1, [str(error) for error in errors]
    assert errors[0].place.file == path
    with pytest.raises(LayoutError) as raised:
        load_layouts(folder, known)
    assert str(raised.value) == str(errors[0])
    return errors[0]


# line and key are counted in the text above: the mistake stands there
MISTAKES = {
    "unknown kind of block": (
        ("- block: prose", "- block: pros"),
        (11, "blocks[2].blocks[1].block", "no block 'pros'", "one of numbers, prose, together.", "'prose'"),
    ),
    "unknown key of a block": (
        ("    title: Who fell", "    titel: Who fell"),
        (
            7,
            "blocks[1].titel",
            "a numbers block has no key 'titel'",
            "at, block, id, instead_of, measures, needs, note, rows",
            "'title'",
        ),
    ),
    "unknown key of a sheet": (
        ("kind: section", "kinds: section"),
        (
            2,
            "kinds",
            "a layout has no key 'kinds'",
            "one of blocks, kind, least, needs, orientation, sheet, title.",
            "'kind'",
        ),
    ),
    "unknown kind of sheet": (
        ("kind: section", "kind: sektion"),
        (2, "kind", "'sektion' is not accepted", "'front', 'section', 'data' or 'log'", "'section'"),
    ),
    "unknown measure": (
        ("[profit_fell, both_up]", "[profit_fell, both_ups]"),
        (
            8,
            "blocks[1].measures[2]",
            "no measure 'both_ups'",
            "one of both_up, profit_fell, rd_above_1bn.",
            "'both_up'",
        ),
    ),
    "unknown language": (
        ("{ko: 비고}", "{kr: 비고}"),
        (15, "blocks[2].blocks[2].note.kr", "no language 'kr'", "one of en, ko, zh.", None),
    ),
    "missing key": (
        ("        measures: [rd_above_1bn]\n", ""),
        (
            13,
            "blocks[2].blocks[2].measures",
            "a numbers block needs the key 'measures'",
            None,
            "'measures: ...'",
        ),
    ),
    "misspelt key that is needed": (
        ("        measures: [rd_above_1bn]", "        measurs: [rd_above_1bn]"),
        (14, "blocks[2].blocks[2].measurs", "has no key 'measurs'", "measures", "'measures'"),
    ),
    "no kind of block": (
        ("- block: prose\n        text", "- text"),
        (11, "blocks[2].blocks[1].block", "needs the key 'block'", None, "'block: ...'"),
    ),
    "a block that is a word": (
        ("- block: prose\n        text: 2024-06-30", "- prose"),
        (11, "blocks[2].blocks[1]", "'prose' is not accepted", "a line '- block: kind'", None),
    ),
    "a text in place of a list": (
        ("[profit_fell, both_up]", "profit_fell"),
        (8, "blocks[1].measures", "The value 'profit_fell' is a text", "a list", None),
    ),
    "a number in place of a text": (
        ("title: Who fell", "title: 2024"),
        (7, "blocks[1].title", "The value 2024 is a number", "a text", "in quotes"),
    ),
    "a text in place of a number": (
        ("    measures: [profit_fell, both_up]", "    measures: []\n    rows: ten"),
        (9, "blocks[1].rows", "The value 'ten' is a text", "a whole number", None),
    ),
    "a number out of its bounds": (
        ("    measures: [profit_fell, both_up]", "    measures: []\n    rows: 101"),
        (9, "blocks[1].rows", "101 is not accepted", "less than or equal to 100", None),
    ),
    "none of several types": (
        ("    measures: [profit_fell, both_up]", "    measures: []\n    at: [1]"),
        (9, "blocks[1].at", "The value is a list", "a whole number or true or false", None),
    ),
    "a key without a value": (
        ("measures: [profit_fell, both_up]", "measures:"),
        (8, "blocks[1].measures", "the key has no value", "a list", "delete the key"),
    ),
    "an id taken twice": (
        ("- block: prose", "- block: prose\n        id: kpis"),
        (12, "blocks[2].blocks[1].id", "another block has the id 'kpis' (line 6)", None, "its own id"),
    ),
    "an id that can't be a key": (
        ("id: kpis", "id: Key figures"),
        (6, "blocks[1].id", "'Key figures' is not accepted", "small letters", None),
    ),
    "a title that can't name a sheet": (
        ("en: Profit,", "en: 'Profit/loss',"),
        (3, "title", "'Profit/loss'", "a name for a sheet: 1 to 31 characters", None),
    ),
    "a key twice": (
        ("kind: section", "kind: section\nsheet: other"),
        (3, "sheet", "The key stands twice (first in line 1)", None, "Delete one"),
    ),
    "a tab": (
        ("    id: kpis", "\tid: kpis"),
        (6, None, "A tab stands in the indentation", None, "Replace each tab by two spaces."),
    ),
    "a colon in a text": (
        ("title: Who fell", "title: Who: fell"),
        (7, None, "not YAML", None, "Put text that holds ': ' in quotes"),
    ),
    "a quotation mark left open": (
        ("title: Who fell", "title: 'Who fell"),
        (16, None, "not YAML", None, "Close the quotation mark"),
    ),
    "keys out of their column": (
        ("    id: kpis", "     id: kpis"),
        (6, None, "not YAML", None, "in one column"),
    ),
    "an anchor": (
        ("[profit_fell, both_up]", "&all [profit_fell, both_up]"),
        (8, None, "Anchors and aliases", None, "Write the value out"),
    ),
    "a tag": (
        ("title: Who fell", "title: !!python/name:os.system Who"),
        (7, None, "Tags (beginning with !)", None, "in quotes"),
    ),
    "a list as a key": (
        ("kind: section", "? [kind]\n: section"),
        (2, None, "A key is not a word", "'key: value'", None),
    ),
}


@pytest.mark.parametrize(("change", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_line_and_key_and_what_is_accepted(tmp_path, change, said, sound, known):
    assert sound.count(change[0]) == 1
    line, key, problem, expected, remedy = said
    error = only_error(tmp_path, sound.replace(*change), known)
    assert (error.place.line, error.place.key) == (line, key)
    assert problem in error.problem
    assert (expected or "") in (error.expected or "")
    assert (remedy or "") in (error.remedy or "")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", None, "empty"),
        ("# only a comment\n", None, "empty"),
        ("- sheet: a\n", 1, "does not begin with a key"),
        ("sheet: a\ntitle: 盈利\n".encode("gb18030"), 2, "not UTF-8"),
        ("sheet: a\n".encode("utf-16"), 1, "not UTF-8"),
        ("sheet: a\n# " + "x" * 1_000_000, None, "too large: "),
        ("sheet: a\ntitle: \x07\n", 2, "the character U+0007"),
        ("sheet: a\nblocks: " + "[" * 40_000, 2, "nested more than 20 deep"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, "Anchors and aliases"),
        ("sheet: a\n---\nsheet: b\n", 2, "not YAML"),
    ],
)
def test_a_file_that_is_no_layout_at_all_is_named(tmp_path, text, line, problem, known):
    error = only_error(tmp_path, text, known)
    assert error.place.line == line
    assert problem in error.problem


def test_the_same_sheet_in_two_files_is_an_error_of_the_second(tmp_path):
    write(tmp_path, "sheet: a\n", "01_a.yaml")
    second = write(tmp_path, "kind: data\nsheet: a\n", "02_b.yaml")
    (error,) = check_layouts(tmp_path)
    assert (error.place.file, error.place.line, error.place.key) == (second, 2, "sheet")
    assert "01_a.yaml" in error.problem


def test_all_errors_of_a_folder_are_shown_together_one_line_each(tmp_path):
    write(tmp_path, "sheet: a\nknd: data\nblocks: 5\n", "01_a.yaml")
    write(tmp_path, "sheet: b\n\tkind: data\n", "02_b.yaml")
    with pytest.raises(LayoutsError) as raised:
        load_layouts(tmp_path)
    where = [(Path(str(error.place.file)).name, error.place.line) for error in raised.value.errors]
    assert where == [("01_a.yaml", 2), ("01_a.yaml", 3), ("02_b.yaml", 2)]
    first, *lines = str(raised.value).splitlines()
    assert first == "3 things are wrong:"
    assert [line.strip() for line in lines] == [str(error) for error in raised.value.errors]


def test_a_folder_without_layouts_says_how_to_write_one(tmp_path):
    (error,) = check_layouts(tmp_path)
    assert error.place.file == tmp_path
    assert f"xl-aigc layout copy {tmp_path}" in str(error)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    (error,) = check_layouts(tmp_path / "none")
    assert error.place.file == tmp_path / "none"


@pytest.mark.parametrize("name", ["overview.yaml", "1_overview.yaml", "01_Overview.yaml", "01_overview.yml"])
def test_a_file_name_without_its_order_is_an_error_not_a_sheet_lost(tmp_path, name):
    write(tmp_path, "sheet: overview\n", name)
    (error,) = check_layouts(tmp_path)
    assert error.place.file == tmp_path / name
    assert "Rename" in str(error)


def test_a_long_list_of_accepted_keys_is_cut_to_those_most_alike(tmp_path, sound, known):
    write(tmp_path, sound)
    known = {
        "measure": {f"measure_{number}" for number in range(100)} | {"both_up", "profit_fell", "rd_above_1b"}
    }
    (error,) = check_layouts(tmp_path, known)
    assert error.expected is not None
    assert error.expected.startswith("one of rd_above_1b, ")
    assert error.expected.endswith("and 95 others.")  # 103 in all, 8 shown


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 400), insert=st.text(alphabet="\t\n :-[]{}'\"&*!#%@a1é盈", max_size=4))
def test_whatever_a_slip_of_the_keyboard_makes_of_a_layout_no_other_error_comes_out(
    tmp_path_factory, cut, insert, sound, known
):
    folder = tmp_path_factory.mktemp("slips")
    path = write(folder, sound[:cut] + insert + sound[cut:])
    for error in check_layouts(folder, known):
        assert error.place.file == path


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize(("change", "said"), MISTAKES.values(), ids=MISTAKES)
def test_both_yaml_parsers_lead_to_the_same_line(tmp_path, monkeypatch, loader, change, said, sound, known):
    monkeypatch.setattr(yaml_file, "_LOADER", loader)
    write(tmp_path, sound.replace(*change))
    (error,) = check_layouts(tmp_path, known)
    assert error.place.line == said[0]
    assert (said[4] or "") in (error.remedy or "")


def test_a_mistake_in_the_guide_is_shown_as_the_program_shows_it(tmp_path, sound):
    guide = (templates_folder().parent / "docs" / "layouts.md").read_text(encoding="utf-8")
    write(tmp_path, sound.replace("both_up]", "both_ups]").replace("rd_above_1bn", "profit_fell"))
    (error,) = check_layouts(tmp_path, {"measure": {"profit_fell", "both_up"}})
    assert str(error).partition("yaml, ")[2] in guide


@pytest.mark.parametrize("name", ["x" * 32, "", "a:b", "a[1]", "a\\b", "a?", "a*", "'quoted", "quoted'"])
def test_a_title_that_excel_refuses_as_the_name_of_a_sheet_is_an_error(tmp_path, name):
    write(tmp_path, f"sheet: a\ntitle: {json.dumps(name)}\n")
    (error,) = check_layouts(tmp_path)
    assert (error.place.line, error.place.key) == (2, "title")
    assert "1 to 31 characters" in str(error)


@pytest.mark.parametrize("name", ["x" * 31, "裸泳者", "R&D's (2024)"])
def test_a_title_that_excel_takes_as_the_name_of_a_sheet_is_taken(tmp_path, name):
    write(tmp_path, f"sheet: a\ntitle: {json.dumps(name)}\n")
    assert check_layouts(tmp_path) == []
