"""`layout`: for those who change what the report holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.commands import Commands
from xl_aigc.cli.examples import examples
from xl_aigc.cli.options import AsJson
from xl_aigc.cli.say import say
from xl_aigc.counts import with_noun
from xl_aigc.errors import AigcError, DataError, LayoutError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xl_aigc.data.model import Facts

app = Commands(help="Copy layouts, check them, start new ones, print their schema.")

_FOLDER = typer.Argument(metavar="FOLDER", help="Folder of layouts.", show_default="the bundled ones")
_DATA = typer.Option(
    metavar="FOLDER",
    help="Folder of the basket whose companies the layouts may name.",
    show_default="the bundled basket",
)


@app.command(epilog=examples("layout check"))
def check(
    folder: Annotated[Path | None, _FOLDER] = None,
    *,
    data: Annotated[Path | None, _DATA] = None,
    as_json: AsJson = False,
) -> None:
    """List everything that is wrong with the layouts of a folder, its theme, and its measures."""
    from xl_aigc.data.folder import load_facts
    from xl_aigc.measures.own import table_with
    from xl_aigc.report.builder import known_keys, measures_in
    from xl_aigc.report.layout import NEEDED, check_layouts, load_layouts, templates_folder
    from xl_aigc.report.theme import load_theme

    facts = load_facts(data)
    table, errors = table_with(facts.measures, sorts=facts.sorts), list[AigcError]()
    try:
        table = table_with(facts.measures, measures_in(folder), sorts=facts.sorts)
    except DataError as error:
        errors.append(error)
    known = {**known_keys(table), "ticker": facts.tickers}
    wrong_keys = check_layouts(folder, known, NEEDED)
    errors += wrong_keys
    theme = folder / "theme.yaml" if folder is not None else templates_folder() / "theme.yaml"
    if theme.exists():
        try:
            load_theme(theme)
        except LayoutError as error:
            errors.append(error)
    if folder is not None and not errors:
        errors += _errors_of_drawing(folder, facts)
    if as_json:
        say(json_of({"warnings": list(map(str, table.warnings)), "errors": list(map(str, errors))}))
    else:
        _tell(table.warnings, errors)
        if data is None and len(_of_any_basket(folder, known)) < len(wrong_keys):
            say("Such a measure may be in measures.yaml of your basket: add --data FOLDER.", err=True)
    if errors:
        raise typer.Exit(1)
    if not as_json:
        layouts = load_layouts(folder, known=known_keys(table))
        say(f"{with_noun(len(layouts), '{:,} layout', '{:,} layouts')}, nothing wrong.")


def _tell(warnings: Iterable[object], errors: Iterable[AigcError]) -> None:
    for warning in warnings:
        say(f"warning: {warning}")
    for wrong in errors:
        say(str(wrong), err=True)


def _of_any_basket(folder: Path | None, known: Mapping[str, Iterable[str]]) -> list[AigcError]:
    """Return what is wrong with layouts whatever measures a basket declares."""
    from xl_aigc.report.layout import NEEDED, check_layouts

    return check_layouts(folder, {kind: keys for kind, keys in known.items() if kind != "measure"}, NEEDED)


def _errors_of_drawing(folder: Path, facts: Facts) -> list[AigcError]:
    """Return what a build of a folder of sound layouts would stumble over, such as a chart of a table that is not there."""
    from xl_aigc.report.builder import BuildOptions, draw_report, known_keys, make_report
    from xl_aigc.report.layout import load_layouts
    from xl_aigc.report.template_files import read_template

    report = make_report(facts, BuildOptions(layouts=folder))
    try:
        draw_report(report, load_layouts(folder, known=known_keys(report.table)))
    except LayoutError as error:
        files = (read_template(path) for path in sorted(folder.glob("[0-9][0-9]_*.yaml")))
        file = next((one.path for one in files if one.value.get("sheet") == error.place.sheet), folder)
        return [error.at(Place(Path(file)))]
    return []


@app.command(epilog=examples("layout copy"))
def copy(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder to write: not there yet, or empty.")
    ],
) -> None:
    """Copy the bundled layouts, their theme and their schemas, to change them."""
    from xl_aigc.report.new_layouts import copy_layouts

    say("\n".join([f"Wrote {folder.resolve()}", *(f"  {name}" for name in copy_layouts(folder))]))


@app.command(epilog=examples("layout new"))
def new(
    name: Annotated[
        str, typer.Argument(metavar="KEY", help="Key of the sheet: small letters, digits and _.")
    ],
    folder: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where to write it.", show_default="this folder")
    ] = Path(),
) -> None:
    """Write a layout to start from: a page of key figures and rankings, with every kind of block in its comments."""
    import xl_aigc.report.blocks  # noqa: F401  they register the kinds of block that the starter lists
    from xl_aigc.report.new_layouts import new_layout

    try:
        written = new_layout(name, folder)
    except OSError as error:
        raise LayoutError(
            f"The layout can't be written: {error.strerror or error}.",
            Place(folder),
            remedy="Name another --folder.",
        ) from error
    say(f"Wrote {written}")


@app.command(epilog=examples("layout schema"))
def schema(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="File to write.", show_default="print it"),
    ] = None,
    *,
    measures: Annotated[bool, typer.Option("--measures", help="The schema of measures.yaml.")] = False,
) -> None:
    """Give the JSON schema of layouts, or of files of measures, for editors that offer keys while you type."""
    from xl_aigc.report.output import check_output

    text = measures_schema_text() if measures else schema_text()
    if output is None:
        say(text, nl=False, as_it_is=True)
        return
    check_output(output, output.suffix.lower())
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise LayoutError(
            f"The schema can't be written: {error.strerror or error}.", Place(output)
        ) from error
    say(f"Wrote {output}")


def schema_text() -> str:
    """Return the schema as `templates/layout.schema.json` holds it."""
    from xl_aigc.report.builder import known_keys
    from xl_aigc.report.layout import json_schema

    return json.dumps(json_schema(known_keys()), indent=2, ensure_ascii=False) + "\n"


def measures_schema_text() -> str:
    """Return the schema as `templates/measures.schema.json` holds it."""
    from xl_aigc.measures.table_schema import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
