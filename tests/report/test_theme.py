"""The theme: readable colours, a theme of one's own, and errors by line and key."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import openpyxl
import pytest

from xl_aigc.errors import LayoutError
from xl_aigc.files.schema import LayoutsError
from xl_aigc.labels import LANGUAGES
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.theme import bundled_themes, load_theme

STATUSES = {
    "up": ("increased", "turned_profitable", "loss_narrowed"),
    "down": ("decreased", "turned_to_loss", "loss_widened"),
    "none": ("unchanged", "loss_unchanged"),
}


def linear(colour: str) -> list[float]:
    """sRGB to linear light, as in WCAG 2.1, "relative luminance"."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio."""
    light = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in map(linear, (one, other))]
    return (max(light) + 0.05) / (min(light) + 0.05)


def test_the_contrast_formula_gives_the_published_values():
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(
        4.48, abs=0.005
    )  # the well-known grey just below 4.5


TEXTS = (
    "input",
    "formula",
    "link",
    "addin",
    "title",
    "heading",
    "note",
    "article",
    "hyperlink",
    "good",
    "bad",
)


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_readable_on_white(name):
    assert contrast(getattr(load_theme().colours, name), "FFFFFF") >= 4.5


@pytest.mark.parametrize("name", ["input", "formula", "link", "addin", "note"])
def test_text_is_readable_on_the_fill_of_inputs(name):
    colours = load_theme().colours
    assert contrast(getattr(colours, name), colours.input_fill) >= 4.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_direction_colours_are_readable_on_white(language):
    direction = load_theme().directions[language]
    assert contrast(direction.up, "FFFFFF") >= 4.5
    assert contrast(direction.down, "FFFFFF") >= 4.5


def red(colour: str) -> bool:
    """Whether a colour has more red than green and blue."""
    parts = [int(colour[start : start + 2], 16) for start in (0, 2, 4)]
    return parts[0] == max(parts)


@pytest.mark.parametrize(("language", "rises_red"), [("en", False), ("zh", True), ("ko", True)])
def test_direction_colours_are_those_the_reader_expects(language, rises_red):
    direction = load_theme().directions[language]
    assert (red(direction.up), red(direction.down)) == (rises_red, not rises_red)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("direction", "statuses"), STATUSES.items())
def test_statuses_carry_the_colour_of_their_direction(language, direction, statuses):
    theme = load_theme()
    full = {"none": theme.colours.note}.get(direction) or getattr(theme.directions[language], direction)
    assert {theme.status_colour(status, language) for status in statuses} == {full}


# Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# severity 1.0, on linear light.
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def lab(light: list[float]) -> tuple[float, float, float]:
    """CIE 1976 L*a*b* (D65) of linear sRGB."""
    red, green, blue = light
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    light = linear(colour)
    mixed = [sum(share * part for share, part in zip(row, light, strict=True)) for row in SIGHT[sight]]
    return lab([min(1, max(0, part)) for part in mixed])


@pytest.mark.parametrize("sight", SIGHT)
def test_series_of_a_chart_are_told_apart_by_every_reader(sight):
    for one, other in itertools.combinations(load_theme().palette, 2):
        assert math.dist(seen(one, sight), seen(other, sight)) >= 20, (one, other)


def test_series_of_a_chart_stand_out_from_the_paper():
    for colour in load_theme().palette:
        assert contrast(colour, "FFFFFF") >= 3  # WCAG 2.1, 1.4.11: graphical objects


def test_a_number_format_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(LayoutError, match=r"no number format 'percents'.*money.*Did you mean 'percent'"):
        load_theme().number_format("percents")


def test_key_figures_and_languages_with_a_minus_write_no_brackets():
    theme = load_theme()
    assert theme.number_format("percent", "en") == "#,##0.0%_);(#,##0.0%);0%_);@_)"
    assert theme.number_format("percent", "zh") == '#,##0.0%;"−"#,##0.0%;0%;@'
    assert theme.number_format("tile_count", "en") == '#,##0;"−"#,##0;0;@'
    assert theme.number_format("signed_percent", "ko") == '+#,##0.0%;"−"#,##0.0%;0%;@'


def test_money_has_the_decimals_of_its_unit():
    formats = {unit: load_theme().number_format("money", "zh", unit) for unit in ("million", "yi", "billion")}
    assert [text.partition(";")[0] for text in formats.values()] == ["#,##0", "#,##0.00", "#,##0.0"]


def test_a_theme_of_ones_own_changes_only_what_it_holds(tmp_path):
    path = tmp_path / "theme.yaml"
    path.write_text(
        'fonts: {zh: 宋体}\ncolours:\n  input: "1f4e79"\nnumber_formats:\n  multiple: \'0.0"x"\'\n', "utf-8"
    )
    theme, bundled = load_theme(path), load_theme()
    assert theme.fonts == {"en": bundled.fonts["en"], "zh": "宋体", "ko": bundled.fonts["ko"]}
    assert theme.colours == bundled.colours.model_copy(update={"input": "1F4E79"})
    assert theme.number_formats == {**bundled.number_formats, "multiple": '0.0"x"'}
    assert (theme.palette, theme.directions, theme.tabs) == (
        bundled.palette,
        bundled.directions,
        bundled.tabs,
    )


