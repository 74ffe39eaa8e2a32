"""Lists every route of the application that runs a project; as a program it prints them as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys


def routes(project):
    """The routes of a project: path and methods; a mounted folder has no methods of its own."""
    environment = os.environ | {"XLWINGS_PROJECT_DIR": str(project), "XLWINGS_ENVIRONMENT": "dev"}
    done = subprocess.run(
        [sys.executable, __file__], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return [(path, frozenset(methods)) for path, methods in json.loads(done.stdout)]


def walk(found, prefix=""):
    for each in found:
        inner = getattr(each, "original_router", None)  # FastAPI keeps an included router whole
        if inner is not None:
            yield from walk(inner.routes, prefix)
        else:
            yield prefix + each.path, sorted(getattr(each, "methods", None) or ())
            yield from walk(getattr(each, "routes", None) or (), prefix + each.path)


if __name__ == "__main__":
    from xlwings_server.main import app

    import xl_aigc.hosts.xlwings_server.asgi  # noqa: F401  adds what the guard adds

    print(json.dumps(list(walk(app.routes))))  # noqa: T201  the answer
