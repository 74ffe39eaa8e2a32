"""A real xlwings Server in a process of its own, and a client that speaks HTTP to it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from support.required import missing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CALL = "/xlwings/custom-functions-call"
MOST_SECONDS = 60


def need_server():
    """Skip where xlwings Server is not installed, unless it is required."""
    if find_spec("xlwings_server") is None:
        missing("server", "xlwings-server")


@dataclass(frozen=True)
class Reply:
    """A status, the body, and the headers as far as a test asks for them."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """One client with one connection, as one Excel."""

    def __init__(self, port, headers=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=MOST_SECONDS)
        self.headers = headers or {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def get(self, path):
        return self._reply("GET", path, None, {})

    def post(self, body, path=CALL, **headers):
        # JSON has no infinity, but a number as large as that.
        content = body if isinstance(body, bytes) else json.dumps(body).replace("Infinity", "1e999").encode()
        return self._reply("POST", path, content, {"Content-Type": "application/json", **headers})

    def call(self, body):
        """The result of a call that must succeed."""
        reply = self.post(body)
        assert reply.status == 200, reply.body
        return reply.json["result"]

    def _reply(self, method, path, body, headers):
        self.connection.request(method, path, body, {**self.headers, **headers})
        answer = self.connection.getresponse()
        return Reply(answer.status, answer.read(), answer.headers)


@dataclass(frozen=True)
class Server:
    """A running server: its port, its process, and the file that takes what it prints."""

    port: int
    process: subprocess.Popen
    output: Path

    def client(self, **headers):
        return Client(self.port, headers)

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=MOST_SECONDS)

    def raw(self, request):
        """The reply to bytes that no client puts in order before: status line, headers and body."""
        with self.connect() as connection:
            connection.sendall(request)
            parts = iter(lambda: connection.recv(65_536), b"")
            return b"".join(parts)

    def ask(self, target, method="GET", headers=(), host="localhost"):
        """The status and the body that one request gets, sent as it stands."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
        head, _, body = self.raw("\r\n".join([*lines, "", ""]).encode("latin-1")).partition(b"\r\n\r\n")
        return Reply(int(head.split()[1]), body)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(folder, *options, port=None, **environment):
    """Start `xl-aigc serve` with a project in a folder, at a free port if none is named, and stop it afterwards."""
    port, output = port or free_port(), folder / "output.txt"
    command = [
        sys.executable,
        "-m",
        "xl_aigc",
        "serve",
        "--port",
        str(port),
        "--project",
        str(folder / "project"),
    ]
    own = {key: value for key, value in os.environ.items() if not key.startswith(("XLWINGS_", "XL_AIGC_"))}
    own |= {
        "XLWINGS_LICENSE_KEY": "noncommercial",
        "XL_AIGC_LOG": str(folder / "functions.log"),
        **environment,
    }
    with output.open("wb") as stream:
        process = subprocess.Popen(
            [*command, *options],
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={key: value for key, value in own.items() if value} | {"PYTHONUNBUFFERED": "1"},
            cwd=folder,
        )
    try:
        _wait(process, port, output)
        yield Server(port, process, output)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process, port, output):
    """Until the server answers."""
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(
                f"the server left with {process.returncode}: {output.read_text(encoding='utf-8')}"
            )
        try:
            with Client(port) as client:
                if client.get("/").status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer: {output.read_text(encoding='utf-8')}")
