"""Calls a second of the worksheet functions' server, the time of a call, and the processor time that it takes the server.

    python benchmarks/server.py [--seconds 6] [--processes 1] [--postgres]

The server runs with so many workers over a new store of the bundled figures, in SQLite or in a PostgreSQL that is started for it. The clients are
asyncio on the same machine: they take processor time from the server, so that the rates are lower bounds. What does not
depend on them, nor on what else the machine does, is the processor time of all the server's processes for each call: what so many analysts
need is computed from it.

With PYTHONPATH set to another tree of the project that one's server is measured; what it does not answer is left out.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice, product
from pathlib import Path
from typing import TYPE_CHECKING

import rounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from support.office_js_calls import HEADER, payload
from support.postgres import running_server
from support.server_process import CALL, Server, running

from xl_aigc.functions import CATALOGUE
from xl_aigc.store.opening import open_store

BATCH = "/aigc/batch"
MANY = 1_000
"""Calls of a batch."""
TICKS = os.sysconf("SC_CLK_TCK")
CLIENTS = 20
ANALYSTS = 500
OPENED = 10_000
"""Cells of formulas in the workbook that each analyst opens at half past nine."""
ACTIVE = 0.05
"""Of the analysts, who recalculate so many cells each minute of the day."""
ITEMS = (
    "revenue", "net_profit", "rd_expense", "price_change", "revenue_yoy", "net_profit_yoy", "rd_intensity", "net_margin",
)  # fmt: skip


def table(rows: int) -> dict[str, object]:
    """A call with a table of so many companies."""
    return payload(
        "COHORT",
        [[HEADER, *[[f"{300000 + place}.SZ", 120.5 + place % 7, 100.0, 5.0, 4.0] for place in range(rows)]]],
    )


def figures(count: int) -> list[dict[str, object]]:
    """Calls for a figure each: every company's, over and over."""
    tickers = [row[0] for row in CATALOGUE["BASKET"].call(None, "ticker")[1:]]
    known = islice(cycle(product(tickers, ITEMS[:3], ("2024H1", "2023H1"))), count)
    return [payload("FIGURE", each) for each in known]


def batch(calls: Sequence[dict[str, object]]) -> dict[str, object]:
    own = ("func_name", "args", "caller_address")
    shared = {key: value for key, value in calls[0].items() if key not in own}
    return {**shared, "calls": [{key: call[key] for key in own} for call in calls]}


@dataclass(frozen=True)
class Kind:
    """A kind of request.

    Attributes:
        name: for the table.
        body: of the request.
        path: where it goes.
        clients: at once.
        cells: of formulas that it answers.
    """

    name: str
    body: dict[str, object]
    path: str = CALL
    clients: int = CLIENTS
    cells: int = 1


@dataclass
class Measured:
    """What came of a kind of request.

    Attributes:
        seconds: of each answer.
        wall: of all.
        processor: of the server's processes.
    """

    seconds: list[float] = field(default_factory=list)
    wall: float = 0.0
    processor: float = 0.0

    def percentile(self, hundredth: int) -> float:
        """Milliseconds within which so many of a hundred answers came."""
        return (
            1000 * statistics.quantiles(self.seconds, n=100)[hundredth - 1]
            if len(self.seconds) > 1
            else 1000 * self.seconds[0]
        )


def request(body: dict[str, object], path: str) -> bytes:
    content = json.dumps(body, separators=(",", ":")).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


async def client(port: int, sent: bytes, seconds: list[float], end: float) -> None:
    """Call over one connection until the time is over."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < end:
        start = time.perf_counter()
        writer.write(sent)
        head = await reader.readuntil(b"\r\n\r\n")
        size = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        answer = await reader.readexactly(int(size.split(b":")[1]))
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(answer[:200])
        seconds.append(time.perf_counter() - start)
    writer.close()


async def load(port: int, kinds: Sequence[Kind], seconds: float) -> list[Measured]:
    """Requests of several kinds at once."""
    found = [Measured() for _ in kinds]
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for kind, measured in zip(kinds, found, strict=True):
            sent = request(kind.body, kind.path)
            for _ in range(kind.clients):
                group.create_task(client(port, sent, measured.seconds, start + seconds))
    for measured in found:
        measured.wall = time.perf_counter() - start
    return found


def family(process: int) -> list[int]:
    """A process and all that it has started."""
    own = [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return [process, *(each for child in own for each in family(child))]


def processor(process: int) -> float:
    """Seconds of the processor that a process and all that it has started have taken."""
    fields = (Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in family(process))
    return sum(int(each[11]) + int(each[12]) for each in fields) / TICKS


def megabytes(process: int) -> list[float]:
    """The memory of each of a server's processes that is in use."""
    texts = (Path(f"/proc/{each}/status").read_text() for each in family(process))
    return sorted(int(text.split("VmRSS:")[1].split()[0]) / 1024 for text in texts)


