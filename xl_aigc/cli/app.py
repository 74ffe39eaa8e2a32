"""The program and its commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from xl_aigc.cli import addin, data, layout, store
from xl_aigc.cli.adopt import adopt
from xl_aigc.cli.build import build
from xl_aigc.cli.check import check
from xl_aigc.cli.commands import Commands
from xl_aigc.cli.diff import diff
from xl_aigc.cli.doctor import doctor
from xl_aigc.cli.evaluate import evaluate
from xl_aigc.cli.examples import examples
from xl_aigc.cli.freeze import freeze
from xl_aigc.cli.language import Spoken
from xl_aigc.cli.panel import panel
from xl_aigc.cli.preview import preview
from xl_aigc.cli.refresh import refresh
from xl_aigc.cli.roll import roll
from xl_aigc.cli.say import say
from xl_aigc.cli.serve import serve
from xl_aigc.version import __version__

app = Commands(
    name="xl-aigc",
    help="Who earns with AIGC? Builds the report workbook, and checks workbooks, data folders and layouts.",
    epilog="Exit codes: 0 fine; 1 something was found, or can't be done; 2 wrong arguments; 70 a fault of the program; "
    "130 interrupted.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (build, check, preview, freeze, refresh, roll, adopt, diff, panel):
    app.command(epilog=examples(command.__name__))(command)
for name, group in {"addin": addin.app, "data": data.app, "layout": layout.app, "store": store.app}.items():
    app.add_typer(group, name=name)
app.command(epilog=examples("doctor"))(doctor)
app.command(epilog=examples("serve"))(serve)
app.command("eval", epilog=examples("eval"))(evaluate)


def _version(wanted: bool) -> None:  # noqa: FBT001  the form that typer calls back with
    if wanted:
        say(f"xl_aigc {__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell each step and when it began.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing but errors; the exit code tells the rest.")
    ] = False,
    lang: Annotated[
        Spoken | None, typer.Option("--lang", help="Language of the messages.", show_default="your locale's")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options that every command takes, wherever they stand."""