@pytest.mark.parametrize(
    ("text", "line", "key", "problem", "expected", "remedy"),
    [
        ("sizes:\n  body: 4\n", 2, "sizes.body", "4 is not accepted", "greater than or equal to 6", ""),
        (
            "sizes:\n  bodi: 9\n",
            2,
            "sizes.bodi",
            "no key 'bodi'",
            "body, heading, label, note, number, title",
            "'body'",
        ),
        ("colours:\n  input: 000000\n", 2, "colours.input", "is a number", "a text", "in quotes"),
        ('colours:\n  input: "#0000FF"\n', 2, "colours.input", "'#0000FF'", "six hexadecimal digits", ""),
        ("colours: blue\n", 1, "colours", "is a text", "keys with values", ""),
        ("fonts:\n  cn: SimSun\n", 2, "fonts.cn", "no language 'cn'", "one of en, ko, zh.", ""),
        ("font: {}\n", 1, "font", "a theme has no key 'font'", "fonts", "'fonts'"),
        ("palette: []\n", 1, "palette", "The value is a list.", "at least one entry", ""),
        (
            'palette:\n  - "000000"\n  - red\n',
            3,
            "palette[2]",
            "'red' is not accepted",
            "six hexadecimal",
            "",
        ),
        (
            "statuses:\n  increased: upp\n",
            2,
            "statuses.increased",
            "'upp'",
            "'up', 'down' or 'none'",
            "'up'",
        ),
        (
            "number_formats:\n  money: '0.0\"x'\n",
            2,
            "number_formats.money",
            "not accepted",
            "quotation mark closed",
            "",
        ),
        (
            "number_formats:\n  money: '0;0;0;0;0'\n",
            2,
            "number_formats.money",
            "not accepted",
            "four sections",
            "",
        ),
        (
            "number_formats:\n  money: '[Red0'\n",
            2,
            "number_formats.money",
            "not accepted",
            "number format",
            "",
        ),
    ],
)
def test_a_mistake_in_a_theme_is_named_with_its_line_and_key(
    tmp_path, text, line, key, problem, expected, remedy
):
    path = tmp_path / "theme.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(LayoutError) as raised:
        load_theme(path)
    error = raised.value
    assert (error.place.file, error.place.line, error.place.key) == (path, line, key)
    assert problem in error.problem
    assert expected in (error.expected or "")
    assert remedy in (error.remedy or "")


def test_all_mistakes_in_a_theme_are_shown_together(tmp_path):
    path = tmp_path / "theme.yaml"
    path.write_text("sizes:\n  body: 4\n  note: 4\n", "utf-8")
    with pytest.raises(LayoutsError) as raised:
        load_theme(path)
    assert [error.place.line for error in raised.value.errors] == [2, 3]


def test_the_fonts_of_chinese_and_korean_are_not_that_of_english():
    fonts = load_theme().fonts
    assert len({fonts[language] for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("name", sorted(bundled_themes()))
def test_a_bundled_theme_is_readable(name):
    """Texts have at least 4.5 to 1 against white, those of the theme for it at least 7 (WCAG 2.1, 1.4.3 and 1.4.6)."""
    theme = load_theme(Path(name))
    colours = theme.colours.model_dump()
    texts = [colours[key] for key in colours if key not in {"input_fill", "grey", "pale", "rule"}]
    texts += [one for way in theme.directions.values() for one in (way.up, way.down)]
    texts += [theme.status_colour(one, "en") for statuses in STATUSES.values() for one in statuses]
    least = 7 if name == "high_contrast" else 4.5
    assert [colour for colour in texts if contrast(colour, "FFFFFF") < least] == []


def test_letter_paper_has_as_many_pages_at_a_smaller_scale(tmp_path):
    """Letter is 11 inches wide where A4 is 11.69: within the margins 10.36 to 11.05, so that 86% become 80%."""
    build(tmp_path / "letter.xlsx", options=BuildOptions(theme=Path("letter"), formulas="values"))
    book = openpyxl.load_workbook(tmp_path / "letter.xlsx")
    setup = {sheet.title: (sheet.page_setup.paperSize, sheet.page_setup.scale) for sheet in book}
    assert setup["Overview"] == (1, 80)
    assert setup["Checks"] == (1, 68)
    assert setup["Sources"] == (1, 68), "upright, letter is lower than A4"
    assert setup["Data"][0] == 3


def test_a_slip_in_the_name_of_a_bundled_theme_is_told_with_the_right_one():
    with pytest.raises(LayoutError, match=r"no theme 'high_contrst'.*high_contrast"):
        load_theme(Path("high_contrst"))


def test_a_file_that_can_be_no_theme_is_refused_with_those_that_can(tmp_path):
    path = tmp_path / "low.csv"
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(LayoutError) as caught:
        load_theme(path)
    for named in ("low.csv", "research_note", ".yaml", ".xlsx", "--theme"):
        assert named in str(caught.value)


def test_a_number_format_takes_words_within_its_brackets():
    theme = load_theme()
    assert theme.number_format("money:1|> EUR #m") == (
        '"> EUR "#,##0.0"m"_);("> EUR "#,##0.0"m");"> EUR "0"m"_);@_)'
    )
    assert theme.number_format("count:0|≥ #家", "zh") == '"≥ "#,##0"家";"−""≥ "#,##0"家";"≥ "0"家";@'
