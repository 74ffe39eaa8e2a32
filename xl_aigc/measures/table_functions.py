"""The functions of a file of measures, each checked when it is called first, so that one mistake is told once."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.mistakes import Mistake
from xl_aigc.expressions.parse import parse
from xl_aigc.expressions.reading import Function, Vocabulary
from xl_aigc.measures.measure_checks import NAME
from xl_aigc.measures.measure_errors import MeasureError
from xl_aigc.measures.worksheet_calls import CallTemplate, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from xl_aigc.files.yaml_file import Document
    from xl_aigc.measures.table_schema import FunctionSpec


class FaultyError(Exception):
    """A name whose own mistake has been noted: what rests on it adds no mistake of its own."""


@dataclass
class FileFunctions(Mapping[str, Function]):
    """The functions that an expression of a file can call.

    Attributes:
        document: the file.
        specs: its functions.
        held: functions by name: those of the table below, and those of the file.
        dropped: names of entries that can't be read.
        note: takes a mistake.
        vocabulary: the names that they can use.
        templates: worksheet functions that compute the same, by name.
        waiting: names of functions still to be checked.
        faulty: names of functions with a mistake.
    """

    document: Document
    specs: Mapping[str, FunctionSpec]
    held: dict[str, Function]
    dropped: Collection[str]
    note: Callable[[MeasureError], None]
    vocabulary: Callable[[], Vocabulary]
    templates: dict[str, CallTemplate] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Take in the functions of the file."""
        self.held |= {key: Function(key, tuple(one.takes), one.is_) for key, one in self.specs.items()}
        self.waiting |= set(self.specs)

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

    def __contains__(self, name: object) -> bool:
        return name in self.held or name in self.dropped

    def __getitem__(self, name: str) -> Function:
        """Return a function, checked first.

        Raises:
            FaultyError: it has a mistake.
        """
        self.check(name)
        if name in self.faulty or name not in self.held:
            raise FaultyError
        return self.held[name]

    def check(self, name: str) -> None:
        """Read the expression of a function of the file with numbers in place of its parameters, and its template, once."""
        if name not in self.waiting:
            return
        self.waiting.remove(name)
        before = len(self.faulty)
        self._check_names(name)
        if len(self.faulty) > before:
            return
        spec = self.specs[name]
        try:
            parse(spec.is_, self.vocabulary(), bound={one: t.Column(one) for one in spec.takes})
        except Mistake as mistake:
            self.faulty.add(name)
            self.note(MeasureError.of(mistake, self.document.place("functions", name, "is"), spec.is_))
        except FaultyError:
            self.faulty.add(name)
        self._read_template(name)

    def _check_names(self, name: str) -> None:
        """Note parameters that can't have their names."""
        takes = self.specs[name].takes
        wrong = [
            one for one in takes if not NAME.fullmatch(one) or keyword.iskeyword(one) or one == "language"
        ]
        if wrong or len(set(takes)) < len(takes):
            self.faulty.add(name)
            problem, place = (
                f"{', '.join(takes)} can't be parameters.",
                self.document.place("functions", name),
            )
            form = "different names of small letters, digits and _."
            self.note(MeasureError("name", problem, place, expected=form))

    def _read_template(self, name: str) -> None:
        """Read the call of a worksheet function that computes the same."""
        spec = self.specs[name]
        if spec.call is None:
            return
        try:
            self.templates[name] = CallTemplate.read(spec.call, spec.takes)
        except TemplateError as error:
            accepted = (*spec.takes, *(f"{one}.key" for one in spec.takes), "language")
            expected, at = f"{{{'}, {'.join(accepted)}}}.", self.document.place("functions", name, "call")
            self.note(MeasureError("call", f"The template can't be used: {error}.", at, expected=expected))
