"""A real nginx with the sample of `deploy/nginx.conf`, on loopback and without TLS."""

from __future__ import annotations

import getpass
import re
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from support.required import missing
from support.server_process import MOST_SECONDS, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAMPLE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
OUTER = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log warn; {user}
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  {inner}
}}
"""


def need_nginx() -> str:
    """The program; skips the test without it, unless it is required."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or missing("nginx", "nginx")


def _local(port: int, processes: Sequence[int]) -> str:
    """The sample's first server and its processes, at ports of ours and without its certificate."""
    text = SAMPLE.read_text(encoding="utf-8").split("# Any other name.")[0]
    text = re.sub(r"ssl_\w+ [^;]*;", "", text).replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    for sample, own in zip((8001, 8002), processes, strict=True):
        text = text.replace(f"127.0.0.1:{sample} ", f"127.0.0.1:{own} ")
    return text


@contextmanager
def proxy(folder: Path, processes: Sequence[int]) -> Iterator[int]:
    """The port of an nginx before two processes, stopped afterwards."""
    program, port = need_nginx(), free_port()
    user = "user root;" if getpass.getuser() == "root" else ""
    file = folder / "nginx.conf"
    file.write_text(OUTER.format(folder=folder, user=user, inner=_local(port, processes)), encoding="utf-8")
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen([program, "-p", folder, "-c", file], stdout=output, stderr=output)
    try:
        _wait(process, folder)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Until it listens: it writes its number then."""
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if (folder / "pid").exists():
            return
        time.sleep(0.05)
    raise AssertionError((folder / "output").read_text(encoding="utf-8"))
