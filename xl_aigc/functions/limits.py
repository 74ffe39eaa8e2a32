"""What Excel's function wizard and VBA allow; a function beyond it is refused when it is declared."""

from collections.abc import Mapping
from typing import Final

from xl_aigc.errors import FunctionError, Place

LONGEST_TEXT: Final = 255
LONGEST_ARGUMENT_TEXTS: Final = 254
MOST_ARGUMENTS: Final = 60  # of a VBA procedure; Excel itself would take 255

# [MS-VBAL] 3.3.5.2, reserved identifiers: a parameter of this name does not compile.
VBA_RESERVED: Final = frozenset(
    [
        "abs",
        "addressof",
        "and",
        "any",
        "array",
        "as",
        "attribute",
        "base",
        "boolean",
        "byref",
        "byte",
        "byval",
        "call",
        "case",
        "cbool",
        "cbyte",
        "ccur",
        "cdate",
        "cdbl",
        "cdec",
        "cint",
        "circle",
        "clng",
        "clnglng",
        "clngptr",
        "close",
        "const",
        "csng",
        "cstr",
        "currency",
        "cvar",
        "cverr",
        "date",
        "debug",
        "decimal",
        "declare",
        "defbool",
        "defbyte",
        "defcur",
        "defdate",
        "defdbl",
        "defdec",
        "defint",
        "deflng",
        "defobj",
        "defsng",
        "defstr",
        "defvar",
        "dim",
        "do",
        "doevents",
        "double",
        "each",
        "else",
        "elseif",
        "empty",
        "end",
        "endif",
        "enum",
        "eqv",
        "erase",
        "event",
        "exit",
        "explicit",
        "false",
        "fix",
        "for",
        "friend",
        "function",
        "get",
        "global",
        "go",
        "gosub",
        "goto",
        "if",
        "imp",
        "implements",
        "in",
        "input",
        "inputb",
        "int",
        "integer",
        "is",
        "lbound",
        "len",
        "lenb",
        "let",
        "like",
        "linefeed",
        "local",
        "lock",
        "long",
        "longlong",
        "longptr",
        "loop",
        "lset",
        "me",
        "mod",
        "module",
        "new",
        "next",
        "not",
        "nothing",
        "null",
        "object",
        "on",
        "open",
        "option",
        "optional",
        "or",
        "output",
        "paramarray",
        "preserve",
        "print",
        "private",
        "pset",
        "public",
        "put",
        "raiseevent",
        "redim",
        "rem",
        "resume",
        "return",
        "rset",
        "scale",
        "seek",
        "select",
        "set",
        "sgn",
        "shared",
        "single",
        "spc",
        "static",
        "stop",
        "string",
        "sub",
        "tab",
        "text",
        "then",
        "to",
        "true",
        "type",
        "typeof",
        "ubound",
        "unknown",
        "unlock",
        "until",
        "variant",
        "wend",
        "while",
        "with",
        "withevents",
        "write",
        "xor",
    ]
)


def check_vba_name(name: str, place: Place) -> None:
    """Refuse an argument whose name does not compile in VBA.

    Raises:
        FunctionError: a reserved word.
    """
    if name.casefold() in VBA_RESERVED:
        remedy = f"Name the parameter {name}_; people still see {name}."
        raise FunctionError(f"VBA reserves the word {name!r}.", place, remedy=remedy)


def check_texts(key: str, texts: Mapping[str, str], arguments: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse a function whose texts break Excel's wizard.

    Args:
        key: the function.
        texts: its description by language.
        arguments: the texts of its arguments, by argument and language.

    Raises:
        FunctionError: a text that is missing or too long, or too many arguments.
    """
    if len(arguments) > MOST_ARGUMENTS:
        raise FunctionError(
            f"{len(arguments)} arguments.", Place(key=key), expected=f"at most {MOST_ARGUMENTS}."
        )
    for language, text in texts.items():
        _check_length(text, LONGEST_TEXT, f"{key} ({language})")
        together = 0
        for name, argument in arguments.items():
            _check_length(argument[language], LONGEST_TEXT, f"{key}({name}) ({language})")
            together += len(argument[language])
        if together > LONGEST_ARGUMENT_TEXTS:
            problem = f"all argument texts together have {together} characters."
            expected = f"at most {LONGEST_ARGUMENT_TEXTS}: Excel's wizard breaks past that."
            raise FunctionError(problem, Place(key=f"{key} ({language})"), expected=expected)


def _check_length(text: str, most: int, key: str) -> None:
    """Refuse an empty or overlong text."""
    if not 0 < len(text) <= most:
        raise FunctionError(f"the text has {len(text)} characters.", Place(key=key), expected=f"1 to {most}.")
