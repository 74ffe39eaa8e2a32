"""`layout`: for those who change what the report holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_aigc.cli.say import say
from xl_aigc.errors import AigcError, DataError, LayoutError, Place
from xl_aigc.files.regular import regular_file

if TYPE_CHECKING:
    from xl_aigc.data.model import Facts

app = typer.Typer(help="Copy layouts, check them, start new ones, print their schema.", no_args_is_help=True)

_FOLDER = typer.Argument(help="Folder of layouts.", show_default="the bundled ones")
_DATA = typer.Option(
    help="Folder of the basket whose companies the layouts may name.", show_default="the bundled basket"
)


@app.command()
def check(
    folder: Annotated[Path | None, _FOLDER] = None, *, data: Annotated[Path | None, _DATA] = None
) -> None:
    """List everything that is wrong with the layouts of a folder, its theme, and its measures."""
    from xl_aigc.data.folder import load_facts  # noqa: PLC0415  help must not wait for what only a check needs
    from xl_aigc.measures.own import table_with  # noqa: PLC0415
    from xl_aigc.report.builder import known_keys, measures_in  # noqa: PLC0415
    from xl_aigc.report.layout import NEEDED, check_layouts, load_layouts, templates_folder  # noqa: PLC0415
    from xl_aigc.report.theme import load_theme  # noqa: PLC0415

    facts = load_facts(data)
    table, errors = table_with(facts.measures, layers=facts.layers), list[AigcError]()
    try:
        table = table_with(facts.measures, measures_in(folder), layers=facts.layers)
    except DataError as error:
        errors.append(error)
    errors += check_layouts(folder, {**known_keys(table), "ticker": facts.tickers}, NEEDED)
    theme = folder / "theme.yaml" if folder is not None else templates_folder() / "theme.yaml"
    if theme.exists():
        try:
            load_theme(theme)
        except LayoutError as error:
            errors.append(error)
    if folder is not None and not errors:
        errors += _errors_of_drawing(folder, facts)
    if table.warnings:
        say("\n".join(f"warning: {warning}" for warning in table.warnings))
    if errors:
        say("\n".join(str(error) for error in errors), err=True)
        raise typer.Exit(1)
    say(f"{len(load_layouts(folder, known=known_keys(table)))} layouts, nothing wrong.")


def _errors_of_drawing(folder: Path, facts: Facts) -> list[AigcError]:
    """Return what a build of a folder of sound layouts would stumble over, such as a chart of a table that is not there."""
    from xl_aigc.report.builder import BuildOptions, draw_report, known_keys, make_report  # noqa: PLC0415  as above
    from xl_aigc.report.layout import load_layouts  # noqa: PLC0415
    from xl_aigc.report.template_files import read_template  # noqa: PLC0415

    report = make_report(facts, BuildOptions(layouts=folder))
    try:
        draw_report(report, load_layouts(folder, known=known_keys(report.table)))
    except LayoutError as error:
        files = (read_template(path) for path in sorted(folder.glob("[0-9][0-9]_*.yaml")))
        file = next((one.path for one in files if one.value.get("sheet") == error.place.sheet), folder)
        return [error.at(Place(Path(file)))]
    return []


@app.command()
def copy(
    folder: Annotated[Path, typer.Argument(help="Folder to write: not there yet, or empty.")],
) -> None:
    """Copy the bundled layouts, their theme and their schemas, to change them."""
    from xl_aigc.report.new_layouts import copy_layouts  # noqa: PLC0415  help must not wait for the blocks

    say("\n".join([f"Wrote {folder.resolve()}", *(f"  {name}" for name in copy_layouts(folder))]))


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Key of the sheet: small letters, digits and _.")],
    folder: Annotated[Path, typer.Option(help="Where to write it.", show_default="this folder")] = Path(),
) -> None:
    """Write a starter layout with every kind of block in its comments."""
    import xl_aigc.report.blocks  # noqa: F401, PLC0415  they register the kinds of block that the starter lists
    from xl_aigc.report.new_layouts import new_layout  # noqa: PLC0415

    try:
        written = new_layout(name, folder)
    except OSError as error:
        raise LayoutError(
            f"The layout can't be written: {error.strerror or error}.",
            Place(folder),
            remedy="Name another --folder.",
        ) from error
    say(f"Wrote {written}")


@app.command()
def schema(
    output: Annotated[Path | None, typer.Option(help="File to write.", show_default="print it")] = None,
    *,
    measures: Annotated[bool, typer.Option("--measures", help="The schema of measures.yaml.")] = False,
) -> None:
    """Give the JSON schema of layouts, or of files of measures, for editors that offer keys while you type."""
    text = measures_schema_text() if measures else schema_text()
    if output is None:
        say(text, nl=False)
        return
    if output.exists():
        regular_file(output, None, LayoutError)
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise LayoutError(
            f"The schema can't be written: {error.strerror or error}.", Place(output)
        ) from error
    say(f"Wrote {output}")


def schema_text() -> str:
    """Return the schema as `templates/layout.schema.json` holds it."""
    from xl_aigc.report.builder import known_keys  # noqa: PLC0415  help must not wait for the blocks
    from xl_aigc.report.layout import json_schema  # noqa: PLC0415

    return json.dumps(json_schema(known_keys()), indent=2, ensure_ascii=False) + "\n"


def measures_schema_text() -> str:
    """Return the schema as `templates/measures.schema.json` holds it."""
    from xl_aigc.measures.table_schema import json_schema  # noqa: PLC0415  as above

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
