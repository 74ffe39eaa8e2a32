"""Inputs spoiled at random are answered or refused in words, in time; and the search for faults finds those that are there."""

from __future__ import annotations

import random
import signal

import pytest
from support import fuzz_inputs
from support.mutations import spoiled_bytes, spoiled_table, spoiled_yaml

SEED, CASES = 20241128, 60


@pytest.fixture(autouse=True)
def same_signal(monkeypatch):
    monkeypatch.setenv("XL_AIGC_LOG", "")
    before = {number: signal.getsignal(number) for number in (signal.SIGALRM, signal.SIGPROF)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_spoiled_inputs_are_answered_or_refused_in_words(tmp_path):
    assert fuzz_inputs.fuzz(tmp_path, SEED, cases=CASES) == []


@pytest.mark.parametrize(
    ("code", "said", "problem"),
    [
        (70, "An unexpected error", "exit code 70"),
        (1, "a\x1b[31m", "raw"),
        (0, "\x9b", "raw"),
        (1, "Traceback (most", "Traceback"),
    ],
)
def test_a_fault_is_seen(code, said, problem):
    with pytest.raises(AssertionError, match=problem):
        fuzz_inputs.judge(code, said)


def test_the_same_number_spoils_the_same_way():
    def once():
        chance = random.Random("1:7")
        return [
            spoiled_bytes(b"abc" * 9, chance),
            spoiled_table("a,b\n1,2\n", chance),
            spoiled_yaml("a: 1\nb: 2", chance),
        ]

    assert once() == once()
