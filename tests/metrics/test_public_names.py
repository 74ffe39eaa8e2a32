"""What the floor offers: every name documented, every function with an example that runs."""

from __future__ import annotations

import inspect

import pytest
from support.examples import run_examples

from xl_aigc import metrics

FUNCTIONS = [name for name in metrics.__all__ if inspect.isfunction(getattr(metrics, name))]


def test_all_is_sorted_without_repetition_and_complete():
    assert len(set(metrics.__all__)) == len(metrics.__all__)
    public = {
        name
        for name, value in vars(metrics).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert public == set(metrics.__all__)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_an_example_that_runs(name):
    run_examples(getattr(metrics, name), name)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_says_what_it_returns(name):
    assert "Returns:" in inspect.getdoc(getattr(metrics, name)) or name in {
        "summarise",
        "rank_correlation",
        "interval_names",
    }
