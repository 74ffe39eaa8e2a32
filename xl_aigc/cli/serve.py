"""`serve`: the worksheet functions in xlwings Server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from xl_aigc.cli.say import say
from xl_aigc.location import store_to_read

Environment = Literal["dev", "qa", "uat", "staging", "prod"]
Language = Literal["en", "zh"]

Host = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS", help="Address to listen at; the default is reached from this machine only."
    ),
]
Port = Annotated[int, typer.Option(metavar="NUMBER", help="Port to listen at.", min=1, max=65535)]
AllowedHosts = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Host name that people's Excel uses; can be repeated.",
        show_default="this machine's",
    ),
]
LoginKind = Annotated[Environment, typer.Option(help="All but dev on this machine ask for a login.")]
Project = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="Project folder; what it lacks is written.", show_default="one of your own"
    ),
]
Workers = Annotated[int, typer.Option(metavar="NUMBER", help="Processes that share the work.", min=1)]
Certificate = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="TLS certificate; Excel takes an add-in over https only."),
]
Key = Annotated[Path | None, typer.Option(metavar="FILE", help="Key of the certificate.")]
LargestBody = Annotated[int, typer.Option(metavar="BYTES", help="Largest request in bytes.", min=1024)]
HelpLanguage = Annotated[Language, typer.Option(help="Language of the help texts, in a new project.")]


def serve(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    allowed_host: AllowedHosts = None,
    environment: LoginKind = "dev",
    project: Project = None,
    workers: Workers = 1,
    certificate: Certificate = None,
    key: Key = None,
    largest_body: LargestBody = 16 * 1024 * 1024,
    language: HelpLanguage = "en",
) -> None:
    """Serve the worksheet functions to Excel with xlwings Server (no free licence for commercial use)."""
    from xl_aigc.hosts.xlwings_server import ServerOptions
    from xl_aigc.hosts.xlwings_server import serve as serve_functions
    from xl_aigc.hosts.xlwings_server.start import default_project

    if (certificate is None) != (key is None):
        raise typer.BadParameter("--certificate and --key go together.")
    store_to_read()  # one that is named and not there is refused before cells ask
    serve_functions(
        ServerOptions(
            host=host,
            port=port,
            names=tuple(allowed_host or ()),
            environment=environment,
            project=project or default_project(),
            workers=workers,
            certificate=(certificate, key) if certificate and key else None,
            largest_body=largest_body,
            language=language,
        ),
        say,
    )
