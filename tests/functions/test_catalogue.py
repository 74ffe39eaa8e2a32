"""The catalogue holds the 25 functions, within the limits of Excel, VBA and xlwings."""

# No postponed annotations here: the catalogue reads the hints of trial functions.
import inspect
from typing import Annotated

import pytest

from xl_aigc.errors import FunctionError
from xl_aigc.functions import CATALOGUE, Example, find
from xl_aigc.functions.catalogue import Takes, function
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
]
SYNTAX = {
    "YOY": "AIGC_YOY(current, prior)",
    "STATUS": "AIGC_STATUS(current, prior, [language])",
    "TTM": "AIGC_TTM(ytd, full_year_before, ytd_before)",
    "COHORT": "AIGC_COHORT([table], [rule], [edges], [language])",
    "MEMBERS": "AIGC_MEMBERS([table], [rule], cohort, [columns])",
    "TOP": "AIGC_TOP(table, by, [n], [columns], [ascending], [language])",
    "PRICE_CHANGE": "AIGC_PRICE_CHANGE(close, base_close)",
    "SCREEN": "AIGC_SCREEN([table], [detail], [thresholds], [language])",
    "FIGURE": "AIGC_FIGURE(ticker, item, [period], [as_of])",
    "BASKET": "AIGC_BASKET([basket], [columns], [period], [as_of], [language])",
    "CLAIM": "AIGC_CLAIM(id, [part])",
    "AS_OF": "AIGC_AS_OF()",
    "HELP": "AIGC_HELP([function])",
}
EXAMPLE = (Example("=AIGC_TRIAL(1)", 1),)


def declared(compute, *, en="What it does.", zh="用途。", examples=EXAMPLE):
    """Declare a trial function; the catalogue must refuse it before it is entered."""
    compute.__name__ = "trial"
    return function(en=en, zh=zh, examples=examples)(compute)


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


def test_a_long_description_is_refused():
    with pytest.raises(FunctionError, match=r"256 characters.*1 to 255"):
        declared(lambda: 0, en="x" * 256)


def test_argument_texts_that_are_too_long_together_are_refused():
    def compute(
        a: Annotated[float, Takes("number", "x" * 128, "一")],
        b: Annotated[float, Takes("number", "x" * 127, "二")],
    ):
        return a + b

    with pytest.raises(FunctionError, match=r"together have 255 characters.*at most 254"):
        declared(compute)


def test_a_keyword_only_argument_is_refused():
    def compute(*, a: Annotated[float, Takes("number", "a", "一")]):
        return a

    with pytest.raises(FunctionError, match="keyword-only"):
        declared(compute)


def test_variable_arguments_are_refused():
    def compute(*a: Annotated[float, Takes("number", "a", "一")]):
        return a

    with pytest.raises(FunctionError, match="variadic"):
        declared(compute)


def test_an_argument_without_text_is_refused():
    def compute(a: float):
        return a

    with pytest.raises(FunctionError, match="no text"):
        declared(compute)


def test_a_word_that_vba_reserves_is_refused():
    def compute(close: Annotated[float, Takes("number", "a", "一")]):
        return close

    with pytest.raises(FunctionError, match="VBA reserves the word 'close'"):
        declared(compute)


def test_too_many_arguments_are_refused():
    with pytest.raises(FunctionError, match="61 arguments"):
        check_texts("TRIAL", {"en": "x"}, {f"a{place}": {"en": "x"} for place in range(61)})


def test_a_function_without_an_example_is_refused():
    with pytest.raises(FunctionError, match="no example"):
        declared(lambda: 0, examples=())


def test_two_functions_of_one_name_are_refused():
    with pytest.raises(FunctionError, match="Two functions"):
        function(en="x", zh="一", examples=EXAMPLE)(yoy)
