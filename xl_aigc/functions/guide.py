"""The list of functions, what one of them takes, and a search in all that there is."""

from collections.abc import Sequence

from xl_aigc.data.fields import house_name, other_names
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised, whole_normalised
from xl_aigc.functions.arguments import MaybeText
from xl_aigc.functions.catalogue import CATALOGUE, Function, find, function
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.periods import why_no_period
from xl_aigc.functions.reader import facts
from xl_aigc.functions.topics import Line, function_line, known_lines, lines_about, lines_read
from xl_aigc.functions.written import written
from xl_aigc.labels import LANGUAGES, words


@function()
def help_(function_: MaybeText = None) -> object:
    """Rows of two texts and their Chinese."""
    if function_ is None:
        return [
            ["Function", "What it does", "用途"],
            *([each.syntax, each.en, each.zh] for each in CATALOGUE.values()),
        ]
    if (found := find(function_)) is not None:
        return [*_page(found), *_about(function_)]
    asked, reader = normalised(function_), facts()
    about = lines_about(function_, reader)
    functions = [line for each in CATALOGUE.values() if _holds(line := function_line(each), asked)]
    matches = [hit for each in known_lines(reader) if (hit := _matched(each, asked))]
    found_here = (*matches, *functions) if house_name(function_) else (*functions, *matches)
    lines = dict.fromkeys((*lines_read(function_, reader), *about, *found_here))
    lines = lines or dict.fromkeys(hit for each in CATALOGUE.values() if (hit := _on_page(each, asked)))
    if not lines:
        if reason := why_no_period(function_, reader):
            raise reason
        raise ArgumentError(
            f"Nothing is called {quote(function_)}.",
            expected=f"a word, a period, or one of {', '.join(CATALOGUE)}.",
        )
    return [["Found", "What it is", "说明"], *lines]


def _about(word: str) -> list[Line]:
    """The lines that a word asks for beside a function of its name; nothing where no store can be read, since a function is explained without one."""
    try:
        return lines_about(word, facts())
    except ArgumentError:
        return []


def _page(found: Function) -> list[list[str] | Line]:
    """One function: what it does, its arguments, its examples with their results."""
    page: list[list[str] | Line] = [[found.syntax, found.en, found.zh]]
    for each in found.arguments:
        accepts = f" ({', '.join(each.accepts)})" if each.accepts else ""
        name = f"[{each.name}]" if each.optional else each.name
        page.append([name, each.en + accepts, each.zh + accepts])
    return page + [["example", each.formula, written(each.result)] for each in found.examples]


def _on_page(each: Function, asked: str) -> Line | None:
    """The first argument or example of a function that holds a word; None where none does."""
    rows = (row for row in _page(each) if _holds(row, asked))
    return next(((each.syntax, f"{name}: {en}", f"{name}：{zh}") for name, en, zh in rows), None)


def _holds(texts: Sequence[str], asked: str) -> bool:
    return asked in whole_normalised(" ".join(texts))


def _matched(line: Line, asked: str) -> Line | None:
    """A line that holds a word, or whose name has another spelling with it, which is then shown; None for any other line."""
    if _holds(line, asked):
        return line
    name, en, zh = line
    labels = (words(language).get(name, "") for language in LANGUAGES)
    others = [each for each in (*labels, *other_names(name)) if asked in normalised(each)]
    if not others:
        return None
    other = next((each for each in others if normalised(each) == asked), others[0])
    only_in_files = other in other_names(name) and house_name(other) is None
    where, file = ("in files ", "文件中") if only_in_files else ("", "")
    return name, f"{en}, {where}also {other}", f"{zh}（{file}又称{other}）"
