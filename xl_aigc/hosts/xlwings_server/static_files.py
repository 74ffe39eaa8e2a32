"""The static files of a project and of xlwings Server, served from their own folders only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from xlwings_server.main import OverridableStaticFiles

if TYPE_CHECKING:
    from fastapi import FastAPI


def contain(app: FastAPI) -> None:
    """Put Starlette's lookup in place of the one of xlwings Server (1.0.0 to 1.20.0), which leaves its folder.

    There a path is joined to the project's folder and opened as it is, so that `/static/../pyproject.toml` and a link
    that leads out of the folder are answered. Starlette's lookup takes several folders, and refuses both.
    """
    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, OverridableStaticFiles):
            files = StaticFiles(directory=route.app.package_dir)
            files.all_directories.insert(0, route.app.user_dir)
            route.app = files
