"""One catalogue of functions: every host, the reference, the help and the Functions sheet are made from it.

A function is declared once, where it is computed: its name and arguments are the Python signature, and `Annotated` hints say
how they are read. Texts and examples stand in tables (`descriptions`). What Excel or xlwings would refuse is refused here, at
import.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Final, Literal, TypeVar, get_args, get_origin

from xl_aigc.errors import FunctionError, Place
from xl_aigc.functions.argument_kinds import Taken
from xl_aigc.functions.arguments import Kind, Takes
from xl_aigc.functions.calls import Call, spilling, spreading
from xl_aigc.functions.descriptions import EXAMPLES, Example, described
from xl_aigc.functions.limits import check_texts, check_vba_name
from xl_aigc.functions.ranges import Sweep

NameStyle = Literal["vba", "officejs", "calc"]
PREFIX: Final[Mapping[str, str]] = MappingProxyType(
    {"vba": "AIGC_", "officejs": "_xldudf_AIGC_", "calc": "AIGC."},
)


@dataclass(frozen=True)
class Argument:
    """One argument of a function.

    `name` is the one people see; `parameter` is the same with an underscore where Python or VBA reserves the word.
    """

    name: str
    parameter: str
    kind: Kind
    en: str
    zh: str
    accepts: tuple[str, ...]
    optional: bool
    default: object

    @property
    def is_range(self) -> bool:
        """Return whether it is taken as a whole range, not cell by cell."""
        return self.kind in {"numbers", "values", "outcome", "table"}


@dataclass(frozen=True)
class Function:
    """A worksheet function: its name, arguments, help texts and implementation.

    `call` takes what a host hands over and never raises; `compute` is the plain Python function that was declared.
    """

    key: str
    en: str
    zh: str
    arguments: tuple[Argument, ...]
    examples: tuple[Example, ...]
    spreads: bool
    heavy: bool
    compute: Callable[..., object]
    call: Call

    def name(self, style: NameStyle = "vba") -> str:
        """Its name as a host writes it: `AIGC_YOY`, `_xldudf_AIGC_YOY` or `AIGC.YOY`."""
        return PREFIX[style] + self.key

    @property
    def syntax(self) -> str:
        """Name and arguments, the optional ones in brackets: `AIGC_STATUS(current, prior, [language])`."""
        shown = (f"[{each.name}]" if each.optional else each.name for each in self.arguments)
        return f"{self.name()}({', '.join(shown)})"


_FUNCTIONS: Final[dict[str, Function]] = {}
CATALOGUE: Final[Mapping[str, Function]] = MappingProxyType(_FUNCTIONS)
"""All functions by key (`YOY`), in the order of the reference."""

Plain = TypeVar("Plain", bound=Callable[..., object])


def function(
    *, spreads: bool = False, heavy: bool = False, sweep: Sweep | None = None
) -> Callable[[Plain], Plain]:
    """Declare a worksheet function; the decorated function stays as it is.

    Args:
        spreads: computed cell by cell, so that a range in any argument gives a range.
        heavy: reads tables or files, so a formula wizard must not call it while someone types.
        sweep: computes whole columns of it at once; a cell that it leaves None or undefined is computed by itself.

    Raises:
        FunctionError: at import, where Excel, its wizard, VBA or xlwings would refuse the function.
    """

    def declare(compute: Plain) -> Plain:
        key = compute.__name__.rstrip("_").upper()
        arguments = _arguments(compute, key)
        texts, examples = described(key), EXAMPLES.get(key, ())
        check_texts(key, texts._asdict(), {each.name: {"en": each.en, "zh": each.zh} for each in arguments})
        if not examples:
            raise FunctionError("The function has no example.", Place(key=key))
        if key in _FUNCTIONS:
            raise FunctionError("Two functions have this name.", Place(key=key))
        kinds = [Taken(each.kind, each.optional, each.default, each.name) for each in arguments]
        call = spreading(key, compute, kinds, sweep) if spreads else spilling(key, compute, kinds)
        _FUNCTIONS[key] = Function(key, *texts, arguments, examples, spreads, heavy, compute, call)
        return compute

    return declare


def bare_name(name: str) -> str:
    """A function's name without the prefix of a host.

    Example:
        >>> bare_name("_xldudf_AIGC_YOY"), bare_name("aigc.yoy"), bare_name("YOY")
        ('YOY', 'YOY', 'YOY')
    """
    return name.strip().upper().removeprefix("_XLDUDF_").removeprefix("AIGC_").removeprefix("AIGC.")


def find(name: str) -> Function | None:
    """A function by any of its names, in any case: `YOY`, `AIGC_YOY`, `AIGC.YOY`, `_xldudf_AIGC_YOY`."""
    return CATALOGUE.get(bare_name(name))


def _arguments(compute: Callable[..., object], key: str) -> tuple[Argument, ...]:
    """The arguments of a declared function from its signature."""
    return tuple(_argument(each, key) for each in inspect.signature(compute).parameters.values())


def _argument(parameter: inspect.Parameter, key: str) -> Argument:
    """One argument from its parameter.

    Raises:
        FunctionError: keyword-only or variable arguments (classic UDFs know neither), no hint, no text, a word that VBA reserves.
    """
    place = Place(key=f"{key}({parameter.name})")
    if parameter.kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD:
        raise FunctionError(f"A {parameter.kind.description} argument can't be called from a cell.", place)
    hint = parameter.annotation
    takes = next((each for each in get_args(hint)[1:] if isinstance(each, Takes)), None)
    if get_origin(hint) is not Annotated or takes is None:
        raise FunctionError(
            "The argument does not say what it takes.",
            place,
            expected="Annotated[type, Takes(...)], not postponed to a text.",
        )
    check_vba_name(parameter.name, place)
    optional = parameter.default is not inspect.Parameter.empty
    name = parameter.name.rstrip("_")
    return Argument(
        name,
        parameter.name,
        takes.kind,
        *described(key, name),
        takes.accepts,
        optional=optional and not takes.required,
        default=parameter.default if optional else None,
    )
