"""The files to paste into xlwings Lite: `main.py` with every function and the form of a figure, and `requirements.txt`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import HostError, Place
from xl_aigc.functions import CATALOGUE, Function
from xl_aigc.functions.reference_facts import ReferenceFacts
from xl_aigc.hosts.figure_form import FIELDS, entries, form_words
from xl_aigc.hosts.office_js import (
    NAMESPACE,
    OPTIONS,
    Language,
    described,
    parameter_name,
    python_name,
    takes,
)
from xl_aigc.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from xl_aigc.labels import Language as LanguageOfForm

_HEAD: Final = f'''\
"""The AIGC worksheet functions {__version__} for xlwings Lite: paste this into the tab main.py."""

from typing import Literal

from xlwings import BookAsync, arg, func, script

from xl_aigc.hosts.office_js import answer_or_reason
from xl_aigc.hosts.xlwings_lite.figure import insert_figure
'''
SCRIPT: Final = "aigc_insert_figure"
_OLDEST_XLWINGS: Final = "0.37.8"
"""The first that the names and namespaces of the functions were tried with."""


def write_lite(folder: Path, language: LanguageOfForm = "en", wheel: str | None = None) -> list[Path]:
    """Write `main.py` and `requirements.txt` for xlwings Lite.

    Args:
        folder: where; made if it is not there.
        language: of the form, `en`, `zh` or `ko`, and of the help texts that Excel shows, which are English where the form is Korean.
        wheel: the address of our wheel, if it is not to come from the package index.

    Returns:
        The two files.

    Raises:
        HostError: the address is none that a browser can load a wheel from, or the folder can't be written.
    """
    texts = {"main.py": main_text(language), "requirements.txt": requirements_text(wheel)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise HostError(
            f"The files can't be written: {error.strerror or error}.",
            Place(folder),
            remedy="Name another folder.",
        ) from error
    return [folder / name for name in texts]


def main_text(language: LanguageOfForm = "en") -> str:
    """Return the text of `main.py`."""
    spoken: Language = "zh" if language == "zh" else "en"
    functions = (_function_text(each, spoken) for each in CATALOGUE.values())
    return "\n\n".join([_HEAD, _form_text(language), *functions])


def requirements_text(wheel: str | None = None) -> str:
    """Return the text of `requirements.txt`.

    Raises:
        HostError: the address is none that a browser can load a wheel from.

    Example:
        >>> requirements_text("https://example.com/xl_aigc-0.1.0-py3-none-any.whl").splitlines()[1]
        'https://example.com/xl_aigc-0.1.0-py3-none-any.whl'
    """
    if wheel is not None and not (wheel.startswith("https://") and wheel.endswith(".whl")):
        raise HostError(
            f"{wheel!r} is no address of a wheel.", expected="one that begins with https:// and ends in .whl."
        )
    return f"xlwings>={_OLDEST_XLWINGS}\n{wheel or f'xl-aigc=={__version__}'}\n"


def _form_text(language: LanguageOfForm) -> str:
    """Return the script of the form: App Mode shows a box for a text, a list for a `Literal`, and names each by its parameter.

    The lists are those of the figures in the package, which xlwings Lite has too.
    """
    words, reader = form_words(language), ReferenceFacts.read()
    company, item, period = (words[field] for field in FIELDS)
    lists = [[each.shown for each in entries(field, language, reader)] for field in FIELDS[1:]]
    items, periods = (", ".join(map(_literal, shown)) for shown in lists)
    return "\n".join(
        [
            f"@script(name={_literal(words['figure'])})",
            f"def {SCRIPT}(",
            "    book: BookAsync,",
            f'    {company}: str = "",',
            f"    {item}: Literal[{items}] = {_literal(lists[0][0])},",
            f"    {period}: Literal[{periods}] = {_literal(lists[1][0])},",
            "):",
            f"    {_literal(words['lite_help'])}",
            f"    insert_figure(book, {_literal(language)}, {company}, {item}, {period})",
            "",
        ]
    )


def _function_text(function: Function, language: Language) -> str:
    """Return one function in the form that xlwings Lite documents: decorators above a plain function."""
    options = ", ".join(f"{name}={value!r}" for name, value in OPTIONS.items())
    names = {argument.name: parameter_name(argument) for argument in function.arguments}
    lines = [f'@func(name="{function.key}", namespace="{NAMESPACE}")']
    lines += [
        f'@arg("{names[each.name]}", {options}, doc={_literal(described(each, language))})'
        for each in function.arguments
    ]
    signature = ", ".join(
        f"{names[each.name]}=None" if optional else names[each.name] for each, optional in takes(function)
    )
    given = ", ".join([f'"{function.key}"', *names.values()])
    text = function.en if language == "en" else function.zh
    return "\n".join(
        [
            *lines,
            f"def {python_name(function)}({signature}):",
            f"    {_literal(text)}",
            f"    return answer_or_reason({given})",
            "",
        ]
    )


def _literal(text: str) -> str:
    """Return a text as Python writes it, in double quotes; the escapes of JSON are Python's too."""
    return json.dumps(text, ensure_ascii=False)
