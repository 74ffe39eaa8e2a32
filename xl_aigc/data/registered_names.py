"""Names of companies as they are registered, and which of them may be a company that is known by a short name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from xl_aigc.data import tables
from xl_aigc.data.spelling import LONGEST, normalised, simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _of(kind: str) -> list[str]:
    words = [row["word"] for row in tables.rows("company_words") if row["kind"] == kind]
    return sorted(words, key=len, reverse=True)


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


_LISTED: Final = tuple(_of("listed"))
"""Forms of a company that can be listed in mainland China."""
_WHOLE: Final = frozenset(map(normalised, _of("whole")))
_GENERIC: Final = _of("generic")
_ENDINGS: Final = sorted(
    (word for word in (*_of("legal"), *_GENERIC) if word.isascii()), key=len, reverse=True
)
_HAN_FORM: Final = _either([*_LISTED, *(word for word in _of("legal") if not word.isascii())])
_LATIN_FORM: Final = frozenset(word for word in _of("legal") if word.isascii())
_REGISTERED: Final = re.compile(
    rf"(?:{_HAN_FORM})\s{{0,4}}(?:[)）]|[(（][^()（）]{{1,20}}[)）])?$|\b(?:{_either(sorted(_LATIN_FORM))})\b[.)]{{0,2}}$",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(r"(?:^|.)[母子孙分]公司$|^上市公司$")
_IN_A_LINE: Final = re.compile(
    r"[\u4e00-\u9fff(（)）·]{2,40}?(?:股份有限公司|有限责任公司|有限公司|分公司)"
    r"|(?<![\w-])(?:[A-Z][\w.&'-]{0,30},?[ ]){1,6}(?:Inc|Corp|Corporation|Ltd|Limited|LLC|PLC|GmbH)\b"
)
"""A registered name among other words."""
_BEFORE: Final = re.compile(
    r"^(?:(?:半年度|年度|第?[一二三四]季度|前三季度|上半年|[年月日]|中期|报告|[季中年]报|截至|止|合并|利润表)+(?=.{4})"
    r"|(?:(?:form|10-[kq]|income|statements?|consolidated|condensed|unaudited|balance|sheet|financial|annual|quarterly|report) )+)",
    re.IGNORECASE,
)
"""Words of a title before a name: of the period, of the statement."""
_WORD: Final = re.compile(r"[a-z0-9]+")


def is_registered(text: str) -> bool:
    """Return whether a text is a name of a company with its legal form.

    Example:
        >>> [is_registered(text) for text in ("天津某某网络有限公司", "Opera Limited", "Apple", "母公司", "软件")]
        [True, True, False, False, False]
    """
    plain = text[:LONGEST].strip()
    return _REGISTERED.search(plain) is not None and _NO_NAME.search(plain) is None


def is_whole(text: str) -> bool:
    """Return whether a word for an entity is that of the listed company with its subsidiaries.

    Example:
        >>> is_whole("合并口径"), is_whole("Consolidated"), is_whole("天津公司")
        (True, True, False)
    """
    return normalised(text) in _WHOLE


def registered_in(line: str) -> Iterator[str]:
    """The registered names in a line of words, without words of periods and statements before them.

    Example:
        >>> list(registered_in("2024年半年度天津某某网络有限公司利润表")), list(registered_in("单位：万"))
        (['天津某某网络有限公司'], [])
    """
    for found in _IN_A_LINE.finditer(line[:LONGEST]):
        yield _BEFORE.sub("", found[0])


def may_be(text: str, names: Iterable[str], *, exact: bool, listed: bool) -> bool | None:
    """Tell whether an entity may be a company; None where no name is known that could be compared.

    A registered name holds the short one, and more: a subsidiary's often does so too. In mainland China the legal form tells
    them apart, elsewhere every word that is no form and says nothing, such as Group, must be the same.

    Args:
        text: the name of the entity.
        names: the known names of the company.
        exact: whether the entity may well be another; else a name that is only akin is enough.
        listed: whether the company is listed in mainland China.

    Example:
        >>> known = ("某某万物", "Somewhat")
        >>> [may_be(text, known, exact=True, listed=True) for text in ("某某万物股份有限公司", "某某万物(香港)有限公司", "Somewhat Inc.")]
        [True, False, True]
        >>> may_be("天津物某股份有限公司", known, exact=False, listed=True), may_be("Somewhat", ["某某万物"], exact=True, listed=True)
        (True, None)
    """
    plain = simplified(unicodedata.normalize("NFKC", text[:LONGEST]))
    han = not plain.isascii()
    known = [simplified(name) for name in names if name.isascii() != han]
    if not han:
        return any(same_words(plain, name) for name in known) if known else None
    core = _core(plain)
    if any(core == _core(name) for name in known):
        return True
    if listed and not any(form in plain for form in _LISTED) and is_registered(plain):
        return False
    if not known:
        return True if listed and is_registered(plain) else None
    if listed and not any(plain.endswith(form) for form in _LISTED):
        return False
    return any(_core(name) in core or (not exact and _akin(name, core)) for name in known)


def _core(name: str) -> str:
    return re.sub(rf"(?:{_HAN_FORM})", "", normalised(name))


def without_generic(name: str) -> str:
    """A normalised name without the words that do not tell it from others; the whole of it where it has no other word."""
    return re.sub(_either(_GENERIC), "", name) or name


def _akin(name: str, core: str) -> bool:
    """Return whether half of the characters that tell a short name from others stand in a long one."""
    telling = without_generic(normalised(name))
    return 2 * sum(character in core for character in telling) >= len(telling)


def same_words(text: str, name: str) -> bool:
    """Return whether two names in Latin letters have the same words but for forms and generic ones, or one is the other's initials."""
    words = _words(text)
    initials = "".join(word[0] for word in words if word not in _LATIN_FORM)
    return bool(_shorter("".join(words)) & _shorter("".join(_words(name)))) or (
        len(words) > 1 and initials == normalised(name)
    )


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold().replace("'", "").removeprefix("the "))


def _shorter(joined: str) -> set[str]:
    """A name without blanks, and what remains of it as forms and generic words at its end are left out."""
    found = {joined}
    while ending := next(
        (word for word in _ENDINGS if joined.endswith(word) and len(joined) > len(word) + 1), ""
    ):
        joined = joined.removesuffix(ending)
        found.add(joined)
    return found
