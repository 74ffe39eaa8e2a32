"""Writes docs/commands.md: the help of every command, as the program prints it. Run: python docs/make_commands.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from typer.main import get_command

from xl_aigc.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    import typer

PAGE: Final = Path(__file__).parent / "commands.md"
INTRODUCTION: Final = """\
# Commands

<!-- Written by docs/make_commands.py; change the commands. -->

What `xl-aigc COMMAND -h` prints. Options that every command takes, exit codes and languages: [reporter.md](reporter.md#when-something-does-not-work).
"""


def page() -> str:
    """The page as it must be."""
    return "".join([INTRODUCTION, *_sections(get_command(app), "xl-aigc", None)])


def _sections(command: Any, name: str, parent: typer.Context | None) -> Iterator[str]:
    """A section of the command and, of a group, of each command in it."""
    settings = {**command.context_settings, "terminal_width": 100, "max_content_width": 100}
    context = command.make_context(name, [], parent=parent, resilient_parsing=True, **settings)
    path = context.command_path
    yield f"\n## {path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    for key, each in getattr(command, "commands", {}).items():
        yield from _sections(each, key, context)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
