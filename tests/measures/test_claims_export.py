"""The table of verdicts that worksheet functions read is the one that the measures give."""

from __future__ import annotations

from xl_aigc.hosts.headless import evaluate
from xl_aigc.measures.claims.export import TARGET, claims_table


def test_the_table_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == claims_table(), (
        "rewrite it: python -m xl_aigc.measures.claims.export"
    )


def test_a_cell_shows_the_verdict_on_the_thirteen() -> None:
    # The article: 13 of 55 grew both. The figures: 11 of the 50 known did, and four others may have: 13 is possible.
    assert evaluate('=AIGC_CLAIM("both_up_count")') == "open"
    assert evaluate('=AIGC_CLAIM("both_up_count","measured")') == 11
    assert evaluate('=AIGC_CLAIM("both_up_count","stated")') == 13
