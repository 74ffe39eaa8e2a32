"""The routes of our own beside those of xlwings Server. The guard asks for a login before them, by xlwings Server's providers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from xl_aigc.functions.store_in_use import is_readable
from xl_aigc.hosts.xlwings_server.access import HEALTH, METRICS
from xl_aigc.hosts.xlwings_server.batch import batch_body, vintage
from xl_aigc.hosts.xlwings_server.guard import BATCH, TABLE
from xl_aigc.hosts.xlwings_server.metrics import MEDIA_TYPE, Metrics
from xl_aigc.hosts.xlwings_server.note import note_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from xl_aigc.hosts.xlwings_server.payload import Refusal
    from xl_aigc.hosts.xlwings_server.tables import Tables


@dataclass(frozen=True)
class Routes:
    """The routes and what they answer from.

    Args:
        functions: how many arguments each of our functions takes.
        tables: computes large calls.
        metrics: of this process.
    """

    functions: Mapping[str, int | None]
    tables: Tables
    metrics: Metrics

    def under(self, path: str) -> list[Route]:
        """Return the routes, below a path."""
        return [
            Route(f"{path}{BATCH}", self._batch, methods=["POST"]),
            Route(f"{path}{TABLE}", self._table, methods=["POST"]),
            Route(f"{path}/aigc/version", self._version),
            Route(f"{path}{METRICS}", self._metrics),
            Route(f"{path}{HEALTH}", self._health),
        ]

    async def _batch(self, request: Request) -> Response:
        body, note = await request.body(), note_of(request.scope)
        if self.tables.takes_batch(body):
            return _answered(await self.tables.answer_batch(body, note))
        return _answered(await batch_body(body, self.functions, note))

    async def _table(self, request: Request) -> Response:
        return _answered(await self.tables.answer(await request.body(), note_of(request.scope)))

    async def _version(self, _: Request) -> Response:
        return _shown({"vintage": vintage()}, 200)

    async def _metrics(self, _: Request) -> Response:
        return PlainTextResponse(self.metrics.text(), media_type=MEDIA_TYPE)

    async def _health(self, _: Request) -> Response:
        """Answer who watches the server: whether figures can be read, and no more."""
        well = is_readable()
        return _shown({"status": "ok" if well else "the store can't be read"}, 200 if well else 503)


def _shown(found: Mapping[str, object], status: int) -> Response:
    return _json(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), status)


def _answered(found: bytes | Refusal) -> Response:
    if isinstance(found, bytes):
        return _json(found, 200)
    return _json(json.dumps({"detail": found.reason}).encode(), found.status, found.headers)


def _json(content: bytes, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(content, status, headers, media_type="application/json")
