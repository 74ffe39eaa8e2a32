"""A theme from a person's own workbook."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import PIL.Image
import pypdfium2
import pytest
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.styles.colors import Color
from support.kill_refresh import basket
from support.office import convert

from xl_aigc.errors import LayoutError, WorkbookError
from xl_aigc.ooxml.house_look import read_look
from xl_aigc.report.builder import BuildOptions, build, layout_files
from xl_aigc.report.house_style import pale_texts
from xl_aigc.report.theme import load_theme


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A workbook of a house: its own font, a Title in its blue, an Input on its yellow, percentages with two decimals."""
    path = tmp_path_factory.mktemp("house") / "house.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    book._named_styles["Normal"].font = Font(name="Georgia", size=9)
    for row, style in enumerate((
        NamedStyle("Title", font=Font(name="Georgia", size=20, color="003366"), builtinId=15),
        NamedStyle("Input", font=Font(color=Color(theme=4, tint=-0.25)), fill=PatternFill("solid", "FFF2CC"), builtinId=20),
        NamedStyle("Percent", number_format="0.00%;(0.00%)", builtinId=5),
        NamedStyle("Ours", font=Font(color="FF0000")),
    ), 1):  # fmt: skip
        sheet.cell(row, 1, "x").style = style
    book.save(path)
    return path


def test_its_named_styles_are_the_theme_and_the_rest_is_the_bundled_one(house):
    theme, bundled = load_theme(house), load_theme()
    assert dict(theme.fonts) == {"en": "Georgia", "zh": "Georgia", "ko": "Georgia"}
    assert (theme.sizes.body, theme.sizes.title, theme.colours.title) == (9, 20, "003366")
    assert theme.colours.input_fill == "FFF2CC"
    # Accent 1 of Office's theme is 4F81BD: lightness 0.5255, saturation 0.4545. A quarter darker: lightness 0.3941, so blue is
    # 0.3941 x 1.4545 = 0.5733 (92 hexadecimal) and red 2 x 0.3941 - 0.5733 = 0.2150 (37). Excel itself rounds red to 36.
    assert theme.colours.input == "376092"
    assert theme.number_formats["percent"] == "0.00%;(0.00%)"
    assert (theme.colours.note, theme.directions) == (bundled.colours.note, bundled.directions)
    assert theme.palette == ("4F81BD", "C0504D", "9BBB59")


def test_a_workbook_is_drawn_in_it_and_remembers_it(house, tmp_path):
    done = build(tmp_path / "a.xlsx", basket(), BuildOptions(theme=house))
    sheet = openpyxl.load_workbook(done.target)[done.sections[0]]
    titles = [cell for row in sheet.iter_rows(max_row=4) for cell in row if cell.value]
    assert {cell.font.name for cell in titles} == {"Georgia"}
    assert max(titles, key=lambda cell: cell.font.sz).font.color.rgb[-6:] == "003366"
    kept = layout_files(None, house)
    assert list(kept) == ["theme.yaml"]
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "theme.yaml").write_text(kept["theme.yaml"], encoding="utf-8")
    assert load_theme(tmp_path / "kept" / "theme.yaml") == load_theme(house)
    again = build(tmp_path / "b.xlsx", basket(), BuildOptions(layouts=tmp_path / "kept"))
    assert again.sheets == done.sheets, "a folder with a theme alone has the bundled layouts"


def test_styles_without_a_number_are_known_by_their_names(tmp_path):
    """openpyxl writes no number beside the name of a style that a script makes."""
    book = openpyxl.Workbook()
    book.active["A1"].style = NamedStyle("Title", font=Font(name="Georgia", size=21, color="112233"))
    book.active["A2"].style = NamedStyle("Heading 1", font=Font(name="Georgia", size=12, color="7A0019"))
    book.active["A3"].style = NamedStyle("Ours", font=Font(color="FF0000"))
    book.save(tmp_path / "plain.xlsx")
    theme = load_theme(tmp_path / "plain.xlsx")
    assert (theme.sizes.title, theme.colours.title) == (21, "112233")
    assert (theme.sizes.heading, theme.colours.heading) == (12, "7A0019")


def test_columns_are_as_wide_as_the_paper_takes_whatever_the_font(tmp_path):
    """Programs measure them in digits of the first font of the file; Verdana's are a seventh wider than Arial's."""
    (tmp_path / "theme.yaml").write_text("fonts: {en: Verdana}\nfigures: Verdana\n", encoding="utf-8")
    usual = build(tmp_path / "a.xlsx", basket()).target
    wide = build(tmp_path / "b.xlsx", basket(), BuildOptions(theme=tmp_path / "theme.yaml")).target
    books = [openpyxl.load_workbook(path) for path in (usual, wide)]
    assert {book._fonts[0].name for book in books} == {"Arial"}
    heads = [
        {
            cell.font.sz
            for sheet in book.worksheets[:4]
            for row in sheet
            for cell in row
            if cell.value == "Companies" and cell.font.b
        }
        for book in books
    ]
    assert heads == [{9}, {7.75}], (
        "9 points over 1.15, to a quarter: two lines hold of a heading what they hold in Arial"
    )
    for one, other in zip(books[0].worksheets[:4], books[1].worksheets[:4], strict=True):
        assert [(key, column.width) for key, column in one.column_dimensions.items()] == [
            (key, column.width) for key, column in other.column_dimensions.items()
        ]
        assert one.page_setup.scale == other.page_setup.scale


