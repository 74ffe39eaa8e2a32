"""The program and its commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from xl_aigc.cli import addin, data, layout, store
from xl_aigc.cli.adopt import adopt
from xl_aigc.cli.build import build
from xl_aigc.cli.check import check
from xl_aigc.cli.diff import diff
from xl_aigc.cli.doctor import doctor
from xl_aigc.cli.evaluate import evaluate
from xl_aigc.cli.freeze import freeze
from xl_aigc.cli.preview import preview
from xl_aigc.cli.refresh import refresh
from xl_aigc.cli.roll import roll
from xl_aigc.cli.say import say
from xl_aigc.cli.serve import serve
from xl_aigc.version import __version__

app = typer.Typer(
    name="xl-aigc",
    help="Who earns with AIGC? Builds the report workbook, and checks workbooks, data folders and layouts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(build)
app.command()(check)
app.command()(preview)
app.command()(freeze)
app.command()(refresh)
app.command()(roll)
app.command()(adopt)
app.command()(diff)
app.add_typer(addin.app, name="addin")
app.add_typer(data.app, name="data")
app.add_typer(layout.app, name="layout")
app.add_typer(store.app, name="store")
app.command()(doctor)
app.command()(serve)
app.command("eval")(evaluate)


def _version(wanted: bool) -> None:  # noqa: FBT001  the form that typer calls back with
    if wanted:
        say(f"xl_aigc {__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the program an error arose. May stand anywhere.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options that every command takes."""
