"""Prints the reference of the functions: `python -m xl_aigc.functions.reference > docs/functions.md`."""

import sys
from collections.abc import Iterator
from typing import Final

from xl_aigc.functions import CATALOGUE, Example, Function
from xl_aigc.functions.written import written

_OPENING: Final = """# Worksheet functions

Made from the catalogue by `python -m xl_aigc.functions.reference`; do not edit by hand.

Type `AIGC_X` in Excel through xlwings on Windows, `AIGC.X` where functions carry a namespace (xlwings Server, LibreOffice Calc).

- A range in a cell-by-cell argument gives a range: one call for a whole column. A single row or column stretches over the others.
- Blank, `n.a.`, `n.m.`, `--`, `N/A` and `不适用` are missing and give `#N/A`. In a table or a list of values `#N/A` is missing too.
- An error value that comes in goes out unchanged; text where a number is due is `#VALUE!`; undefined is `#DIV/0!` or `#NUM!`.
- TRUE and FALSE count as 1 and 0, dates as their serial numbers.
- Functions that take a whole range (tables, lists of values) take one cell for each option; the others take a range there too.
- An option that does not exist is `#VALUE!`; the reason is in the log file that `xl-aigc doctor` names.
- A table is a range with a header row. Headers match house names (`net_profit`), labels in any language (`归母净利润`) and common
  spellings of Wind, iFinD and Choice, whatever their case and spaces; the prior period's column is the item with `_prior`, `上年同期` and the
  like. A money unit in the header, such as `营业收入(亿)`, is taken into account.
"""


def markdown() -> str:
    """The whole reference as Markdown."""
    lines = [_OPENING, "| function | does | 用途 |", "|---|---|---|"]
    for each in CATALOGUE.values():
        link = f"[`{each.syntax}`](#{each.name().lower()})"
        lines.append(f"| {link} | {_in_table(each.en)} | {_in_table(each.zh)} |")
    for each in CATALOGUE.values():
        lines += ["", *_section(each)]
    return "\n".join(line.rstrip() for line in "\n".join(lines).split("\n")) + "\n"


def _in_table(text: str) -> str:
    """A text inside a table, where a bar would begin the next cell."""
    return text.replace("|", "\\|")


def _section(function: Function) -> Iterator[str]:
    """One function: arguments and examples."""
    yield f"## {function.name()}"
    yield ""
    yield f"`{function.syntax}`"
    yield ""
    yield function.en
    yield ""
    yield function.zh
    yield ""
    if function.arguments:
        yield "| argument | is | 说明 | accepts |"
        yield "|---|---|---|---|"
    for each in function.arguments:
        name = f"[{each.name}]" if each.optional else each.name
        yield f"| `{name}` | {each.en} | {each.zh} | {', '.join(each.accepts)} |"
    if function.arguments:
        yield ""
    yield "| example | gives |"
    yield "|---|---|"
    for example in function.examples:
        yield f"| `{example.formula}` | {_shown(example)} |"


def _shown(example: Example) -> str:
    """A documented result: one value, or an array constant."""
    return f"`{written(example.result)}`"


if __name__ == "__main__":
    sys.stdout.write(markdown())
