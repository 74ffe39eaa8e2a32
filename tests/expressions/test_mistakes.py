"""Each mistake in an expression has a code, and a place: the part between « and »."""

from __future__ import annotations

import pytest
from support.expression_book import VOCABULARY

from xl_aigc.expressions.mistakes import Mistake, Span, pointed
from xl_aigc.expressions.parse import parse

ROW = [
    ("unknown-name", "a / «bb»"),
    ("unknown-input", "«data.equity» / unit"),
    ("unknown-function", "«ifs(a > 0, 1)»"),
    ("unknown-function", "«IF(a > 0, 1, 2)»"),
    ("word-unquoted", "colour == «turned_to_loss»"),
    ("input-name", "a / «x»"),
    ("function-name", "a + «abs»"),
    ("wrong-kind", "a + «colour»"),
    ("wrong-kind", 'a / «"million"»'),
    ("wrong-kind", "1 if «a» else 2"),
    ("wrong-kind", "not «a»"),
    ("wrong-kind", "abs(«flag»)"),
    ("wrong-kind", "number_known(a, «a + 1»)"),
    ("wrong-kind", "number_known(«colour»)"),
    ("wrong-kind", "known(«a + 1»)"),
    ("wrong-kind", "«flag» == 1"),
    ("wrong-kind", "colour in «colour»"),
    ("wrong-kind", 'colour in ("red", «1»)'),
    ("comparison", '«colour» < "red"'),
    ("comparison", "«a» is b"),
    ("two-kinds", '1 if flag else «"low"»'),
    ("two-kinds", "missing if flag else «undefined»"),
    ("nothing-operand", "a + «missing»"),
    ("nothing-operand", "max(a, «missing»)"),
    ("nothing-operand", "abs(«undefined»)"),
    ("nothing-operand", "known(«missing»)"),
    ("nothing-operand", "«missing» > 1"),
    ("nothing-operand", '"low" if flag else «undefined»'),
    ("arguments", "«abs(a, b)»"),
    ("arguments", "«known()»"),
    ("arguments", "«abs(x=a)»"),
    ("arguments", "«match(colour)»"),
    ("over-companies", "a - «median(a)»"),
    ("not-in-language", "«a ** 2»"),
    ("not-in-language", "«a.__class__»"),
    ("not-in-language", '«__import__("os").system("id")»'),
    ("not-in-language", "«[a]»"),
    ("number-digits", "a + «0.1234567890123456789»"),
    ("number-digits", "a + «1e999»"),
    ("never-word", 'colour == «""»'),
    ("syntax", "a «= b»"),
    ("unknown-name", '"增长" if flag else «b2»'),
]
BASKET = [
    ("one-company", "«a» / sum(b)"),
    ("refused", "count((«1 if flag else 0») > 0)"),
    ("refused", "median(«1 if flag else a»)"),
    ("over-companies", "count(a > «median(a)»)"),
    ("wrong-kind", "sum(«a / b»)"),
    ("wrong-kind", "count(«a»)"),
    ("arguments", "«share()»"),
    ("nothing-operand", "median(«missing»)"),
]


def found(marked: str, place: str) -> tuple[Mistake, Span]:
    text = marked.replace("«", "").replace("»", "")
    with pytest.raises(Mistake) as caught:
        parse(text, VOCABULARY, place)
    return caught.value, Span(marked.index("«"), marked.index("»") - 1)


@pytest.mark.parametrize(("code", "marked"), ROW)
def test_a_mistake_in_a_measure_is_found_at_its_place(code, marked):
    mistake, span = found(marked, "row")
    assert mistake.code == code
    assert mistake.span is not None
    assert mistake.span.start == span.start
    assert code == "syntax" or mistake.span == span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", "an expression such as `net_profit / revenue`."),
        ("a = b", "== to compare."),
        ("a >= b c", "an expression such as `net_profit / revenue`."),
        ("（a)", 'ASCII signs: , ( ) ".'),
        ("colour in ()", 'words in brackets: in ("decreased", "turned_to_loss").'),
        ("IF(a > 0, 1, 2)", "`1 if revenue > 0 else 2`."),
    ],
)
def test_a_mistake_says_what_is_expected(text, expected):
    with pytest.raises(Mistake) as caught:
        parse(text, VOCABULARY)
    assert caught.value.expected == expected


@pytest.mark.parametrize(("code", "marked"), BASKET)
def test_a_mistake_over_the_basket_is_found_at_its_place(code, marked):
    mistake, span = found(marked, "basket")
    assert (mistake.code, mistake.span) == (code, span)


@pytest.mark.parametrize(
    ("code", "text"), [("too-deep", "+".join(["a"] * 80)), ("too-long", "a + " * 300 + "a")]
)
def test_size_is_bounded(code, text):
    with pytest.raises(Mistake) as caught:
        parse(text, VOCABULARY)
    assert caught.value.code == code


def test_a_caret_stands_below_the_word_after_wide_characters():
    assert pointed('"增长" if b2', Span(8, 10)).split("\n")[1] == " " * 10 + "^^"


def test_a_refusal_says_why():
    with pytest.raises(Mistake, match="Excel 2016 does not evaluate IF"):
        parse("count((1 if flag else 0) > 0)", VOCABULARY, "basket")