def measured(server: Server, kinds: Sequence[Kind], seconds: float) -> list[Measured]:
    asyncio.run(load(server.port, kinds, 0.5))
    before = processor(server.process.pid)
    found = asyncio.run(load(server.port, kinds, seconds))
    found[0].processor = processor(server.process.pid) - before
    return found


@contextmanager
def server(processes: int, *, postgres: bool = False) -> Iterator[Server]:
    """A server over a store of the bundled figures."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        if postgres:
            store = stack.enter_context(contextmanager(running_server)()).database()
        else:
            store = str(Path(folder, "store.sqlite"))
        open_store(store)
        with running(Path(folder), "--workers", str(processes), XL_AIGC_STORE=store) as found:
            yield found


def answers(found: Server, kind: Kind) -> bool:
    with found.client() as one:
        return one.post(kind.body, kind.path).status == 200


def print_kinds(found: Server, seconds: float) -> dict[str, float]:
    """A line a kind; returns milliseconds of the processor for each cell."""
    calls = figures(MANY)
    tickers = [[call["args"][0][0][0]] for call in calls[:55]]  # type: ignore[index]
    kinds = (
        Kind("YOY", payload("YOY", [120, 100])),
        Kind("FIGURE", calls[0]),
        Kind("FIGURE, 55 x 8", payload("FIGURE", [tickers, [list(ITEMS)]])),
        Kind("COHORT, 55 rows", table(55)),
        Kind("COHORT, 5,500 rows", table(5_500), clients=2),
        Kind("1,000 FIGURE together", batch(calls), BATCH, clients=4, cells=MANY),
    )
    print(f"{'':<24}{'calls/s':>9}{'p50 ms':>9}{'p95':>8}{'p99':>8}{'processor ms':>14}")
    costs = {}
    for kind in kinds:
        if not answers(found, kind):
            continue
        [one] = measured(found, [kind], seconds)
        count = len(one.seconds)
        cost = 1000 * one.processor / count
        costs[kind.name] = cost / kind.cells
        middle, slow, slowest = (one.percentile(each) for each in (50, 95, 99))
        print(f"{kind.name:<24}{count / one.wall:9,.0f}{middle:9.1f}{slow:8.1f}{slowest:8.1f}{cost:14.2f}")
    return costs


def print_beside(found: Server, seconds: float) -> None:
    """The time of a light call alone, and beside a client that sends tables without a pause."""
    light = Kind("YOY", payload("YOY", [120, 100]), clients=4)
    print(f"\n{'YOY, 4 clients, beside':<24}{'p50 ms':>9}{'p95':>8}{'p99':>8}{'tables':>9}")
    beside = (
        None,
        *(Kind(f"{rows:,} rows", table(rows), clients=1) for rows in (5_500, 50_000)),
        Kind("20,000 in a batch", batch([table(20_000), *figures(10)]), BATCH, clients=1),
    )
    for kind in beside:
        one, *tables = measured(found, [light, *([kind] if kind else [])], seconds)
        middle, slow, slowest = (one.percentile(each) for each in (50, 95, 99))
        count = len(tables[0].seconds) if tables else 0
        print(f"{kind.name if kind else 'nothing':<24}{middle:9.1f}{slow:8.1f}{slowest:8.1f}{count:9}")


def print_needs(costs: dict[str, float]) -> None:
    """What the analysts need, from the processor time of a cell."""
    print(
        f"\n{ANALYSTS} analysts, computed: {ANALYSTS * OPENED:,} cells at the opening; {ACTIVE:.0%} recalculate {OPENED:,} cells a minute"
    )
    for name in ("FIGURE", "1,000 FIGURE together"):
        if name in costs:
            opening = costs[name] / 1000 * ANALYSTS * OPENED
            cores = costs[name] / 1000 * ANALYSTS * ACTIVE * OPENED / 60
            print(
                f"{name:<24}{opening:9,.0f} core-seconds, {opening / 8:6,.0f} s on 8 cores; {cores:.2f} cores all day"
            )


def main() -> None:
    reader = rounds.reader(__doc__, seconds=6, processes=1)
    reader.add_argument("--postgres", action="store_true", help="over PostgreSQL")
    options = reader.parse_args()
    with server(options.processes, postgres=options.postgres) as found:
        print(
            f"{rounds.machine()}; load {os.getloadavg()[0]:.1f} before; {options.processes} workers, {options.seconds} s each\n"
        )
        costs = print_kinds(found, options.seconds)
        print_beside(found, options.seconds)
        print(f"\nMB of each process: {', '.join(f'{each:.0f}' for each in megabytes(found.process.pid))}")
        print_needs(costs)
        print(f"load {os.getloadavg()[0]:.1f} after")


if __name__ == "__main__":
    main()
