"""The catalogue holds the 31 functions, within the limits of Excel, VBA and xlwings."""

# No postponed annotations here: the catalogue reads the hints of trial functions.
import inspect

import pytest

from xl_aigc.errors import FunctionError
from xl_aigc.functions import CATALOGUE, Example, find
from xl_aigc.functions.arguments import Number
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.descriptions import EXAMPLES, TEXTS, Text
from xl_aigc.functions.growth import yoy
from xl_aigc.functions.limits import VBA_RESERVED, check_texts

NAMES = [
    "YOY",
    "STATUS",
    "CAGR",
    "QUARTER",
    "TTM",
    "RD_INTENSITY",
    "EXPENSE_RATIO",
    "COHORT",
    "COHORT_OF",
    "MEMBERS",
    "ABOVE",
    "TOP",
    "RANK",
    "RANKCORR",
    "PRICE_CHANGE",
    "SCREEN",
    "FIGURE",
    "SOURCE",
    "BASKET",
    "NAME",
    "COVERAGE",
    "CLAIM",
    "AS_OF",
    "UNIT",
    "HELP",
    "WHY",
    "SERIES",
    "ITEMS",
    "MEASURES",
    "PERIODS",
    "BASKETS",
]
SYNTAX = {
    "YOY": "AIGC_YOY(current, prior)",
    "STATUS": "AIGC_STATUS(current, prior, [language])",
    "TTM": "AIGC_TTM(ytd, full_year_before, ytd_before)",
    "COHORT": "AIGC_COHORT([table], [rule], [edges], [language], [columns], [unit])",
    "MEMBERS": "AIGC_MEMBERS([table], [rule], cohort, [columns], [edges])",
    "TOP": "AIGC_TOP([table], by, [n], [columns], [ascending], [language])",
    "PRICE_CHANGE": "AIGC_PRICE_CHANGE(close, base_close)",
    "SCREEN": "AIGC_SCREEN([table], [detail], [thresholds], [language])",
    "FIGURE": "AIGC_FIGURE(ticker, item, [period], [as_of], [unit])",
    "BASKET": "AIGC_BASKET([basket], [columns], [period], [as_of], [language], [unit])",
    "CLAIM": "AIGC_CLAIM(id, [part])",
    "AS_OF": "AIGC_AS_OF()",
    "HELP": "AIGC_HELP([function])",
    "WHY": "AIGC_WHY([cell])",
    "SERIES": "AIGC_SERIES(ticker, item, [from], [to], [kind], [unit], [language])",
    "ITEMS": "AIGC_ITEMS([basket], [language])",
    "BASKETS": "AIGC_BASKETS([language])",
}
EXAMPLE = (Example("=AIGC_TRIAL(1)", 1),)


@pytest.fixture
def declared(monkeypatch):
    """Declare a trial function; the catalogue must refuse it before it is entered."""

    def declare(compute, *, en="What it does.", examples=EXAMPLE, **arguments):
        compute.__name__ = "trial"
        monkeypatch.setitem(TEXTS, ("TRIAL", ""), Text(en, "用途。"))
        monkeypatch.setitem(EXAMPLES, "TRIAL", examples)
        for name, text in arguments.items():
            monkeypatch.setitem(TEXTS, ("TRIAL", name), Text(text, "一"))
        return function()(compute)

    return declare


def test_the_catalogue_holds_the_functions_in_the_order_of_the_reference():
    assert list(CATALOGUE) == NAMES


@pytest.mark.parametrize(("key", "syntax"), SYNTAX.items())
def test_a_function_has_its_arguments(key, syntax):
    assert CATALOGUE[key].syntax == syntax


def test_a_name_is_written_as_each_host_writes_it():
    yoy = CATALOGUE["YOY"]
    assert [yoy.name(style) for style in ("vba", "officejs", "calc")] == [
        "AIGC_YOY",
        "_xldudf_AIGC_YOY",
        "AIGC.YOY",
    ]
    assert all(find(name) is yoy for name in ("yoy", "AIGC_YOY", "aigc.yoy", "_xldudf_AIGC_YOY"))
    assert find("AIGC_MOON") is None


@pytest.mark.parametrize("key", NAMES)
def test_the_texts_fit_the_wizard_of_excel(key):
    held = CATALOGUE[key]
    for language in ("en", "zh"):
        texts = [getattr(each, language) for each in held.arguments]
        assert 0 < len(getattr(held, language)) <= 255
        assert all(0 < len(text) <= 255 for text in texts)
        assert sum(map(len, texts)) <= 254


@pytest.mark.parametrize("key", NAMES)
def test_parameters_are_names_that_vba_and_xlwings_take(key):
    held = CATALOGUE[key]
    parameters = inspect.signature(held.compute).parameters.values()
    assert [each.parameter for each in held.arguments] == [each.name for each in parameters]
    assert not {each.parameter for each in held.arguments} & VBA_RESERVED
    assert all(each.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD for each in parameters)


def test_a_declared_function_stays_a_plain_function():
    assert CATALOGUE["YOY"].compute is yoy
    assert yoy(120.0, 100.0) == pytest.approx(0.2)


def keyword_only(*, a: Number):
    return a


def variadic(*a: Number):
    return a


def without_a_hint(a: float):
    return a


def reserved(close: Number):
    return close


def two(first: Number, second: Number):
    return first + second


@pytest.mark.parametrize(
    ("compute", "texts", "message"),
    [
        (lambda: 0, {"en": "x" * 256}, r"256 characters.*1 to 255"),
        (two, {"first": "x" * 128, "second": "x" * 127}, r"together have 255 characters.*at most 254"),
        (two, {"first": "x"}, r"TRIAL\(second\).*no text"),
        (keyword_only, {"a": "a"}, "keyword-only"),
        (variadic, {"a": "a"}, "variadic"),
        (without_a_hint, {"a": "a"}, "does not say what it takes"),
        (reserved, {"close": "a"}, "VBA reserves the word 'close'"),
        (lambda: 0, {"examples": ()}, "no example"),
    ],
)
def test_what_a_wizard_or_vba_would_refuse_is_refused_when_it_is_declared(declared, compute, texts, message):
    with pytest.raises(FunctionError, match=message):
        declared(compute, **texts)


def test_too_many_arguments_are_refused():
    with pytest.raises(FunctionError, match="61 arguments"):
        check_texts("TRIAL", {"en": "x"}, {f"a{place}": {"en": "x"} for place in range(61)})


def test_two_functions_of_one_name_are_refused():
    with pytest.raises(FunctionError, match="Two functions"):
        function()(yoy)


def test_every_row_of_the_tables_describes_a_function_that_is_there():
    known = {(held.key, each.name) for held in CATALOGUE.values() for each in held.arguments}
    known |= {("", name) for _, name in known} | {(key, "") for key in CATALOGUE}
    assert set(TEXTS) <= known
    assert set(EXAMPLES) == set(CATALOGUE)
