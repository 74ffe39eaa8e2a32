"""The verdicts on the article as a table that the worksheet functions read without computing anything.

usage: python -m xl_aigc.measures.claims.export        rewrites `xl_aigc/functions/claims.csv`
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import word
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.frame import build_frame

if TYPE_CHECKING:
    from xl_aigc.measures.claims.result import ClaimResult

TARGET: Final = Path(__file__).parents[2] / "functions" / "claims.csv"
HEADER: Final = ("id", "verdict", "stated", "measured", "known", "note")


def claims_table() -> str:
    """Return the text of the table, for the bundled basket."""
    facts = load_facts()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_row(result) for result in evaluate(build_frame(facts, facts.period, facts.compare)))
    return text.getvalue()


def _row(result: ClaimResult) -> tuple[str, ...]:
    claim = result.claim
    known = f"{result.evidence.known}/{result.evidence.due}" if result.evidence.due else ""
    verdict = word(result.verdict, "en")
    return (
        claim.id,
        verdict,
        _text(claim.stated),
        _text(result.evidence.measured),
        known,
        claim.note.get("en", ""),
    )


def _text(value: object) -> str:
    """Return a number in its shortest form, tickers side by side, a missing value as nothing."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return " ".join(map(str, value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    TARGET.write_text(claims_table(), encoding="utf-8")
