"""A formula of one row as a formula of a whole column: nothing in it may run over all rows."""

from __future__ import annotations

import re

import pytest

from xl_aigc.measures import MEASURES
from xl_aigc.measures.spilled import spilled


def test_counts_and_conjunctions_become_sums_and_products_inside_each_other_too():
    # By hand: COUNT of a nested IF, AND within OR.
    assert spilled('IF(COUNT([a],IF([b]=1,2,"n.a."))=2,1,0)') == (
        'IF((ISNUMBER([a])+ISNUMBER(IF([b]=1,2,"n.a.")))=2,1,0)'
    )
    assert spilled("OR(AND([a],[b]),[c])") == "((((([a])*([b])))+([c]))>0)"


def test_a_text_that_looks_like_a_call_stays():
    assert spilled('IF([a]="AND(x,y)",OR([a]=1,[a]=")"),0)') == (
        'IF([a]="AND(x,y)",((([a]=1)+([a]=")"))>0),0)'
    )


@pytest.mark.parametrize("key", MEASURES)
def test_no_column_uses_a_function_that_gives_one_number_for_all_rows(key):
    bare = re.sub(r'"[^"]*"', "", MEASURES[key].spilled)
    assert not re.search(r"\b(COUNT|COUNTIF|AND|OR|SUM|MAX|MIN)\(", bare)
