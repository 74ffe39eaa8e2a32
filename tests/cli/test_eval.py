"""`eval` prints what cells show."""

from __future__ import annotations

import pytest

from xl_aigc.cli.run import run


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=AIGC_YOY(120,100)", "0.2\n"),  # (120 - 100) / 100
        ("=AIGC_YOY(1,0)", "#DIV/0!\n"),
        ('=AIGC_STATUS(-389000000,358000000,"zh")', "由盈转亏\n"),  # Kunlun, first half of 2024
        ("=AIGC.YOY({120;90},100)", "0.2\n-0.1\n"),
        ("=AIGC_YOY(120,100)>0", "TRUE\n"),
        ("=AIGC_ABOVE({1,2,3},{1,2})", "2\t1\n"),
    ],
)
def test_a_formula_shows_its_value(formula, shown, capsys):
    assert run(["eval", formula]) == 0
    assert capsys.readouterr().out == shown


def test_a_text_that_is_no_formula_is_one_clear_paragraph(capsys):
    assert run(["eval", "=AIGC_YOY(120"]) == 1
    assert "Traceback" not in capsys.readouterr().err
