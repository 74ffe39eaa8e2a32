"""Requests to xlwings' COM server, in a process of its own: its stand-ins for Windows modules stay out of the tests' process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import xl_aigc

PROGRAM = Path(__file__).with_name("excel_server.py")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(xl_aigc.__file__).parents[1])}


class ComServer:
    """A running `excel_server.py`."""

    def __init__(self, log: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT | {"XL_AIGC_LOG": str(log)},
        )

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the COM server has gone"
        return json.loads(line)

    def call(self, function, *arguments):
        return self.ask(function=function, arguments=list(arguments))

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


def fresh_python(code: str, bytecode: Path) -> str:
    """What a fresh interpreter prints that has the package, with bytecode as an installed package has it."""
    environment = {key: value for key, value in ENVIRONMENT.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    return done.stdout
