"""The zip: the same bytes for the same input, whatever the day, the folder and the run."""

import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest
from lxml import etree
from openpyxl import Workbook
from openpyxl.styles import Font, NamedStyle
from support.openpyxl_reading import load_workbook

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.plan import ExtraPart, FinishPlan, Properties

ONE_BOOK = """
import hashlib, io, os
os.environ["TZ"] = "{zone}"
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.plan import FinishPlan, PointLabels, SheetPlan
book, file = Workbook(), io.BytesIO()
book.active.append(["a", "b"]); book.active.append(["x", 1]); book.active["D1"] = "=B2"
book.active["A2"].hyperlink = "https://example.org"; book.active["B2"].comment = Comment("c", "me")
book.active.add_table(Table(displayName="t", ref="A1:B2"))
chart = BarChart(); chart.add_data(Reference(book.active, range_string="Sheet!B2:B2")); book.active.add_chart(chart, "F1")
book.save(file)
labels = PointLabels("Sheet!$A$2", ["x"], frozenset([0]))
plan = FinishPlan(dict(Sheet=SheetPlan(dict(D1=1))), charts={{("Sheet", 0): [labels]}})
print(hashlib.sha256(finish_bytes(file.getvalue(), plan)).hexdigest())
"""


def entries(done: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(BytesIO(done)) as archive:
        assert archive.testzip() is None
        return archive.infolist()


def test_other_days_hash_seeds_and_folders_give_the_same_bytes(tmp_path):
    def digest(seed: str, zone: str, folder) -> str:
        code = ONE_BOOK.format(zone=zone)
        path = ":".join(entry for entry in sys.path if entry)
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": path}
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, cwd=folder, env=environment, check=True, capture_output=True, text=True
        ).stdout

    other = tmp_path / "other"
    other.mkdir()
    assert digest("1", "UTC", tmp_path) == digest("2", "Asia/Shanghai", other)


def test_entries_stand_in_a_fixed_order_with_a_fixed_time_and_no_attributes(saved):
    infos = entries(finish_bytes(saved(Workbook()), FinishPlan()))
    assert [info.filename for info in infos] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl_aigc/seal.xml",
    ]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {(info.create_system, info.external_attr, info.compress_type) for info in infos} == {(0, 0, 8)}


def test_the_only_date_is_the_plan_s(saved, part):
    shanghai = timezone(timedelta(hours=8))
    properties = Properties(
        title="R&D <x>", subject="s", creator="c\x00", description="d", keywords="k",
        created=datetime(2024, 9, 8, 7, 30, tzinfo=shanghai),
    )  # fmt: skip
    done = finish_bytes(saved(Workbook()), FinishPlan(properties=properties))
    core = part(done, "docProps/core.xml")
    assert (
        core.count("2024-09-07T23:30:00Z</dcterms:") == 2
    )  # 07:30 in Shanghai is 23:30 UTC of the day before
    read = load_workbook(BytesIO(done)).properties
    assert (read.title, read.subject, read.creator) == ("R&D <x>", "s", "c_x0000_")
    assert (read.description, read.keywords) == ("d", "k")


def test_a_date_without_a_zone_is_utc(saved, part):
    plan = FinishPlan(properties=Properties(created=datetime(2024, 8, 31, tzinfo=UTC).replace(tzinfo=None)))
    assert "2024-08-31T00:00:00Z" in part(finish_bytes(saved(Workbook()), plan), "docProps/core.xml")


def test_only_stale_books_are_recalculated_on_load(saved, part):
    settings = [
        part(finish_bytes(saved(Workbook()), FinishPlan(recalculate=stale)), "xl/workbook.xml")
        for stale in (False, True)
    ]
    assert ['fullCalcOnLoad="1"' in text for text in settings] == [False, True]


def test_children_of_every_font_stand_in_the_schema_s_order(saved, part):
    book = Workbook()
    book.add_named_style(
        NamedStyle(
            "all",
            font=Font(
                name="Arial",
                sz=9,
                b=True,
                i=True,
                strike=True,
                u="single",
                color="FF0000FF",
                vertAlign="superscript",
            ),
        )
    )
    styles = etree.fromstring(part(finish_bytes(saved(book), FinishPlan()), "xl/styles.xml").encode())
    fonts = [[etree.QName(child).localname for child in font] for font in styles.iter("{*}font")]
    # The order of CT_Font: ECMA-376 part 1, annex A, sml.xsd as Excel enforces it.
    assert ["b", "i", "strike", "u", "vertAlign", "sz", "color", "name"] in [font[:8] for font in fonts]
    assert fonts[0] == ["sz", "color", "name", "family", "scheme"]


def test_a_further_part_is_declared_and_related(saved, part):
    extra = ExtraPart("customXml/item1.xml", b"<a/>", "application/xml", "http://example.org/rel")
    done = finish_bytes(saved(Workbook()), FinishPlan(parts=[extra]))
    assert part(done, "customXml/item1.xml") == "<a/>"
    assert 'PartName="/customXml/item1.xml" ContentType="application/xml"' in part(
        done, "[Content_Types].xml"
    )
    assert 'Type="http://example.org/rel" Target="/customXml/item1.xml"' in part(
        done, "xl/_rels/workbook.xml.rels"
    )


def test_a_part_that_is_there_already_is_refused(saved):
    extra = ExtraPart("xl/styles.xml", b"<a/>", "application/xml", "http://example.org/rel")
    with pytest.raises(WorkbookError, match=r"xl/styles\.xml: The workbook has this part already"):
        finish_bytes(saved(Workbook()), FinishPlan(parts=[extra]))


@pytest.mark.parametrize("skeleton", [b"", b"not a zip"])
def test_what_is_no_zip_is_refused(skeleton):
    with pytest.raises(WorkbookError, match=r"no \.xlsx"):
        finish_bytes(skeleton, FinishPlan())


def test_a_zip_that_is_no_workbook_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(WorkbookError, match=r"Content_Types"):
        finish_bytes(file.getvalue(), FinishPlan())
