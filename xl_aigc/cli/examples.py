"""Examples of every command, shown at the end of its help."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "build": (
        "xl-aigc build",
        "xl-aigc build --language zh --pdf --open",
        "xl-aigc build --data my_basket --language en --language zh -o reports",
        "xl-aigc build --set limit_rd_100m=50e6 -o report.xlsx",
    ),
    "check": ("xl-aigc check report.xlsx", "xl-aigc check report.xlsx --no-office --json"),
    "preview": ("xl-aigc preview report.xlsx", "xl-aigc preview report.xlsx -o pages --dpi 150"),
    "freeze": ("xl-aigc freeze report.xlsm", "xl-aigc freeze report.xlsm -o for_clients.xlsm"),
    "refresh": (
        "xl-aigc refresh --from export.xlsx --workbook report.xlsx --dry-run",
        "xl-aigc refresh --from export.xlsx --workbook report.xlsx",
        "xl-aigc refresh --undo --workbook report.xlsx",
    ),
    "roll": ("xl-aigc roll report.xlsx --to 2023FY -o report_2023.xlsx",),
    "adopt": ("xl-aigc adopt report.xlsx",),
    "diff": ("xl-aigc diff report.xlsx report_today.xlsx --all",),
    "doctor": ("xl-aigc doctor",),
    "serve": (
        "xl-aigc serve",
        "xl-aigc serve --host 0.0.0.0 --certificate cert.pem --key key.pem --environment prod",
    ),
    "eval": (
        "xl-aigc eval '=AIGC_YOY(120,100)'",
        'xl-aigc eval \'=AIGC_FIGURE("300418.SZ","revenue","2024H1")\'',
        "xl-aigc eval net_profit_yoy --explain",
    ),
    "data check": ("xl-aigc data check", "xl-aigc data check --data my_basket --language zh"),
    "data read": ("xl-aigc data read export.xlsx", "xl-aigc data read export.xlsx --unit 万 --json"),
    "data new": (
        "xl-aigc data new my_basket --from export.xlsx",
        "xl-aigc data new us --from us.csv --market us --currency USD",
    ),
    "layout copy": ("xl-aigc layout copy my_layouts",),
    "layout check": ("xl-aigc layout check my_layouts",),
    "layout new": ("xl-aigc layout new sales --folder my_layouts",),
    "layout schema": ("xl-aigc layout schema -o layout.schema.json",),
    "store info": ("xl-aigc store info",),
    "store history": ("xl-aigc store history", "xl-aigc store history 300418.SZ net_profit 2024H1"),
    "store series": ("xl-aigc store series 300418.SZ revenue",),
    "store set-aside": ("xl-aigc store set-aside",),
    "store export": ("xl-aigc store export known --as-of 2024-09-12",),
    "store verify": ("xl-aigc store verify",),
    "addin excel": ("xl-aigc addin excel", "xl-aigc addin excel --install --language zh"),
    "addin libreoffice": ("xl-aigc addin libreoffice --install",),
    "addin lite": ("xl-aigc addin lite -o my_lite",),
    "addin upgrade": ("xl-aigc addin upgrade report.xlsm",),
}


def examples(command: str) -> str:
    r"""Return the end of a command's help, as click prints it line by line.

    Example:
        >>> examples("adopt")
        '\x08\nExamples:\n  xl-aigc adopt report.xlsx'
    """
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in EXAMPLES[command])))
