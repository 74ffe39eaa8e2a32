"""Writes docs/functions.md and docs/functions_zh.md: the rules of docs/parts and every function of the catalogue. Run: python docs/make_functions.py."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.functions import CATALOGUE, Function
from xl_aigc.functions.written import written

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page:
    """The words of the page in one language."""

    language: Literal["en", "zh"]
    file: Path
    rules: Path
    opening: str
    functions: str
    arguments: str
    examples: str


PAGES: Final = (
    Page(
        language="en",
        file=DOCS / "functions.md",
        rules=DOCS / "parts" / "functions_rules.md",
        opening="""\
# Worksheet functions

<!-- Written by docs/make_functions.py from the catalogue and docs/parts; change these. -->

Type `AIGC_X` in Excel through xlwings on Windows, `AIGC.X` where functions carry a namespace (xlwings Server, LibreOffice Calc).
Arguments in brackets are optional. The same page in Chinese: [工作表函数](functions_zh.md).
""",
        functions="| function | does |",
        arguments="| argument | is | accepts |",
        examples="| example | gives |",
    ),
    Page(
        language="zh",
        file=DOCS / "functions_zh.md",
        rules=DOCS / "parts" / "functions_rules_zh.md",
        opening="""\
# 工作表函数

<!-- Written by docs/make_functions.py from the catalogue and docs/parts; change these. -->

在Windows版Excel中通过xlwings使用时写`AIGC_X`；函数带命名空间的环境（xlwings Server、LibreOffice Calc）写`AIGC.X`。方括号中的参数可省略。
英文版：[Worksheet functions](functions.md)。
""",
        functions="| 函数 | 用途 |",
        arguments="| 参数 | 说明 | 可用取值 |",
        examples="| 示例 | 结果 |",
    ),
)


def markdown(page: Page) -> str:
    """The whole page: the list of the functions, the rules, and each function with arguments and examples."""
    lines = [page.opening, page.functions, "|---|---|"]
    for each in CATALOGUE.values():
        link = f"[`{each.syntax}`](#{each.name().lower()})"
        lines.append(f"| {link} | {_in_table(getattr(each, page.language))} |")
    rules = page.rules.read_text("utf-8").rstrip().replace("](../", "](")  # the page stands a folder higher
    lines += ["", rules]
    for each in CATALOGUE.values():
        lines += ["", *_section(page, each)]
    return "\n".join(line.rstrip() for line in "\n".join(lines).split("\n")) + "\n"


def _in_table(text: str) -> str:
    """A text inside a table, where a bar would begin the next cell."""
    return text.replace("|", "\\|")


def _section(page: Page, function: Function) -> Iterator[str]:
    """One function: arguments and examples."""
    yield from (f"## {function.name()}", "", f"`{function.syntax}`", "")
    yield from (getattr(function, page.language), "")
    if function.arguments:
        yield from (page.arguments, "|---|---|---|")
    for each in function.arguments:
        name = f"[{each.name}]" if each.optional else each.name
        yield f"| `{name}` | {getattr(each, page.language)} | {', '.join(each.accepts)} |"
    if function.arguments:
        yield ""
    yield from (page.examples, "|---|---|")
    for example in function.examples:
        yield f"| `{example.formula}` | `{written(example.result)}` |"


if __name__ == "__main__":
    for each_page in PAGES:
        each_page.file.write_text(markdown(each_page), encoding="utf-8", newline="\n")
