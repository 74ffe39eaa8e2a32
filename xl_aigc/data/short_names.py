"""Short names of companies, as exchanges and vendors write them, and which of them are of the same company."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from xl_aigc.data.registered_names import is_whole, same_words, without_generic
from xl_aigc.data.spelling import LONGEST, normalised, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE: Final = re.compile(r"[(\[]?(?<![0-9])[0-9]{4,6}(?:\.[A-Z]{1,3})?[)\]]?", re.IGNORECASE)
"""A ticker beside a name."""
_SHARE: Final = re.compile(
    r"[ABH]股|[(\[][融维权退市]{1,2}[)\]]|(?:\b|[ -])(?:cl|class|series)[ .-]{0,2}[a-c]$|[ -][a-c]$",
    re.IGNORECASE,
)
"""Words behind a name that say of which class or state a share is."""
_STATE: Final = re.compile(
    r"^(?:\*?s?\*?st|xd|xr|dr|[ncs])(?=[*\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?:-?[a-z]{1,2}|退)$",
    re.IGNORECASE,
)
"""Letters around a name: of a special treatment, of a day without dividend, of a class of shares."""
_LATIN: Final = re.compile("[a-z0-9]+")
_SCRIPTS: Final = {
    "han": re.compile("[\u3400-\u9fff]"),
    "hangul": re.compile("[\uac00-\ud7a3]"),
    "kana": re.compile("[\u3040-\u30ff]"),
}
_FORM: Final = re.compile("股份|集团|控股")
"""Words for what a company is, any of which its name may have or not."""
_BEGINNING: Final = 4
"""Letters of the shortest beginning of a name that stands for it."""
_WHOLE: Final = 3
"""Characters of the shortest name that may stand behind the name of a place."""
_PLACE: Final = 4
"""Characters of the longest name of a place before one."""


def unlike(text: str, names: Iterable[str]) -> str:
    """The known name of a company that a short name beside it is not; empty where it may be one, or none in its script is known.

    Args:
        text: the name beside a ticker.
        names: the known names of that ticker's company.

    Example:
        >>> known = ("某某集团", "Somewhat Group")
        >>> [unlike(text, known) for text in ("*ST某某", "某某集团股份", "廣東某某集團", "某某置业", "Somewhat", "Nobody")]
        ['', '', '', '某某集团', '', 'Somewhat Group']
    """
    plain = _plain(_CODE.sub("", text[:LONGEST]))
    script = _script(plain)
    known = [name for name in names if _script(name) == script]
    if (
        not any(map(str.isalpha, plain))
        or is_whole(plain)
        or any(_alike(plain, _plain(name), script) for name in known)
    ):
        return ""
    return known[0] if known else ""


def _plain(name: str) -> str:
    return _SHARE.sub("", simplified(unicodedata.normalize("NFKC", name))).strip()


def _script(text: str) -> str:
    return next((name for name, letters in _SCRIPTS.items() if letters.search(text)), "")


def _alike(text: str, name: str, script: str) -> bool:
    """Return whether a name is another one, shortened, or with words around it that tell nothing."""
    if not script:
        return same_words(text, name) or same_words(name, text) or _is_beginning(text, name)
    spelled, known = _spellings(text), _spellings(name)
    return any(_same(one, other, script) for one in spelled for other in known)


def _spellings(name: str) -> set[str]:
    """A name as it is compared: without letters around it, and without any where others remain that tell."""
    bare = normalised(_STATE.sub("", name.strip()))
    found = {normalised(name), bare, _LATIN.sub("", bare)}
    return {each for each in found if len(without_generic(each)) > 1 or each == bare}


def _same(text: str, name: str, script: str) -> bool:
    longer = _is_shorter(_FORM.sub("", name), _FORM.sub("", text))  # by words that tell little, such as 科技
    if _is_shorter(text, name) or (longer and without_generic(text) == without_generic(name)):
        return True
    if script != "han":
        return name in text
    end, whole = without_generic(name), without_generic(text)
    within = name in text and len(name) >= _WHOLE
    return within and whole.endswith(end) and len(whole) - len(end) <= _PLACE


def _is_shorter(text: str, name: str) -> bool:
    """Return whether a name has the characters of another one in their order, as 中移动 has those of 中国移动."""
    rest = iter(name)
    return len(text) > 1 and all(character in rest for character in text)


def _is_beginning(text: str, name: str) -> bool:
    """Return whether a name in Latin letters is the beginning of another one, whose blanks may be lost."""
    first = normalised(text)
    return len(first) >= _BEGINNING and normalised(name).startswith(first)
