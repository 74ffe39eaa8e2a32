"""Measures that a worksheet function computes: a template such as `AIGC_YOY({now},{then})`, filled for whole columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.expressions import native
from xl_aigc.expressions import tree as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.expressions.parse import Call

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_LANGUAGE: Final = "language"
_ALL_COLUMNS: Final = "[table."
"""Opens a range of neighbouring columns, which a function takes as one table."""


class TemplateError(ValueError):
    """A template with a placeholder that it can't have."""


@dataclass(frozen=True, slots=True)
class CallTemplate:
    """A call of a worksheet function: texts, and between them the names of parameters, keys of columns, or the language.

    Attributes:
        text: the template; `{name}` stands for the column of a parameter, `{name.key}` for its key, `{language}` for the
            language of the report.
    """

    text: str

    @classmethod
    def read(cls, text: str, takes: Sequence[str]) -> CallTemplate:
        """Read a template.

        Args:
            text: the template.
            takes: the parameters of the function.

        Raises:
            TemplateError: it holds another placeholder, or a lone brace.
        """
        accepted = {_LANGUAGE, *takes, *(f"{name}.key" for name in takes)}
        for name in _PLACEHOLDER.findall(text):
            if name not in accepted:
                raise TemplateError(f"there is no placeholder {{{name}}}")
        if set("{}") & set(_PLACEHOLDER.sub("", text)):
            raise TemplateError("a brace stands alone")
        return cls(text)

    def filled(self, call: Call) -> str:
        """Return the formula of the whole column; n.m. where the language says so, since a function gives an error there.

        `IFERROR` would be shorter, and would also hide that a program does not know the function.
        """
        texts: dict[str, str] = {_LANGUAGE: f"{{{_LANGUAGE}}}"}
        for name, one in zip(call.function.takes, call.arguments, strict=True):
            texts[name] = native.whole(one)
            if isinstance(one, t.Column):
                texts[f"{name}.key"] = one.key
        shown = _PLACEHOLDER.sub(lambda match: texts[match[1]], self.text)
        undefined = "" if _ALL_COLUMNS in self.text else native.undefined(call.tree)
        return (
            f"IFNA({f'IF({undefined},{native.UNDEFINED},{shown})' if undefined else shown},{native.MISSING})"
        )
