"""The language in which the program speaks to the person at its terminal."""

from __future__ import annotations

import locale
import os
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Spoken = Literal["en", "zh"]
LANG: Final = "--lang"
VARIABLES: Final = ("XL_AIGC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables that name a language, the first that is set before the others."""


def language_of(options: Sequence[str]) -> Spoken:
    """Return the language that the options of the program ask for, else that of the environment, else of the system.

    A value that is none of the languages is refused later, where the options are read.

    Example:
        >>> language_of(["--lang", "zh"]), language_of(["--lang=en"])
        ('zh', 'en')
    """
    given = [one.removeprefix(f"{LANG}=") for one in options if one.startswith(f"{LANG}=")]
    given += [value for option, value in pairwise(options) if option == LANG]
    if given:
        return "zh" if given[-1] == "zh" else "en"
    named = next(filter(None, map(os.environ.get, VARIABLES)), None) or locale.getlocale()[0] or ""
    # A locale of Windows is named in English words.
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"
