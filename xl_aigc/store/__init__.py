"""The store: every figure that was ever known, vintage by vintage, in SQLite or PostgreSQL.

Knows no workbook. `opening.open_store` opens or makes one, `store.Store` reads and records.
"""
