"""The compiled measures are those of the file of measures, and every host can read them."""

from __future__ import annotations

import pytest

from xl_aigc.functions.compile_measures import file_text, segments_text
from xl_aigc.functions.measures_file import FILE, compiled, from_table
from xl_aigc.functions.segment_words import FILE as SEGMENTS
from xl_aigc.measures.own import program_table


def test_the_compiled_file_is_up_to_date():
    said = "run: python -m xl_aigc.functions.compile_measures"
    assert FILE.read_text(encoding="utf-8") == file_text(), said
    assert SEGMENTS.read_text(encoding="utf-8") == segments_text(), said


def test_reading_gives_the_trees_that_were_written():
    assert compiled() == from_table(program_table())


@pytest.mark.parametrize("key", ["rd_intensity", "net_margin", "growth_cohort", "screen_score", "price_flag"])
def test_the_measures_of_the_report_are_there(key):
    assert key in compiled().measures
