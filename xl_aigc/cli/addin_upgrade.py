"""`addin upgrade`: the macros of a file brought to the installed version."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_aigc.cli.say import say


def upgrade(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsm or .xlam, closed in Excel.")],
) -> None:
    """Renew the macros of a file after pip install --upgrade; your own modules and all else of the file stay."""
    from xl_aigc.hosts.excel.upgrade import upgrade as renew

    done = renew(file)
    if done.copy is None:
        say(f"{file.name} is up to date; nothing was changed.")
        return
    say(f"Renewed: {', '.join(done.renewed)}")
    say(f"Kept as they were: {', '.join(done.kept)}")
    say(f"As it was before: {done.copy.name}")
