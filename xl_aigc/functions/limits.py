"""Limits of Excel's function wizard and of VBA; a function beyond them is refused when it is declared."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from xl_aigc.errors import FunctionError, Place

LONGEST_TEXT: Final = 255
LONGEST_ARGUMENT_TEXTS: Final = 254
MOST_ARGUMENTS: Final = 60  # of a VBA procedure; Excel itself would take 255

# [MS-VBAL] 3.3.5.2, reserved identifiers: a parameter of this name does not compile.
VBA_RESERVED: Final = frozenset(
    Path(__file__).with_name("vba_reserved.txt").read_text(encoding="utf-8").split()
)


def check_vba_name(name: str, place: Place) -> None:
    """Refuse an argument whose name does not compile in VBA.

    Raises:
        FunctionError: a reserved word.
    """
    if name.casefold() in VBA_RESERVED:
        remedy = f"Name the parameter {name}_; people still see {name}."
        raise FunctionError(f"VBA reserves the word {name!r}.", place, remedy=remedy)


def check_texts(key: str, texts: Mapping[str, str], arguments: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse a function whose texts break Excel's wizard.

    Args:
        key: the function.
        texts: its description by language.
        arguments: the texts of its arguments, by argument and language.

    Raises:
        FunctionError: a text that is missing or too long, or too many arguments.
    """
    if len(arguments) > MOST_ARGUMENTS:
        raise FunctionError(
            f"{len(arguments)} arguments.", Place(key=key), expected=f"at most {MOST_ARGUMENTS}."
        )
    for language, text in texts.items():
        _check_length(text, LONGEST_TEXT, f"{key} ({language})")
        together = 0
        for name, argument in arguments.items():
            _check_length(argument[language], LONGEST_TEXT, f"{key}({name}) ({language})")
            together += len(argument[language])
        if together > LONGEST_ARGUMENT_TEXTS:
            problem = f"all argument texts together have {together} characters."
            expected = f"at most {LONGEST_ARGUMENT_TEXTS}: Excel's wizard breaks past that."
            raise FunctionError(problem, Place(key=f"{key} ({language})"), expected=expected)


def _check_length(text: str, most: int, key: str) -> None:
    """Refuse an empty or overlong text."""
    if not 0 < len(text) <= most:
        raise FunctionError(f"The text has {len(text)} characters.", Place(key=key), expected=f"1 to {most}.")
