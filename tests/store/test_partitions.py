"""A store in PostgreSQL whose figures are parted by period, by the statements of docs/scale.md, is the same store."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import psycopg
from support.restated import KEY, kunlun_restated

from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.store.opening import open_store

DOCS = Path(__file__).parents[2] / "docs" / "scale.md"


def test_a_parted_store_is_refreshed_and_read_as_before(postgres):
    url = postgres.database()
    batch = bundled_batch()
    store = open_store(url)
    store.record(batch, dt.datetime(2024, 9, 30, tzinfo=dt.UTC))
    [statements] = re.findall(r"```sql\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)
    with psycopg.connect(url, autocommit=True) as connection:
        before = connection.execute("SELECT * FROM figure ORDER BY 1, 2, 3, 4").fetchall()
        connection.execute(statements)
        assert connection.execute("SELECT * FROM figure ORDER BY 1, 2, 3, 4").fetchall() == before
        old, later = kunlun_restated(batch)
        store.record(later, dt.datetime(2024, 10, 31, tzinfo=dt.UTC))
        rows = connection.execute(
            "SELECT tableoid::regclass::text, value FROM figure WHERE ticker = %s AND item = %s AND period = %s ORDER BY vintage",
            KEY,
        ).fetchall()
    assert rows == [("figure_2024", old.value), ("figure_2024", 2_600_000_000.0)]
