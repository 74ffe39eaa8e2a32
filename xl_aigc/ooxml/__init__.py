"""Finishing of .xlsx files: cached values, dynamic arrays, streamed tables, chart caches; knows nothing of AIGC."""
