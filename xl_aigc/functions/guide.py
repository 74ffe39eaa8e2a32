"""The list of functions, and what one of them takes, in a cell."""

from typing import Annotated

from xl_aigc.functions.catalogue import CATALOGUE, Example, Function, Takes, find, function
from xl_aigc.functions.cells import ArgumentError


@function(
    en="Lists the functions, or one function's arguments, accepted values and an example.",
    zh="列出全部函数，或某个函数的参数、可用取值与示例。",
    examples=(
        Example('=INDEX(AIGC_HELP("AIGC_YOY"),1,1)', "AIGC_YOY(current, prior)"),
        Example("=ROWS(AIGC_HELP())", 26),
    ),
)
def help_(
    function_: Annotated[
        str | None, Takes("text", "Function; all if omitted", "函数名，默认列出全部")
    ] = None,
) -> object:
    """Rows of two texts and their Chinese."""
    if function_ is None:
        return [
            ["Function", "What it does", "用途"],
            *([each.syntax, each.en, each.zh] for each in CATALOGUE.values()),
        ]
    found = find(function_)
    if found is None:
        raise ArgumentError(
            f"there is no function {function_!r}.", expected=f"one of {', '.join(CATALOGUE)}."
        )
    return _page(found)


def _page(found: Function) -> list[list[str]]:
    """One function: what it does, its arguments, an example."""
    page = [[found.syntax, found.en, found.zh]]
    for each in found.arguments:
        accepts = f" ({', '.join(each.accepts)})" if each.accepts else ""
        name = f"[{each.name}]" if each.optional else each.name
        page.append([name, each.en + accepts, each.zh + accepts])
    page += [["example", each.formula, each.formula] for each in found.examples[:1]]
    return page
