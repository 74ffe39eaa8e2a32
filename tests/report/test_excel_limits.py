"""A report holds no literal, formula, text or link that Excel refuses, however long the texts; a check of any file finds them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from support import baskets
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.formula_tokens import tokens
from xl_aigc.labels import LANGUAGES
from xl_aigc.ooxml.book import Book
from xl_aigc.report.check_file import check_file

LONGEST_SEGMENT, LONGEST_NAME = "s" * 254, "名" * 998
LONGEST_FORMULA = 5_500
LINK = "https://example.org/" + "a" * 2_059
"""As long as Excel takes: 20 and 2,059."""


def limits(file):
    return [problem for problem in check_file(file).problems if problem.kind == "limit"]


@pytest.fixture(scope="module")
def long_texts(tmp_path_factory, built):
    firms = [
        replace(
            firm,
            segment=LONGEST_SEGMENT + "abc"[n % 3],
            name_en=f"{LONGEST_NAME}{n}",
            name_zh=f"{LONGEST_NAME}{n}",
        )
        for n, firm in enumerate(baskets.market(12))
    ]
    folder = baskets.write(tmp_path_factory.mktemp("long") / "data", firms)
    (folder / "sources.csv").write_text(
        f'id,address\nS1,{LINK}\nS2,{LINK}b\nS3,https://a b\nS4,"https://a\nb"\n', encoding="utf-8"
    )
    return built("en", facts=load_facts(folder))


def test_the_longest_texts_make_a_file_that_excel_takes(long_texts):
    assert not limits(long_texts)
    with Book(long_texts) as book:
        formulas = [
            cell.formula for sheet in book.sheets for cell in book.cells(sheet).values() if cell.formula
        ]
    literals = [token.text for formula in formulas for token in tokens(formula) if token.kind == "text"]
    assert max(map(len, literals)) <= 257
    assert any(LONGEST_SEGMENT in formula for formula in formulas)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_formula_comes_near_the_8192_characters_that_excel_takes(built, language):
    """Headings of a person's own, of up to 255 characters, stand in formulas: half of the room is left to them."""
    with Book(built(language)) as book:
        longest = max(
            (len(cell.formula or ""), sheet, at)
            for sheet in book.sheets
            for at, cell in book.cells(sheet).items()
        )
    assert longest < (LONGEST_FORMULA,)


def test_a_segment_as_long_as_a_literal_is_counted(long_texts):
    rows = read(long_texts)["Value chain"].table("Largest segments").rows
    assert {row["Segment"].value[-1]: row["Companies"].value for row in rows} == dict.fromkeys("abc", 4)


def test_only_addresses_that_excel_takes_are_links(long_texts):
    with Book(long_texts) as book:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        targets = {target for part in book.sheets.values() for target in book.outside_targets(part, kind)}
    assert targets == {LINK}


def test_a_segment_of_400_characters_is_refused_with_its_row(tmp_path):
    from xl_aigc.errors import DataError  # noqa: PLC0415

    with pytest.raises(
        DataError, match=r"companies\.csv, line 2, key segment: .* has 400 characters, more than 255"
    ):
        load_facts(baskets.write(tmp_path / "data", [replace(baskets.plain(), segment="s" * 400)]))


@pytest.mark.parametrize(
    ("pattern", "text", "says"),
    [
        (r"<f>[^<]+</f>", f'<f>"{"x" * 256}"</f>', "a text of 256 characters; Excel takes 255"),
        (r"<f>[^<]+</f>", f'<f>"{"x" * 253}""a"&amp;"b"</f>', None),
        (r"<f>[^<]+</f>", f"<f>{'1+' * 4096}1</f>", "8,193 characters; Excel takes 8,192"),
        (r"<f>[^<]+</f>", f"<f>{'1+' * 4095}12</f>", None),
        (r"<v>[^<]+</v>", f"<v>{'1' * 32_768}</v>", "32,768 characters; Excel takes 32,767"),
    ],
)
def test_a_check_finds_what_excel_does_not_take(english, tmp_path, pattern, text, says):
    file = rewritten(
        english,
        tmp_path,
        "xl/worksheets/sheet2.xml",
        rf'(<c [^>]*t="str"[^>]*>)(?:(?!</c>).)*?{pattern}',
        rf"\g<1>{text}",
    )
    found = [problem.says for problem in limits(file)]
    assert [says in one for one in found] == [True] if says else not found


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (LINK, None),
        (LINK + "b", "2,080 characters"),
        ("https://a b", "a blank"),
        ("https://a&#10;b", "a blank"),
    ],
)
def test_a_check_finds_links_that_excel_does_not_take(english, tmp_path, address, says):
    with Book(english) as book:
        part = book.sheets["Sources"]
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    file = rewritten(english, tmp_path, rels, r'(Target=")http[^"]*', rf"\g<1>{address}")
    found = [problem.says for problem in limits(file)]
    assert [says in one for one in found] == [True] if says else not found


def rewritten(workbook, folder, part, pattern, text):
    from support.package_file import PackageFile  # noqa: PLC0415

    file = PackageFile.read(workbook)
    changed, count = re.subn(pattern, text, file.parts[part].decode("utf-8"), count=1, flags=re.DOTALL)
    assert count == 1
    file.parts[part] = changed.encode("utf-8")
    file.write(folder / "changed.xlsx")
    return folder / "changed.xlsx"
