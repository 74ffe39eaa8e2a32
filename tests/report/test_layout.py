"""Layouts: what loads, new ones, and their JSON schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xl_aigc.errors import LayoutError
from xl_aigc.report.layout import BlockSpec, check_layouts, json_schema, load_layouts, register, text_in
from xl_aigc.report.new_layouts import new_layout

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("layout_kinds")


def write(folder: Path, text: str | bytes, name: str = "01_profitability.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_sound_layout_loads_with_its_blocks_in_order(tmp_path, sound, known):
    write(tmp_path, sound)
    (layout,) = load_layouts(tmp_path, known)
    assert (layout.sheet, layout.kind, layout.title) == (
        "profitability",
        "section",
        {"en": "Profit", "zh": "盈利"},
    )
    assert [block.block for block in layout.blocks] == ["numbers", "together"]
    assert [block.block for block in layout.walk()] == ["numbers", "together", "prose", "numbers"]
    first = layout.blocks[0]
    assert (first.id, first.title, first.measures, first.rows) == (
        "kpis",
        "Who fell",
        ("profit_fell", "both_up"),
        10,
    )


def test_a_date_or_a_yes_in_a_text_stays_the_text_that_was_written(tmp_path, sound, known):
    write(tmp_path, sound.replace("text: 2024-06-30", "text: {en: 2024-06-30, zh: 是, ko: no}"))
    prose = next(block for block in load_layouts(tmp_path, known)[0].walk() if block.block == "prose")
    assert prose.text == {"en": "2024-06-30", "zh": "是", "ko": "no"}


def test_layouts_come_in_the_order_of_their_file_names_and_the_theme_is_none_of_them(tmp_path):
    for name, sheet in (("10_c.yaml", "c"), ("02_b.yaml", "b"), ("01_a.yaml", "a")):
        write(tmp_path, f"sheet: {sheet}\n", name)
    write(tmp_path, "palette: []\n", "theme.yaml")
    write(tmp_path, "a note\n", "notes.txt")
    assert [layout.sheet for layout in load_layouts(tmp_path)] == ["a", "b", "c"]


def test_a_layout_saved_with_a_byte_order_mark_and_windows_line_ends_loads(tmp_path, sound, known):
    write(tmp_path, b"\xef\xbb\xbf" + sound.replace("\n", "\r\n").encode())
    assert load_layouts(tmp_path, known)[0].sheet == "profitability"


def test_a_layout_can_be_changed_by_nobody_once_it_is_loaded(tmp_path, sound, known):
    write(tmp_path, sound)
    (layout,) = load_layouts(tmp_path, known)
    with pytest.raises(ValueError, match="frozen"):
        layout.blocks[0].id = "other"


def test_keys_of_a_kind_that_is_not_given_are_not_checked(tmp_path, sound):
    write(tmp_path, sound.replace("both_up", "anything"))
    assert load_layouts(tmp_path)[0].blocks[0].measures == ("profit_fell", "anything")


def test_two_kinds_of_block_can_not_share_a_name():
    with pytest.raises(ValueError, match="numbers"):
        register("numbers")(BlockSpec)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), keep=st.integers(0, 5))
def test_blocks_in_any_order_and_with_any_left_out_load(tmp_path_factory, order, keep, sound, known):
    tree = yaml.safe_load(sound.replace("2024-06-30", "'a'"))
    pool = [*tree["blocks"], *tree["blocks"][1]["blocks"], {"block": "prose", "text": "b"}]
    tree["blocks"] = [pool[index] for index in order][:keep]
    folder = tmp_path_factory.mktemp("layouts")
    write(folder, json.dumps(tree, ensure_ascii=False))
    (layout,) = load_layouts(folder, known)
    assert [block.block for block in layout.blocks] == [pool[index]["block"] for index in order][:keep]


def test_a_new_layout_comes_after_the_last_sheet_of_findings(tmp_path):
    write(tmp_path, "sheet: a\n", "07_a.yaml")
    write(tmp_path, "sheet: b\nkind: data\n", "20_b.yaml")
    path = new_layout("cash_flow", tmp_path)
    assert path.name == "08_cash_flow.yaml"
    held = yaml.safe_load(path.read_text("utf-8"))
    assert (held["sheet"], held["kind"]) == ("cash_flow", "section")
    assert held["title"] == "Cash flow", "one title for every language"
    text = path.read_text(encoding="utf-8")
    assert "numbers: measures*, rows, wide, at. A row of numbers." in text


@pytest.mark.parametrize("there", [
    "sheet: cash_flow\n", "sheet: a\ntitle: cash FLOW\n", "sheet: a\ntitle: {ko: Cash flow}\n",
])  # fmt: skip
def test_a_new_layout_is_refused_where_a_sheet_has_its_key_or_title(tmp_path, there):
    path = write(tmp_path, there, "03_other.yaml")
    with pytest.raises(LayoutError, match=r"03_other\.yaml: .*key or title 'cash_flow' already"):
        new_layout("cash_flow", tmp_path)
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["chart_data", "data", "companies", "limits", "assumptions", "guide"])
def test_a_new_layout_is_refused_where_the_workbook_has_its_key_or_title(tmp_path, name):
    """The sheet of limits is titled Assumptions, that of the cover Guide."""
    with pytest.raises(LayoutError, match=f"sheet of its own with the key or title '{name}'"):
        new_layout(name, tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


def test_a_title_that_two_sheets_share_in_a_language_is_an_error(tmp_path):
    write(tmp_path, "sheet: a\ntitle: {en: One, zh: 同}\n", "01_a.yaml")
    write(tmp_path, "sheet: b\ntitle: {en: Two, zh: 同}\n", "02_b.yaml")
    write(tmp_path, "sheet: c\ntitle: ONE\n", "03_c.yaml")
    write(tmp_path, "sheet: overview\n", "04_overview.yaml")
    write(tmp_path, "sheet: d\ntitle: {zh: 总览}\n", "05_d.yaml")
    assert [str(error).removeprefix(f"{tmp_path}/") for error in check_layouts(tmp_path)] == [
        f"{name}, line 2, key title: The title '{title}' is also that of {other}. "
        "Give one of the two sheets another title."
        for name, title, other in (
            ("02_b.yaml", "同", "01_a.yaml"),
            ("03_c.yaml", "ONE", "01_a.yaml"),
            ("05_d.yaml", "总览", "04_overview.yaml"),
        )
    ]


@pytest.mark.parametrize("name", ["../escape", "Cash Flow", "", "1st", "con/aux"])
def test_a_new_layout_can_not_be_written_elsewhere_through_its_name(tmp_path, name):
    with pytest.raises(LayoutError, match="can't be the name"):
        new_layout(name, tmp_path / "in")
    assert list(tmp_path.iterdir()) == []


def test_the_json_schema_holds_every_kind_with_its_keys_and_the_known_measures(known):
    schema = json_schema(known)
    definitions = schema["$defs"]
    assert definitions["AnyBlock"]["properties"]["block"]["enum"] == ["numbers", "prose", "together"]
    assert schema["properties"]["blocks"]["items"] == {"$ref": "#/$defs/AnyBlock"}
    assert definitions["together"]["properties"]["blocks"]["items"] == {"$ref": "#/$defs/AnyBlock"}
    numbers = definitions["numbers"]
    assert numbers["properties"]["block"] == {"const": "numbers"}
    assert numbers["required"] == ["block", "measures"]
    assert numbers["properties"]["measures"]["items"] == {"$ref": "#/$defs/key.measure"}
    assert definitions["key.measure"]["enum"] == ["both_up", "profit_fell", "rd_above_1bn"]
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
