"""Bounds on the time and the size of a request."""

from __future__ import annotations

from typing import Final

HEAD_SECONDS: Final = 10.0
"""Seconds within which the headers of a request must have arrived."""
HEAD_BYTES: Final = 32 * 1024
"""Bytes of the request line and all headers."""
HEADERS: Final = 100
"""Number of headers that a request may have."""
BODY_SECONDS: Final = 30.0
"""Seconds within which a body must have arrived."""
BODY_BYTES: Final = 16 * 1024 * 1024
"""Bytes of a body; a table of 5,500 rows and 40 columns takes about 2.5 million."""
DROPPED_BYTES: Final = 1024 * 1024 * 1024
"""Bytes of a body over the limit that are read and dropped before the connection is cut."""
LIGHT_BYTES: Final = 32 * 1024
"""Bytes of a call's body up to which it is computed at once; a larger one goes to a process of its own."""
TABLES_WAITING: Final = 16
"""Large calls that may wait for that process."""
BATCH_CALLS: Final = 1_000
"""Calls of one request."""
BATCH_BYTES: Final = 1024 * 1024
"""Bytes of a request with several calls; those that Excel's side makes have some 150,000."""
SLICE_SECONDS: Final = 0.005
"""Seconds for which the calls of one request are computed before others have a turn."""
STOP_SECONDS: Final = 30
"""Seconds that calls under way have to finish when the server is stopped."""
