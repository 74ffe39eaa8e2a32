"""Results as texts: one value as a cell shows it, several as an array constant, words as a list in a sentence."""

from collections.abc import Sequence

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.cells import Grid, Result


def written(outcome: Result | Grid) -> str:
    """A result as a text.

    Example:
        >>> written(0.2), written([["both up", True], [CellError.NA, 13]])
        ('0.2', '{"both up",TRUE;#N/A,13}')
    """
    return _array(outcome) if isinstance(outcome, list) else _cell(outcome)


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    Example:
        >>> listed(["a", "b", "c"]), listed(["a"])
        ('a, b and c', 'a')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _array(grid: Grid) -> str:
    return "{" + ";".join(",".join(_quoted(value) for value in row) for row in grid) + "}"


def _quoted(value: Result) -> str:
    return f'"{value}"' if isinstance(value, str) else _cell(value)


def _cell(value: Result) -> str:
    """A value as a cell shows it."""
    if isinstance(value, CellError):
        return value.value
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else f"{value:.12g}"
