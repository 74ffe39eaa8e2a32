"""Layouts: what loads, and what an author is told when one does not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field

from xl_aigc.errors import LayoutError
from xl_aigc.workbook import template_files
from xl_aigc.workbook.layout import (
    BLOCK_SPECS,
    AnyBlock,
    BlockSpec,
    Key,
    LayoutsError,
    Text,
    check_layouts,
    json_schema,
    load_layouts,
    new_layout,
    register,
    templates_folder,
    text_in,
)

KNOWN = {"measure": {"profit_fell", "both_up", "rd_above_1bn"}}


class NumbersSpec(BlockSpec):
    """A row of numbers."""

    measures: tuple[Annotated[str, Key("measure")], ...]
    rows: int = Field(10, ge=1, le=100)
    wide: bool = False
    at: int | bool | None = None


class TogetherSpec(BlockSpec):
    """Blocks side by side."""

    blocks: tuple[AnyBlock, ...]


class ProseSpec(BlockSpec):
    text: Text


@pytest.fixture(autouse=True)
def kinds():
    """Three kinds of block, and no others."""
    others = dict(BLOCK_SPECS)
    BLOCK_SPECS.clear()
    register("numbers")(NumbersSpec)
    register("together")(TogetherSpec)
    register("prose")(ProseSpec)
    yield
    BLOCK_SPECS.clear()
    BLOCK_SPECS.update(others)


SOUND = """\
sheet: profitability
kind: section
title: {en: Profit, zh: 盈利}
blocks:
  - block: numbers
    id: kpis
    title: Who fell
    measures: [profit_fell, both_up]
  - block: together
    blocks:
      - block: prose
        text: 2024-06-30
      - block: numbers
        measures: [rd_above_1bn]
        note: {ko: 비고}
