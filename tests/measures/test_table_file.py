"""A file of measures is checked as a whole: every mistake has a code, a line, a key and, in an expression, a place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xl_aigc.data.limits import LIMITS
from xl_aigc.errors import DataError
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.measures.measure_errors import MeasuresError
from xl_aigc.measures.own import program_table
from xl_aigc.measures.table_file import load_table, read_table
from xl_aigc.measures.table_schema import json_schema
from xl_aigc.measures.worksheet_calls import CallTemplate, TemplateError

TABLE = program_table()

SCHEMA = Path(__file__).parents[2] / "templates" / "measures.schema.json"
CASES = [
    ("circle", "measures:\n  a: {is: b2 + 1}\n  b2: {is: c2 * 2}\n  c2: {is: a - 1}\n"),
    ("circle", "functions:\n  f: {takes: [x], is: g(x)}\n  g: {takes: [x], is: f(x)}\n"),
    ("unknown-key", "measures:\n  a: {is: net_profit / revenue, lable: x}\n"),
    ("unknown-key", "measure:\n  a: {is: net_profit / revenue}\n"),
    ("missing-key", "measures:\n  a: {shows: percent}\n"),
    ("missing-key", "measures:\n  a: net_profit / revenue\n"),
    ("missing-key", "functions:\n  f: {is: 1 + 1}\n"),
    ("wrong-value", "measures:\n  a: {is: 3}\n"),
    ("wrong-value", "measures: 3\n"),
    ("wrong-value", f"measures:\n  a: {{is: net_profit / revenue, label: {'x' * 121}}}\n"),
    ("name", "measures:\n  Margin: {is: net_profit / revenue}\n"),
    ("name", "measures:\n  in: {is: net_profit / revenue}\n"),
    ("reserved", "measures:\n  rd_intensity: {is: net_profit / revenue}\n"),
    ("reserved", "measures:\n  median: {is: net_profit / revenue}\n"),
    ("reserved", "measures:\n  limit_near: {is: net_profit / revenue}\n"),
    ("reserved", "cells:\n  rd1: {is: median(revenue)}\n"),
    ("shows", "measures:\n  a: {is: data.revenue, shows: money}\n"),
    ("shows", "measures:\n  a: {is: revenue_yoy * 2, shows: money}\n"),
    ("settled", "measures:\n  a: {is: missing}\n"),
    ("settled", "measures:\n  a: {is: 1 < 2}\n"),
    ("settled", "basket:\n  a: {is: count(True)}\n"),
    ("settled", "basket:\n  a: {is: share(limit_near > 0)}\n"),
    ("settled", "basket:\n  a: {is: 'sum(revenue, loss_flag and True)'}\n"),
    ("never-word", "measures:\n  a: {is: 'layer == \"upsteam\"'}\n"),
    ("never-word", "measures:\n  a: {is: '\"upsteam\" == layer'}\n"),
    ("never-word", "measures:\n  a: {is: 'data.archetype != \"rich\"'}\n"),
    ("never-word", 'measures:\n  a: {is: layer}\n  b2: {is: \'a in ("upstream", "middle")\'}\n'),
    ("never-word", "measures:\n  a: {is: 'match(layer, foo=1)'}\n"),
    ("arguments", "measures:\n  a: {is: 'match(layer, upstream=1, upstream=2)'}\n"),
    ("money", "measures:\n  a: {is: revenue + net_margin}\n"),
    ("money", "measures:\n  a: {is: revenue > limit_near}\n"),
    ("money", "measures:\n  a: {is: data.revenue > revenue}\n"),
    ("money", "measures:\n  a: {is: 'max(revenue, screen_true)'}\n"),
    ("money", "measures:\n  a: {is: revenue if loss_flag else net_margin}\n"),
    ("money", "measures:\n  a: {is: 'match(layer, upstream=revenue, midstream=net_margin)'}\n"),
    ("money", "basket:\n  a: {is: sum(revenue) - count()}\n"),
    ("family", "measures:\n  a: {is: net_profit / revenue, family: mine}\n"),
    ("shows", "measures:\n  a: {is: net_profit / revenue, shows: percentage}\n"),
    ("shows", "measures:\n  a: {is: net_profit / revenue, shows: word}\n"),
    ("shows", "measures:\n  a: {is: net_profit > 0, shows: percent}\n"),
    ("label-placeholder", "basket:\n  a: {is: count(revenue > 1), label: 'Above {limit_x}'}\n"),
    ("label-placeholder", "measures:\n  a: {is: revenue + 1, label: 'Above {limit_near}'}\n"),
    ("label-twice", "measures:\n  a: {is: revenue + 1, label: Mine}\n  b2: {is: revenue + 2, label: Mine}\n"),
    ("label-twice", "measures:\n  a: {is: revenue * 2, shows: ratio, label: Revenue (CNY m)}\n"),
    ("label-twice", "measures:\n  a: {is: revenue * 2, shows: ratio, label: {zh: 营业收入（亿元）}}\n"),
    ("label-twice", "measures:\n  a: {is: revenue * 2, shows: money, label: REVENUE}\n"),
    ("label-twice", "measures:\n  a: {is: revenue_yoy, label: TICKER}\n"),
    ("label-twice", "measures:\n  a: {is: revenue_yoy, label: Same}\n  b2: {is: revenue_yoy, label: SAME}\n"),
    ("label-twice", "measures:\n  a: {is: revenue_yoy, label: ' b2 '}\n  b2: {is: revenue_yoy}\n"),
    (
        "label-twice",
        "measures:\n  a: {is: revenue, shows: money, label: x}\n  b2: {is: revenue, shows: ratio, label: x (CNY m)}\n",
    ),
    ("wrong-value", "measures:\n  a: {is: revenue_yoy, label: '   '}\n"),
    ("name", f"measures:\n  {'a' * 101}: {{is: revenue_yoy}}\n"),
    ("call", "functions:\n  f: {takes: [x], is: x + 1, call: 'AIGC_F({x.__class__})'}\n"),
    ("call", "functions:\n  f: {takes: [x], is: x + 1, call: 'AIGC_F({x)'}\n"),
    ("syntax", "functions:\n  f: {takes: [x], is: x +}\n"),
    ("unknown-name", "functions:\n  f: {takes: [x], is: x + y}\n"),
    ("one-company", "basket:\n  a: {is: net_profit / revenue}\n"),
    ("one-company", "basket:\n  a: {is: 1 + 1}\n"),
    (
        "formula-too-long",
        "measures:\n  a: {is: '" + "max(" * 9 + "revenue_yoy" + ", net_profit_yoy)" * 9 + "'}\n",
    ),
]


def read(text: str, base=TABLE):
    return read_table(parse_yaml(text, "measures.yaml"), LIMITS, base)


@pytest.mark.parametrize(("code", "text"), CASES)
def test_a_mistake_is_found_once_with_its_line_and_key(code, text):
    _, errors = read(text)
    assert [one.code for one in errors if code != "circle" or one.code == "circle"][:1] == [code]
    assert errors[0].place.line is not None
    assert len({one.code for one in errors}) == 1
    assert len(errors) == 1 or code in {"circle", "too-long"}


MESSAGES = {
    "measures:\n  a: {is: 'match(revenue, a=1)'}\n": "'revenue' is a number. Expected a measure that is a word",
    'basket:\n  a: {is: sum(revenue, layer == "upstream")}\n': (
        "is: The value ends at a comma: 'sum(revenue'. Expected quotation marks around an expression with commas: "
        "is: 'sum(revenue, layer == \"upstream\")'."
    ),
    "measures:\n  a: {is: max(revenue, net_profit), shows: money}\n": 'is: "max(revenue, net_profit)".',
    "measures:\n  a: {is: abs(max(revenue, net_profit, shows: money))}\n": 'is: "abs(max(revenue, net_profit))".',
    "measures:\n  a: {is: revenue, label: Costs, all}\n": "a text with a comma stands in quotation marks.",
    "basket:\n  a: {is: companies + 1}\n": "Expected its expression in place of its name.",
    "measures:\n  a: {is: revenue / companies}\n": "Expected a number that is declared under `cells:`.",
    "measures:\n  a: {is: revenue, label: ''}\n": "label: '' is not accepted. Expected a text of 1 to 120 characters",
    "measures:\n  a: {is: revenue, label: 2024}\n": "label: 2024 is not accepted. Expected a text of 1 to 120",
    f"measures:\n  a: {{is: revenue, label: {'x' * 200}}}\n": f"label: '{'x' * 39}… is not accepted.",
    "measures:\n  a: {is: revenue, label: {fr: x}}\n": "key measures.a.label.fr: 'fr' is not accepted.",
    "measures:\n  a: {is: revenue, shows: euro}\n": "key measures.a.shows: 'euro' is not accepted.",
    "measures:\n  a: {is: 5}\n": "Expected an expression as a text, such as `is: net_profit / revenue`",
    "measures:\n  a: {is: giant and loss_flag}\n": 'Expected a test, which is true or false: giant == "yes".',
    "measures:\n  a: {is: 'loss_flag == \"yes\"'}\n": "Expected a number or a word: loss_flag alone.",
    f"measures:\n  a: {{is: {' + '.join(['revenue'] * 99)}}}\n": "give a part of it a name of its own.",
    "functions:\n  f: {takes: [x], is: g(x)}\n  g: {takes: [x], is: f(x)}\nmeasures:\n  a: {is: f(revenue)}\n": (
        "The function calls itself: f → g → f."
    ),
    "functions:\n  f: {takes: [], is: '1'}\nmeasures:\n  a: {is: f()}\n": "Expected a list of at least one name",
    "functions:\n  f: {takes: [x], is: x + nope}\nmeasures:\n  a: {is: f(revenue)}\n  b2: {is: f(a)}\n": "'nope'",
    "functions:\n  yoy: {takes: [a], is: a}\n": "The name 'yoy' is not free",
    "measures:\n  a: {is: revenue, shows: x}\n  b2: {is: a * 2}\n": "key measures.a.shows",
}
"""Files with one mistake each, and a part of its message."""


@pytest.mark.parametrize(("text", "message"), MESSAGES.items())
def test_one_mistake_is_one_message_that_says_what_to_write(text, message):
    _, errors = read(text)
    assert len(errors) == 1
    assert message in str(errors[0])


DOUBLING = "functions:\n  f0: {takes: [x], is: x + x}\n" + "".join(
    f'  f{n}: {{takes: [x], is: "f{n - 1}(x) + f{n - 1}(x)"}}\n' for n in range(1, 24)
)
WITHOUT_ARGUMENT = "functions:\n  none: {takes: [x], is: '1'}\n  f0: {takes: [x], is: none(x)}\n" + "".join(
    f'  f{n}: {{takes: [x], is: "none(f{n - 1}(x)) + none(f{n - 1}(x))"}}\n' for n in range(1, 24)
)
NESTED = "f0(" * 12 + "revenue" + ")" * 12
FOLDED = "max(revenue, " * 25 + "revenue" + ")" * 25
ASKED_TWICE = "number_of(" * 14 + "revenue > 1" + ") > 0" * 13 + ")"
EXPLODING = {
    "calls of calls": DOUBLING + "measures:\n  a: {is: f23(revenue)}\n",
    "calls whose results are dropped": WITHOUT_ARGUMENT + "measures:\n  a: {is: f23(revenue)}\n",
    "arguments of arguments": DOUBLING + f"measures:\n  a: {{is: '{NESTED}'}}\n",
    "the largest of many over the basket": f"basket:\n  a: {{is: 'median({FOLDED})'}}\n",
    "the largest of many in a row": f"measures:\n  a: {{is: '{FOLDED}'}}\n",
    "tests of tests": f"measures:\n  a: {{is: '{ASKED_TWICE}'}}\n",
}


@pytest.mark.parametrize("text", EXPLODING.values(), ids=EXPLODING)
def test_an_expression_that_explodes_when_it_is_written_out_is_refused(text):
    _, errors = read(text)
    assert {one.code for one in errors} == {"too-long"}
    assert "give a part of it a name of its own." in str(errors[-1])


def test_a_section_of_many_entries_is_refused_as_a_whole():
    entries = "".join(f"  a{n}: {{is: revenue + {n}}}\n" for n in range(301))
    _, errors = read(f"measures:\n{entries}")
    assert [str(one) for one in errors] == [
        "measures.yaml, line 1, key measures: The section 'measures' holds 301 entries. Expected at most 300."
    ]


def test_the_first_of_many_mistakes_are_listed_and_the_rest_counted(tmp_path):
    path = tmp_path / "measures.yaml"
    path.write_text("".join(f"a{n}: 1\n" for n in range(5000)), encoding="utf-8")
    with pytest.raises(MeasuresError) as caught:
        load_table(path, LIMITS, TABLE)
    assert len(str(caught.value).splitlines()) == 22
    assert str(caught.value).endswith("and 4980 more")


def test_all_mistakes_of_a_file_are_told_together(tmp_path):
    path = tmp_path / "measures.yaml"
    path.write_text(
        "measures:\n  a: {is: net_profit / net_proft}\n  b2: {is: revenue + layer}\n  c2: {is: a + 1}\n",
        encoding="utf-8",
    )
    with pytest.raises(MeasuresError) as caught:
        load_table(path, LIMITS, TABLE)
    assert [one.code for one in caught.value.errors] == [
        "unknown-name",
        "wrong-kind",
    ]  # c2 rests on a and adds none
    assert f"{path}, line 2, key measures.a.is: There is no measure, limit or cell 'net_proft'." in str(
        caught.value
    )
    assert "\n    net_profit / net_proft\n                 ^^^^^^^^^ column 14" in str(caught.value)


def test_one_mistake_is_told_alone(tmp_path):
    path = tmp_path / "measures.yaml"
    path.write_text("measures:\n  a: {is: revenue + layer}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"'layer' is a word\. Expected a number\."):
        load_table(path, LIMITS, TABLE)


def test_equal_computed_numbers_are_a_warning_and_no_mistake():
    table, errors = read(
        "measures:\n  a: {is: 1 if revenue_yoy == net_profit_yoy else 0}\n  b2: {is: screen_true == 3}\n"
    )
    assert errors == []
    assert [one.code for one in table.warnings] == ["float-equality"]
    table, _ = read("measures:\n  a: {is: revenue == net_profit}\n  b2: {is: revenue != 1000}\n")
    assert [one.code for one in table.warnings] == ["float-equality"] * 2


def test_every_measure_of_the_program_has_a_description_and_a_source_in_every_language():
    for section in (TABLE.measures, TABLE.basket, TABLE.cells):
        for key, one in section.items():
            assert set(one.description) == set(one.source) == {"en", "zh", "ko"}, key
            assert len(one.description["en"]) >= 10, key
            assert {text[-1] for text in one.description.values()} <= {".", "。"}, key
    _, errors = read("measures:\n  a: {is: data.revenue / unit}\n", base=None)
    assert [one.code for one in errors] == ["description"]


def test_a_source_is_named_by_its_key_or_written_in_place():
    table, errors = read(
        "sources:\n  house: {en: House rule, zh: 内部规则, ko: 내부 규정}\n"
        "measures:\n  a: {is: revenue, source: house}\n  b2: {is: revenue, source: report}\n"
        "  c3: {is: revenue, source: Annual report, description: {en: Turnover, zh: 营业额}}\n"
    )
    assert errors == []
    sources = [table.measures[key].source_in("zh") for key in ("a", "b2", "c3")]
    assert sources == ["内部规则", "本报表的定义", "Annual report"]
    assert [table.measures["c3"].description_in(language) for language in ("zh", "ko")] == [
        "营业额",
        "Turnover",
    ]


def test_a_source_without_a_language_is_one_clear_mistake():
    _, errors = read("sources:\n  house: {en: House rule, zh: 内部规则}\n")
    assert [(one.code, one.place.line) for one in errors] == [("missing-key", 2)]
    assert "The entry needs the key 'ko'. Expected {en: Annual report" in str(errors[0])


def test_a_template_is_filled_without_reaching_attributes():
    with pytest.raises(TemplateError):
        CallTemplate.read("AIGC_F({x.key.__class__})", ["x"])
    assert TABLE.measures["revenue_yoy"].spilled.startswith(
        "IFNA(IF(ISNUMBER([revenue])*ISNUMBER([revenue_prior])*"
    )


def test_the_committed_schema_is_current():
    current = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    assert SCHEMA.read_text(encoding="utf-8") == current, (
        "run: python -m xl_aigc layout schema --measures --output templates/measures.schema.json"
    )