@pytest.mark.parametrize("font", ["Verdana", "微软雅黑", "等线"])
def test_chinese_headings_of_the_wide_tables_are_not_torn(tmp_path, font):
    """A Chinese sign is as wide as the size of its letters: 8.5 points, or 10, over 0.75 pixels; a cell keeps 2 to 6 pixels free."""
    (tmp_path / "theme.yaml").write_text(f"fonts: {{zh: {font}}}\nfigures: {font}\n", encoding="utf-8")
    done = build(
        tmp_path / "a.xlsx", basket(), BuildOptions("zh", formulas="values", theme=tmp_path / "theme.yaml")
    )
    sheet = openpyxl.load_workbook(done.target)["公司"]
    (table,) = sheet.tables.values()
    heads = [cell for cell in sheet[table.ref][0] if cell.value.replace("（", "").replace("）", "").isalpha()]
    assert {cell.font.sz for cell in heads} == {10 if font == "微软雅黑" else 8.5}
    lost = []
    for cell in heads:
        for free in (2, 4, 6):
            room = int(sheet.column_dimensions[cell.column_letter].width * 7) - free
            signs = int(room / (cell.font.sz / 0.75))
            lines = [cell.value[at : at + signs] for at in range(0, len(cell.value), signs)]
            if cell.value.isalpha() and len(lines) > 1 and len(lines[-1]) == 1:
                lost.append((cell.value, lines))
    assert not lost


def test_a_workbook_that_nobody_dressed_says_nothing_of_fonts_and_sizes(tmp_path):
    """openpyxl's Normal is Calibri 11, as Excel's own is; a house that has Calibri in another size is taken at its word."""
    book = openpyxl.Workbook()
    book.save(tmp_path / "plain.xlsx")
    book._named_styles["Normal"].font = Font(name="Calibri", size=9)
    book.save(tmp_path / "small.xlsx")
    plain, small, bundled = (
        load_theme(tmp_path / "plain.xlsx"),
        load_theme(tmp_path / "small.xlsx"),
        load_theme(),
    )
    assert (plain.fonts, plain.figures, plain.sizes) == (bundled.fonts, bundled.figures, bundled.sizes)
    assert (small.figures, small.sizes.body) == ("Calibri", 9)


def test_texts_that_could_not_be_read_have_the_bundled_colour_and_are_told(tmp_path):
    """Yellow FFE000: red 1, green (0.8784 + 0.055) / 1.055 to the 2.4 = 0.7454; luminance 0.2126 + 0.7152 x 0.7454 = 0.7457, contrast 1.05 / 0.7957 = 1.3."""
    book = openpyxl.Workbook()
    book.active["A1"].style = NamedStyle("Title", font=Font(name="Georgia", size=21, color="FFE000"))
    book.active["A2"].style = NamedStyle("Heading 1", font=Font(name="Georgia", size=12, color="7A0019"))
    book.save(tmp_path / "pale.xlsx")
    theme = load_theme(tmp_path / "pale.xlsx")
    assert (theme.colours.title, theme.sizes.title) == (load_theme().colours.title, 21)
    assert theme.colours.heading == "7A0019"
    (said,) = pale_texts(tmp_path / "pale.xlsx")
    assert "The colour FFE000 of the style Title has a contrast of 1.3 with white" in str(said)
    (tmp_path / "t.yaml").write_text('colours: {title: "FFE000"}\n', encoding="utf-8")
    with pytest.raises(LayoutError, match=r"line 1, key colours\.title: 'FFE000'.* at least 4\.5.* is 1\.3"):
        load_theme(tmp_path / "t.yaml")


def test_notes_that_are_small_leave_section_sheets_on_a4(tmp_path):
    (tmp_path / "t.yaml").write_text("sizes: {note: 7}\n", encoding="utf-8")
    done = build(tmp_path / "a.xlsx", basket(), BuildOptions(theme=tmp_path / "t.yaml"))
    book = openpyxl.load_workbook(done.target)
    assert {(book[name].page_setup.paperSize, book[name].page_setup.scale) for name in done.sections} == {
        (9, 86)
    }


def test_the_look_of_a_workbook_names_its_table_style_and_has_no_style_that_it_lacks(house):
    look = read_look(house)
    assert look.table_style == "TableStyleMedium9"
    assert set(look.styles) == {0, 5, 15, 20}
    assert look.picture is None


