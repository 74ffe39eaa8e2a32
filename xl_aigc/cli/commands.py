"""Groups of commands whose help calls an argument by what it takes, and says of each command all that it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable

_WHOLE: Final = 1000
"""Signs of a sentence that are shown in a list of commands, so that none is cut."""


class _Command(TyperCommand):
    """A command whose arguments are shown as FILE; typer would write `{FILE}` and `FILE <path>`."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        shown: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for one in self.get_params(ctx):
            record = one.get_help_record(ctx)
            if record is not None:
                kind = one.param_type_name
                name = getattr(one, "metavar", None) if kind == "argument" else None
                shown[kind].append((name or record[0], record[1]))
        for kind, records in shown.items():
            if records:
                with formatter.section(f"{kind.title()}s"):
                    formatter.write_dl(records)


class _Group(TyperGroup):
    """A group that lists its commands with the whole of what each does; typer would cut it at the end of the line."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        rows = [(name, self.commands[name].get_short_help_str(_WHOLE)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class Commands(typer.Typer):
    """A group of commands; without arguments it shows its help."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=_Group, no_args_is_help=True, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Take a function as a command, as typer does."""
        return super().command(name, cls=_Command, **settings)
