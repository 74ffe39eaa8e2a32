"""Values of options: the spellings that are taken, and what is said of others."""

from __future__ import annotations

import pytest

from xl_aigc.data.units import UNITS, reported_in, reported_key, unit_names


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("build", "--unit", "foo"),
            "'foo' is not one of 'one', 'wan', 'million', 'yi', 'billion', nor a word",
        ),
        (("build", "--unit", "亿美元"), "The unit '亿美元' is of USD, and the figures are in CNY."),
        (("build", "--language", "cn"), "'cn' is not one of 'en', 'zh', 'ko'. Write zh."),
        (("data", "check", "--language", "kr"), "'kr' is not one of 'en', 'zh', 'ko'. Write ko."),
        (("--lang", "cn", "doctor"), "'cn' is not one of 'en', 'zh'. Write zh."),
        (("build", "--language", "jp"), "'jp' is not one of 'en', 'zh', 'ko'."),
        (("build", "--formulas", "x"), "'x' is not one of 'native', 'udf', 'values'."),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_a_value_that_is_not_taken_is_refused_in_plain_words(xl_aigc, arguments, says):
    refused = xl_aigc(*arguments)
    assert refused.code in {1, 2}
    assert says in refused.err
    assert "Value error" not in refused.err


def test_a_unit_is_known_by_its_key_and_by_every_spelling_of_the_table():
    # 1, 10^4, 10^6, 10^8 and 10^9 units of the currency.
    assert UNITS == {"one": 1.0, "wan": 1e4, "million": 1e6, "yi": 1e8, "billion": 1e9}
    spelled = {"one": "元", "wan": "万元", "million": "百万", "yi": "亿元", "billion": "十亿元"}
    for key, word in spelled.items():
        assert reported_in(word, "CNY") == reported_in(key, "CNY") == key
    assert {reported_key(name) for name in unit_names()} >= set(UNITS) - {"one"}
