"""Declarations of the functions for LibreOffice: types, texts in two languages, and the contents of the extension."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from xl_aigc.hosts.libreoffice.cells import OF_DOCUMENT, ONE_CELL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xl_aigc.functions import Function

IDENTIFIER: Final = "org.xlaigc.functions"
SERVICE: Final = "AIGC"
"""The service's name is what stands before the dot in a formula: only `service.method` is found again in an .xlsx."""
IDL, COMPONENT, CONFIGURATION = "functions.idl", "component.py", "CalcAddIns.xcu"

_OPENING: Final = (
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
    f'<node oor:name="AddInInfo"><node oor:name="{SERVICE}" oor:op="replace"><node oor:name="AddInFunctions">\n'
)
_DOCUMENT: Final = "[in] com::sun::star::beans::XPropertySet document"
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MEDIA_TYPES: Final = {
    IDL: "application/vnd.sun.star.uno-typelibrary;type=RDB",
    COMPONENT: "application/vnd.sun.star.uno-component;type=Python",
    CONFIGURATION: "application/vnd.sun.star.configuration-data",
}
"""In this order: the component needs the types when it is registered."""


def idl(functions: Iterable[Function]) -> str:
    """Return the types of the functions.

    `any` takes a cell, a range or an array, and may be left out. A function declared to give `any` can give no array.
    """
    lines = (
        f"    {'any' if each.key in ONE_CELL else 'sequence< sequence<any> >'} {each.key}({_parameters(each)});"
        for each in functions
    )
    return "\n".join(
        (
            "module org { module xlaigc {",
            "interface XFunctions: com::sun::star::uno::XInterface {",
            *lines,
            "};",
            "}; };",
            "",
        )
    )


def _parameters(function: Function) -> str:
    own = [f"[in] any {_name(function, place)}" for place in range(len(function.arguments))]
    return ", ".join([_DOCUMENT, *own] if function.key in OF_DOCUMENT else own)


def _name(function: Function, place: int) -> str:
    """Return an argument's name inside: numbered, as Calc shows texts in the order of these names; UNO forbids underscores here."""
    return f"a{place:02}{function.arguments[place].name.replace('_', '')}"


def configuration(functions: Iterable[Function]) -> str:
    """Return names and help texts as Calc's function wizard shows them."""
    nodes = "".join(map(_function_node, functions))
    return f"{_XML}{_OPENING}{nodes}</node></node></node>\n</oor:component-data>\n"


def _function_node(function: Function) -> str:
    name = function.name("calc")
    arguments = "".join(
        f'<node oor:name="{_name(function, place)}" oor:op="replace">'
        f"{_texts('DisplayName', {'en-US': each.name})}"
        f"{_texts('Description', {'en-US': _calc_names(each.en), 'zh-CN': _calc_names(each.zh)})}</node>\n"
        for place, each in enumerate(function.arguments)
    )
    return (
        f'<node oor:name="{function.key}" oor:op="replace">\n'
        f"{_texts('DisplayName', {'en-US': name})}"
        f"{_texts('Description', {'en-US': _calc_names(function.en), 'zh-CN': _calc_names(function.zh)})}"
        '<prop oor:name="Category"><value>Add-In</value></prop>'
        f"{_texts('CompatibilityName', {'en-US': name})}\n"
        f'<node oor:name="Parameters">\n{arguments}</node></node>\n'
    )


def _calc_names(text: str) -> str:
    """Return a help text with functions named as they are typed in Calc."""
    return text.replace("AIGC_", f"{SERVICE}.")


def _texts(name: str, values: Mapping[str, str]) -> str:
    told = "".join(
        f'<value xml:lang="{language}">{escape(text)}</value>' for language, text in values.items()
    )
    return f'<prop oor:name="{name}">{told}</prop>'


def manifest() -> str:
    """List the files of the extension in the order of registration."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media_type}"/>\n'
        for name, media_type in _MEDIA_TYPES.items()
    )
    return f'{_XML}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}</manifest:manifest>\n'


def description(version: str) -> str:
    """Write the description that the Extension Manager shows.

    Args:
        version: of xl_aigc; a higher one replaces an older without a question.
    """
    return (
        f'{_XML}<description xmlns="http://openoffice.org/extensions/description/2006">\n'
        f'<identifier value="{IDENTIFIER}"/>\n<version value="{escape(version)}"/>\n'
        '<display-name><name lang="en">AIGC worksheet functions</name><name lang="zh-CN">AIGC 工作表函数</name></display-name>\n'
        "</description>\n"
    )
