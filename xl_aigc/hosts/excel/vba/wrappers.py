"""The text of the VBA module: one function for each of the catalogue, behind which one call of Python stands.

xlwings' own generated wrappers write an exception's text into the cell, show missing values as empty texts, read their settings
and ask Excel back for every argument in every call. These send values, keep the connection, and give true errors.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import EXCEL_CODES, CellError
from xl_aigc.errors import FunctionError, Place
from xl_aigc.functions import CATALOGUE, Function
from xl_aigc.hosts.excel.marks import MARK
from xl_aigc.hosts.excel.vba.project import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


MODULE: Final = "xl_aigc"
_LONGEST_LINE: Final = 1023
_USER_DEFINED: Final = 14  # the number of the wizard's category, until AIGC_Register names our own
_DOCUMENT: Final = """Attribute VB_Name = "{name}"
Attribute VB_Base = "0{{{base}-0000-0000-C000-000000000046}}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = True
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = True
"""
RIBBON: Final = "xl_aigc_ribbon"
_BASES: Final = {"workbook": "00020819", "worksheet": "00020820", "chartsheet": "00020821"}


def module_text(functions: Iterable[Function] | None = None) -> str:
    """Return the module as a `.bas` file holds it: with its attributes, lines ended by CR LF, ASCII only.

    Args:
        functions: what to wrap; the whole catalogue for None.

    Raises:
        FunctionError: a line that VBA would refuse.

    Example:
        >>> module_text().splitlines()[0]
        'Attribute VB_Name = "xl_aigc"'
    """
    cases = "\n".join(
        f'        Case "{error.value}": AigcCell = CVErr({code})' for error, code in EXCEL_CODES.items()
    )
    support = _bundled("support.bas").replace("@MARK@", str(ord(MARK))).replace("@CASES@", cases)
    lines = [f'Attribute VB_Name = "{MODULE}"', *support.splitlines()]
    for each in CATALOGUE.values() if functions is None else functions:
        lines += ["", *_checked(each, _wrapper(each))]
    return "\r\n".join([*lines, ""])


def document(name: str, kind: str, *, addin: bool = False) -> Source:
    """Return the module of the workbook or of a sheet, which Excel wants for each of them.

    Args:
        name: the code name.
        kind: workbook, worksheet or chartsheet.
        addin: whether the workbook is an add-in, which serves the workbooks of others.
    """
    text = _DOCUMENT.format(name=name, base=_BASES[kind])
    if kind == "workbook":
        text += _bundled("workbook.bas") + (_bundled("addin.bas") if addin else "")
    return Source(name, "document", text.replace("\n", "\r\n"))


def module() -> Source:
    """Return the module of the functions."""
    return Source(MODULE, "module", module_text())


def ribbon_module() -> Source:
    """Return the module behind the buttons of the add-in's tab."""
    text = f'Attribute VB_Name = "{RIBBON}"\n' + _bundled("ribbon.bas")
    return Source(RIBBON, "module", text.replace("\n", "\r\n"))


def _bundled(name: str) -> str:
    """Return the text of a file that stands beside this module."""
    return resources.files(__package__).joinpath(name).read_text(encoding="ascii")


def _wrapper(function: Function) -> Iterator[str]:
    """Yield one function. VBA wants every argument behind an optional one to be optional; Python asks for those that are due."""
    name = function.name()
    names = [argument.parameter for argument in function.arguments]
    optional = [argument.optional for argument in function.arguments]
    shown = (f"{'Optional ' * any(optional[: at + 1])}{each} As Variant" for at, each in enumerate(names))
    yield f"Public Function {name}({', '.join(shown)}) As Variant"
    if (
        function.en.isascii()
    ):  # other letters depend on the code page; the sheet of AIGC_Register has all texts
        described = function.en.replace('"', '""')
        yield f'Attribute {name}.VB_Description = "{described}"'
    yield f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n{_USER_DEFINED}"'
    if function.heavy:
        yield "    If AigcInWizard() Then"
        yield f"        {name} = CVErr({EXCEL_CODES[CellError.NA]})"
        yield "        Exit Function"
        yield "    End If"
    values = ", ".join(
        f"{'AigcOutcome' if each.kind == 'outcome' else 'AigcValues'}({each.parameter})"
        for each in function.arguments
    )
    yield f'    {name} = AigcCall("{name}", Array({values}))'
    yield "End Function"


def _checked(function: Function, lines: Iterable[str]) -> Iterator[str]:
    """Lines as they are, where VBA takes them."""
    for line in lines:
        if len(line) > _LONGEST_LINE or not line.isascii():
            raise FunctionError(
                "VBA does not take a line of this function's wrapper.",
                Place(key=function.key),
                expected=f"at most {_LONGEST_LINE} ASCII characters, so shorter names.",
            )
        yield line
