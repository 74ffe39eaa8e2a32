"""Examples of every command, shown at the end of its help."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from xl_aigc.files.csv_file import bundled_table

_ROWS: Final = bundled_table(Path(__file__).with_name("examples.csv"))
EXAMPLES: Final = {
    command: tuple(row["example"] for row in _ROWS if row["command"] == command)
    for command in dict.fromkeys(row["command"] for row in _ROWS)
}


def examples(command: str) -> str:
    r"""Return the end of a command's help, as click prints it line by line.

    Example:
        >>> examples("adopt")
        '\x08\nExamples:\n  xl-aigc adopt report.xlsx'
    """
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in EXAMPLES[command])))
