"""The language in which the program speaks to the person at its terminal."""

from __future__ import annotations

import locale
import os
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Spoken = Literal["en", "zh"]
LANG: Final = "--lang"
VARIABLES: Final = ("XL_AIGC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables that name a language, the first that is set before the others."""


MEANT: Final = {
    "cn": "zh", "zh-cn": "zh", "zh-hans": "zh", "chinese": "zh", "中文": "zh",
    "kr": "ko", "ko-kr": "ko", "korean": "ko", "한국어": "ko",
    "us": "en", "uk": "en", "en-us": "en", "en-gb": "en", "english": "en",
}  # fmt: skip
"""Other words for a language, and its key."""
_CHOICE: Final = re.compile(r"'([^'\n]{1,20})' is not one of ([^\n]{1,200})\.$")


def hinted(refusal: str) -> str:
    """Return the refusal of an argument, with the language that was meant where another word for it was given.

    Example:
        >>> hinted("'cn' is not one of 'en', 'zh', 'ko'."), hinted("'jp' is not one of 'en', 'zh', 'ko'.")
        ("'cn' is not one of 'en', 'zh', 'ko'. Write zh.", "'jp' is not one of 'en', 'zh', 'ko'.")
    """
    choice = _CHOICE.search(refusal)
    meant = MEANT.get(choice[1].casefold().replace("_", "-")) if choice else None
    return f"{refusal} Write {meant}." if choice and meant and f"'{meant}'" in choice[2] else refusal


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
