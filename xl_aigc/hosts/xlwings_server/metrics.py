"""Counts and times of a process's requests, in the text that Prometheus reads."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xl_aigc.hosts.xlwings_server.note import Note

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the classes of seconds."""
_NO_FUNCTION: Final = "other"


class Metrics:
    """Metrics of one process.

    Example:
        >>> from xl_aigc.hosts.xlwings_server.note import Note
        >>> metrics = Metrics()
        >>> metrics.add(Note(function="aigc_yoy", calls=1, cells=2), 200, 0.004)
        >>> [line for line in metrics.text().splitlines() if line.startswith("aigc_requests_total")]
        ['aigc_requests_total{function="aigc_yoy",status="200"} 1']
    """

    def __init__(self) -> None:
        self.under_way = 0
        self._requests: Counter[tuple[str, int]] = Counter()
        self._calls: Counter[str] = Counter()
        self._cells: Counter[str] = Counter()
        self._seconds: Counter[str] = Counter()
        self._classes: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 1))
        self._start = time.time()

    def add(self, note: Note, status: int, seconds: float) -> None:
        """Count a request that is answered."""
        function = note.function or _NO_FUNCTION
        self._requests[function, status] += 1
        self._calls[function] += note.calls
        self._cells[function] += note.cells
        self._seconds[function] += seconds  # type: ignore[assignment]  # a Counter of floats adds as well
        self._classes[function][bisect_left(_BOUNDS, seconds)] += 1

    def text(self) -> str:
        """Return all metrics."""
        single = {
            "aigc_requests_under_way gauge": self.under_way,
            "process_start_time_seconds gauge": round(self._start),
            "process_cpu_seconds_total counter": round(time.process_time(), 3),
        }
        lines = ["# TYPE aigc_requests_total counter"]
        lines += [
            f'aigc_requests_total{{function="{function}",status="{status}"}} {count}'
            for (function, status), count in self._requests.items()
        ]
        for name, counts in (("calls", self._calls), ("cells", self._cells)):
            lines.append(f"# TYPE aigc_{name}_total counter")
            lines += [f'aigc_{name}_total{{function="{key}"}} {count}' for key, count in counts.items()]
        lines.append("# TYPE aigc_request_seconds histogram")
        for function in self._classes:
            lines += self._histogram(function)
        for kind, value in single.items():
            lines += [f"# TYPE {kind}", f"{kind.split()[0]} {value}"]
        return "\n".join(lines) + "\n"

    def _histogram(self, function: str) -> list[str]:
        """Return the classes of a function's seconds, each with all faster ones in it."""
        lines, count = [], 0
        for bound, more in zip((*_BOUNDS, "+Inf"), self._classes[function], strict=True):
            count += more
            lines.append(f'aigc_request_seconds_bucket{{function="{function}",le="{bound}"}} {count}')
        lines.append(f'aigc_request_seconds_sum{{function="{function}"}} {self._seconds[function]:.6f}')
        lines.append(f'aigc_request_seconds_count{{function="{function}"}} {count}')
        return lines
