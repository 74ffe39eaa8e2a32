"""`addin`: the worksheet functions for a spreadsheet program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_aigc.cli.addin_excel import excel
from xl_aigc.cli.addin_lite import lite
from xl_aigc.cli.addin_upgrade import upgrade
from xl_aigc.cli.commands import Commands
from xl_aigc.cli.examples import examples
from xl_aigc.cli.say import say
from xl_aigc.cli.targets import in_folder

app = Commands(help="Write the worksheet functions for a spreadsheet program.")
app.command(epilog=examples("addin excel"))(excel)
app.command(epilog=examples("addin lite"))(lite)
app.command(epilog=examples("addin upgrade"))(upgrade)


@app.command(epilog=examples("addin libreoffice"))
def libreoffice(
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE|FOLDER", help="The .oxt file to write.")
    ] = Path("xl_aigc.oxt"),
    install: Annotated[bool, typer.Option("--install", help="Install it too, for you alone.")] = False,
    profile: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="LibreOffice profile to install into.", show_default="your own"),
    ] = None,
) -> None:
    """Write the extension for LibreOffice Calc, whose formulas are then =AIGC.YOY(A1;B1) and so on."""
    from xl_aigc.hosts.libreoffice.extension import build_oxt
    from xl_aigc.hosts.libreoffice.install import install_oxt
    from xl_aigc.hosts.libreoffice.office import environment_in_the_way
    from xl_aigc.report.output import check_output

    target = in_folder(output, "xl_aigc.oxt")
    check_output(target, ".oxt")
    oxt = build_oxt(target)
    say(f"Wrote {oxt.resolve()}")
    if install or profile is not None:
        install_oxt(oxt, profile)
        say("Installed. Start LibreOffice again, and type =AIGC.HELP() in a cell.")
    else:
        say("Install it with --install, or in LibreOffice: Tools, Extensions, Add.")
    if warning := environment_in_the_way():
        say(warning)