"""


def write(folder: Path, text: str | bytes, name: str = "01_profitability.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def only_error(folder: Path, text: str | bytes) -> LayoutError:
    path = write(folder, text)
    errors = check_layouts(folder, KNOWN)
    assert len(errors) == 1, [str(error) for error in errors]
    assert errors[0].place.file == path
    with pytest.raises(LayoutError) as raised:
        load_layouts(folder, KNOWN)
    assert str(raised.value) == str(errors[0])
    return errors[0]


def test_a_sound_layout_loads_with_its_blocks_in_order(tmp_path):
    write(tmp_path, SOUND)
    (layout,) = load_layouts(tmp_path, KNOWN)
    assert (layout.sheet, layout.kind, layout.title) == (
        "profitability",
        "section",
        {"en": "Profit", "zh": "盈利"},
    )
    assert [block.block for block in layout.blocks] == ["numbers", "together"]
    assert [block.block for block in layout.walk()] == ["numbers", "together", "prose", "numbers"]
    first = layout.blocks[0]
    assert isinstance(first, NumbersSpec)
    assert (first.id, first.title, first.measures, first.rows) == (
        "kpis",
        "Who fell",
        ("profit_fell", "both_up"),
        10,
    )


def test_a_date_or_a_yes_in_a_text_stays_the_text_that_was_written(tmp_path):
    write(tmp_path, SOUND.replace("text: 2024-06-30", "text: {en: 2024-06-30, zh: 是, ko: no}"))
    prose = next(block for block in load_layouts(tmp_path, KNOWN)[0].walk() if isinstance(block, ProseSpec))
    assert prose.text == {"en": "2024-06-30", "zh": "是", "ko": "no"}


def test_layouts_come_in_the_order_of_their_file_names_and_the_theme_is_none_of_them(tmp_path):
    for name, sheet in (("10_c.yaml", "c"), ("02_b.yaml", "b"), ("01_a.yaml", "a")):
        write(tmp_path, f"sheet: {sheet}\n", name)
    write(tmp_path, "palette: []\n", "theme.yaml")
    write(tmp_path, "a note\n", "notes.txt")
    assert [layout.sheet for layout in load_layouts(tmp_path)] == ["a", "b", "c"]


def test_a_layout_saved_with_a_byte_order_mark_and_windows_line_ends_loads(tmp_path):
    write(tmp_path, b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert load_layouts(tmp_path, KNOWN)[0].sheet == "profitability"


def test_a_layout_can_be_changed_by_nobody_once_it_is_loaded(tmp_path):
    write(tmp_path, SOUND)
    (layout,) = load_layouts(tmp_path, KNOWN)
    with pytest.raises(ValueError, match="frozen"):
        layout.blocks[0].id = "other"


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
            "at, block, id, measures, note, rows",
            "'title'",
        ),
    ),
    "unknown key of a sheet": (
        ("kind: section", "kinds: section"),
        (2, "kinds", "a layout has no key 'kinds'", "one of blocks, kind, sheet, title.", "'kind'"),
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
        (8, "blocks[1].measures", "the value 'profit_fell' is a text", "a list", None),
    ),
    "a number in place of a text": (
        ("title: Who fell", "title: 2024"),
        (7, "blocks[1].title", "the value 2024 is a number", "a text", "in quotes"),
    ),
    "a text in place of a number": (
        ("    measures: [profit_fell, both_up]", "    measures: []\n    rows: ten"),
        (9, "blocks[1].rows", "the value 'ten' is a text", "a whole number", None),
    ),
    "a number out of its bounds": (
        ("    measures: [profit_fell, both_up]", "    measures: []\n    rows: 101"),
        (9, "blocks[1].rows", "101 is not accepted", "less than or equal to 100", None),
    ),
    "none of several types": (
        ("    measures: [profit_fell, both_up]", "    measures: []\n    at: [1]"),
        (9, "blocks[1].at", "the value is a list", "a whole number or true or false", None),
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
        (3, "sheet", "the key stands twice (first in line 1)", None, "Delete one"),
    ),
    "a tab": (
        ("    id: kpis", "\tid: kpis"),
        (6, None, "a tab stands in the indentation", None, "Replace each tab by two spaces."),
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
        (8, None, "anchors and aliases", None, "Write the value out"),
    ),
    "a tag": (
        ("title: Who fell", "title: !!python/name:os.system Who"),
        (7, None, "tags (beginning with !)", None, "in quotes"),
    ),
    "a list as a key": (
        ("kind: section", "? [kind]\n: section"),
        (2, None, "a key is not a word", "'key: value'", None),
    ),
}


@pytest.mark.parametrize(("change", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_line_and_key_and_what_is_accepted(tmp_path, change, said):
    assert SOUND.count(change[0]) == 1
    line, key, problem, expected, remedy = said
    error = only_error(tmp_path, SOUND.replace(*change))
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
        ("sheet: a\n# " + "x" * 1_000_000, None, "larger than 1 MB"),
        ("sheet: a\ntitle: \x07\n", None, "a character that YAML does not allow"),
        ("sheet: a\nblocks: " + "[" * 40_000, 2, "nested more than 20 deep"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, "anchors and aliases"),
        ("sheet: a\n---\nsheet: b\n", 2, "not YAML"),
    ],
)
def test_a_file_that_is_no_layout_at_all_is_named(tmp_path, text, line, problem):
    error = only_error(tmp_path, text)
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
    assert "xl-aigc layout new" in str(error)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    (error,) = check_layouts(tmp_path / "none")
    assert error.place.file == tmp_path / "none"


@pytest.mark.parametrize("name", ["overview.yaml", "1_overview.yaml", "01_Overview.yaml", "01_overview.yml"])
def test_a_file_name_without_its_order_is_an_error_not_a_sheet_lost(tmp_path, name):
    write(tmp_path, "sheet: overview\n", name)
    (error,) = check_layouts(tmp_path)
    assert error.place.file == tmp_path / name
    assert "Rename" in str(error)


def test_keys_of_a_kind_that_is_not_given_are_not_checked(tmp_path):
    write(tmp_path, SOUND.replace("both_up", "anything"))
    assert load_layouts(tmp_path)[0].blocks[0].measures == ("profit_fell", "anything")


def test_a_long_list_of_accepted_keys_is_cut_to_those_most_alike(tmp_path):
    write(tmp_path, SOUND)
    known = {
        "measure": {f"measure_{number}" for number in range(100)} | {"both_up", "profit_fell", "rd_above_1b"}
    }
    (error,) = check_layouts(tmp_path, known)
    assert error.expected is not None
    assert error.expected.startswith("one of rd_above_1b, ")
    assert error.expected.endswith("and 95 others.")  # 103 in all, 8 shown


def test_two_kinds_of_block_can_not_share_a_name():
    with pytest.raises(ValueError, match="numbers"):
        register("numbers")(ProseSpec)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), keep=st.integers(0, 5))
def test_blocks_in_any_order_and_with_any_left_out_load(tmp_path_factory, order, keep):
    tree = yaml.safe_load(SOUND.replace("2024-06-30", "'a'"))
    pool = [*tree["blocks"], *tree["blocks"][1]["blocks"], {"block": "prose", "text": "b"}]
    tree["blocks"] = [pool[index] for index in order][:keep]
    folder = tmp_path_factory.mktemp("layouts")
    write(folder, json.dumps(tree, ensure_ascii=False))
    (layout,) = load_layouts(folder, KNOWN)
    assert [block.block for block in layout.blocks] == [pool[index]["block"] for index in order][:keep]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, len(SOUND)), insert=st.text(alphabet="\t\n :-[]{}'\"&*!#%@a1é盈", max_size=4))
def test_whatever_a_slip_of_the_keyboard_makes_of_a_layout_no_other_error_comes_out(
    tmp_path_factory, cut, insert
):
    folder = tmp_path_factory.mktemp("slips")
    path = write(folder, SOUND[:cut] + insert + SOUND[cut:])
    for error in check_layouts(folder, KNOWN):
        assert error.place.file == path


def test_a_new_layout_loads_and_comes_after_the_last(tmp_path):
    write(tmp_path, "sheet: a\n", "07_a.yaml")
    path = new_layout("cash_flow", tmp_path)
    assert path.name == "08_cash_flow.yaml"
    layouts = load_layouts(tmp_path)
    assert [(layout.sheet, layout.kind) for layout in layouts] == [("a", "section"), ("cash_flow", "section")]
    assert layouts[1].title == {"en": "Cash flow"}
    text = path.read_text(encoding="utf-8")
    assert "numbers: measures*, rows, wide, at. A row of numbers." in text


def test_a_new_layout_never_overwrites_one(tmp_path):
    path = new_layout("cash_flow", tmp_path)
    before = path.read_bytes()
    with pytest.raises(LayoutError, match="there already"):
        new_layout("cash_flow", tmp_path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["../escape", "Cash Flow", "", "1st", "con/aux"])
def test_a_new_layout_can_not_be_written_elsewhere_through_its_name(tmp_path, name):
    with pytest.raises(LayoutError, match="can't be the name"):
        new_layout(name, tmp_path / "in")
    assert list(tmp_path.iterdir()) == []


def test_the_json_schema_holds_every_kind_with_its_keys_and_the_known_measures():
    schema = json_schema(KNOWN)
    definitions = schema["$defs"]
    assert definitions["AnyBlock"]["properties"]["block"]["enum"] == ["numbers", "prose", "together"]
    assert schema["properties"]["blocks"]["items"] == {"$ref": "#/$defs/AnyBlock"}
    assert definitions["together"]["properties"]["blocks"]["items"] == {"$ref": "#/$defs/AnyBlock"}
    numbers = definitions["numbers"]
    assert numbers["properties"]["block"] == {"const": "numbers"}
    assert numbers["required"] == ["block", "measures"]
    assert numbers["properties"]["measures"]["items"]["enum"] == ["both_up", "profit_fell", "rd_above_1bn"]
    assert "x-key" not in json.dumps(schema)


def test_every_reference_in_the_json_schema_leads_somewhere():
    schema = json_schema()
    text = json.dumps(schema)
    references = {part.split('"')[0] for part in text.split('"$ref": "#/$defs/')[1:]}
    assert references
    assert references <= set(schema["$defs"])


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [(None, "en", None), ("A", "zh", "A"), ({"zh": "甲"}, "zh", "甲"), ({"zh": "甲"}, "en", None)],
)
def test_a_text_of_one_language_leaves_the_others_to_the_labels(text, language, shown):
    assert text_in(text, language) == shown


def test_the_templates_of_a_checkout_are_found():
    assert templates_folder() == Path(__file__).resolve().parents[2] / "templates"


def test_the_templates_inside_an_installed_package_are_found(tmp_path):
    package = Path(template_files.__file__).parents[1]
    installed = tmp_path / "xl_aigc"
    for part in ("workbook", "labels"):
        shutil.copytree(package / part, installed / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("__init__.py", "errors.py"):
        shutil.copy(package / file, installed)
    shutil.copytree(templates_folder(), installed / "templates")
    code = "from xl_aigc.workbook.template_files import templates_folder; print(templates_folder())"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(run.stdout.strip()) == installed / "templates"


def test_templates_that_are_missing_are_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setattr(
        template_files, "__file__", str(tmp_path / "xl_aigc" / "workbook" / "template_files.py")
    )
    with pytest.raises(LayoutError, match="Install xl-aigc again"):
        templates_folder()


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize(("change", "said"), MISTAKES.values(), ids=MISTAKES)
def test_both_yaml_parsers_lead_to_the_same_line(tmp_path, monkeypatch, loader, change, said):
    monkeypatch.setattr(template_files, "_LOADER", loader)
    write(tmp_path, SOUND.replace(*change))
    (error,) = check_layouts(tmp_path, KNOWN)
    assert error.place.line == said[0]
    assert (said[4] or "") in (error.remedy or "")


def test_a_mistake_in_the_guide_is_shown_as_the_program_shows_it(tmp_path):
    guide = (templates_folder().parent / "docs" / "layouts.md").read_text(encoding="utf-8")
    write(tmp_path, SOUND.replace("both_up]", "both_ups]").replace("rd_above_1bn", "profit_fell"))
    (error,) = check_layouts(tmp_path, {"measure": {"profit_fell", "both_up"}})
    assert str(error).partition("yaml, ")[2] in guide
