"""Text in XML: reads back as it was, and never breaks a part."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.escape import attribute, cell_text, formula_text, legal, string_item

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # control characters and lone surrogates too


def decoded(text: str) -> str:
    """ST_Xstring read as ECMA-376 part 1, 22.9.2.19 says: each _xHHHH_ is one character, left to right."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


@given(ANY_TEXT)
def test_any_text_reads_back_from_a_well_formed_item(text):
    item = etree.fromstring(string_item(text).encode())
    assert decoded(item.text or "") == text


@given(ANY_TEXT)
def test_any_text_is_a_well_formed_attribute(text):
    element = etree.fromstring(f'<a b="{attribute(text)}"/>'.encode())
    if not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", text):
        assert element.get("b") == text


@given(ANY_TEXT)
def test_a_tree_takes_any_legal_text(text):
    etree.Element("a").text = legal(text)


@pytest.mark.parametrize(
    ("text", "xml"),
    [
        ("R&D <1>", "<t>R&amp;D &lt;1&gt;</t>"),
        ("\x00", "<t>_x0000_</t>"),
        ("a\r\nb", "<t>a_x000D_\nb</t>"),
        ("_x0041_", "<t>_x005F_x0041_</t>"),
        (" a", '<t xml:space="preserve"> a</t>'),
        ("a\n", '<t xml:space="preserve">a\n</t>'),
        ("\ud800", "<t>_xD800_</t>"),
        ("研发", "<t>研发</t>"),
    ],
)
def test_items_are_as_the_standard_writes_them(text, xml):
    assert string_item(text) == xml


def test_a_text_longer_than_a_cell_is_refused():
    assert len(cell_text("a" * 32_767)) == 32_767
    with pytest.raises(WorkbookError, match="32768 characters"):
        cell_text("a" * 32_768)


def test_a_formula_loses_its_sign_and_is_escaped_once():
    assert formula_text('=IF(A1<>"&lt;","R&D",1)') == 'IF(A1&lt;&gt;"&amp;lt;","R&amp;D",1)'


@pytest.mark.parametrize("formula", ["", "=", "=A1&\x00"])
def test_what_can_be_no_formula_is_refused(formula):
    with pytest.raises(WorkbookError):
        formula_text(formula)
