"""Every documented example gives the documented result, under each name a host uses."""

from __future__ import annotations

import pytest

from xl_aigc.functions import CATALOGUE, facts, use_facts
from xl_aigc.functions.reference_facts import ReferenceFacts
from xl_aigc.functions.store_facts import StoreFacts
from xl_aigc.hosts.headless import evaluate
from xl_aigc.store.opening import open_store

EXAMPLES = [(key, example) for key, each in CATALOGUE.items() for example in each.examples]


@pytest.fixture(scope="module", params=["bundled facts", "sqlite", "postgres"])
def a_reader(request, tmp_path_factory):
    """The cells read the bundled facts, and then new stores of both kinds."""
    if request.param == "postgres":
        place = request.getfixturevalue("postgres").database()
    else:
        place = str(tmp_path_factory.mktemp("store") / "store.sqlite")
    if request.param != "bundled facts":
        open_store(place)
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "bundled facts":
            patch.setenv("XL_AIGC_STORE", place)
        use_facts(None)
        kind = ReferenceFacts if request.param == "bundled facts" else StoreFacts
        assert isinstance(facts(), kind)
        yield
    use_facts(None)


@pytest.mark.usefixtures("a_reader")
@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=lambda value: getattr(value, "formula", value))
def test_an_example_gives_its_documented_result(key, example, agree):
    assert f"AIGC_{key}(" in example.formula
    for prefix in ("AIGC_", "AIGC.", "_xldudf_AIGC_"):
        got = evaluate(example.formula.replace("=AIGC_", f"={prefix}").replace("(AIGC_", f"({prefix}"))
        assert agree(got, example.result), f"{example.formula} gave {got!r}"