def test_what_can_be_no_theme_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"no zip")
    with pytest.raises(WorkbookError, match=r"a\.xlsx"):
        load_theme(tmp_path / "a.xlsx")
    (tmp_path / "t.yaml").write_text(json.dumps({"table_style": "Ours"}), encoding="utf-8")
    with pytest.raises(LayoutError, match="table_style"):
        load_theme(tmp_path / "t.yaml")


def with_picture(house, target, picture):
    """The workbook of the house with a picture on its first sheet, written by openpyxl."""
    book = openpyxl.load_workbook(house)
    book.active.add_image(Image(io.BytesIO(picture)), "B2")
    book.save(target)
    return target


def drawn_picture(kind="PNG", size=(300, 60)):
    file = io.BytesIO()
    PIL.Image.new("RGB", size, "#003366").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "size", "shown"), [("PNG", (300, 60), (140, 28)), ("JPEG", (1880, 100), (188, 10))]
)
def test_its_first_picture_is_the_logo_of_every_section_sheet(house, tmp_path, kind, size, shown):
    """At most 28 pixels high and two columns of 94 pixels wide; its right edge is that of the grid."""
    picture = drawn_picture(kind, size)
    theme = with_picture(house, tmp_path / "house.xlsx", picture)
    done = build(tmp_path / "a.xlsx", options=BuildOptions(theme=theme, formulas="values"))
    for sheet in openpyxl.load_workbook(done.target):
        assert len(sheet._images) == (sheet.title in (*done.sections, "One company")), sheet.title
        for image in sheet._images:
            assert image._data() == picture
            anchor = image.anchor
            assert (anchor.ext.cx, anchor.ext.cy) == tuple(9525 * pixels for pixels in shown)
            right = anchor._from.col * 94 + anchor._from.colOff / 9525 + shown[0]
            assert (anchor._from.row, right) == (2, 14 * 94), (
                "columns but margin and gutter are 94 pixels wide"
            )
            (finding,) = (area for area in sheet.merged_cells.ranges if area.min_row == 3)
            assert finding.max_col <= anchor._from.col, "the finding ends before the logo"


def test_a_picture_that_can_not_be_read_is_refused_with_the_name_of_the_file(house, tmp_path):
    theme = with_picture(house, tmp_path / "house.xlsx", drawn_picture())
    with zipfile.ZipFile(theme) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(theme, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, b"no picture" if "media" in name else content)
    with pytest.raises(LayoutError, match=r"house\.xlsx.*PNG, JPEG or GIF"):
        build(tmp_path / "a.xlsx", options=BuildOptions(theme=theme))
    assert not (tmp_path / "a.xlsx").exists()


@pytest.fixture
def plain(tmp_path):
    """A workbook of a house as Excel begins one, in Georgia of 11 points, whose amounts have no brackets."""
    book = openpyxl.Workbook()
    book._named_styles["Normal"].font = Font(name="Georgia", size=11)
    book.active["A1"].style = NamedStyle("Comma [0]", number_format="#,##0", builtinId=6)
    book.save(tmp_path / "plain.xlsx")
    return tmp_path / "plain.xlsx"


def test_a_house_style_has_no_more_pages_and_every_name(built, tmp_path, plain):
    """The Chinese look has other fonts; its workbook has as many pages as the usual one, and so has one of wide letters."""
    files = []
    for name, language, theme in (
        ("en", "en", Path("research_note")),
        ("zh", "zh", Path("research_note")),
        ("wide", "en", plain),
    ):
        files.append(tmp_path / f"{name}.xlsx")
        shutil.copy(built(language, theme=theme), files[-1])
    bars = []
    for pdf in convert(files, tmp_path / "pdf", "pdf"):
        with pypdfium2.PdfDocument(pdf) as document:
            assert len(document) <= 26
            words = document[1].get_textpage().get_text_range().split()
            bars.append(set(filter(str.isalpha, words)))
    assert bars[0] <= bars[2], "programs leave out names beside bars that have no room for their letters"


def test_its_font_stands_at_the_foot_and_its_minus_in_every_table(plain, tmp_path):
    """Excel's own code of a font, as in &"Georgia,Regular"; one format without brackets leaves none in another."""
    done = build(tmp_path / "a.xlsx", basket(), BuildOptions(theme=plain))
    with zipfile.ZipFile(done.target) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    feet = re.search(r"<oddFooter>(.*?)</oddFooter>", sheet, re.DOTALL)[1]
    assert feet.count("&quot;Georgia,Regular&quot;") + feet.count('"Georgia,Regular"') == 3
    book = openpyxl.load_workbook(done.target)
    formats = {cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row}
    assert [one for one in formats if "(" in one] == []
    assert '#,##0;"−"#,##0;#,##0;@' in formats
