"""The hidden sheet `xlwings.conf`: what xlwings' VBA reads in a workbook before it starts Python.

By default Python would look for modules in the workbook's own folder first. That ends with an error where OneDrive or SharePoint
hold the workbook and its address can't be mapped to a folder, and it would run a file that somebody has put beside a
workbook. The functions are an installed package, so that the folder is not needed. Other settings are looked up as before: in
`xlwings.conf` beside the workbook, then in the user's own.
"""

from __future__ import annotations

from typing import Final

SHEET: Final = "xlwings.conf"
ROWS: Final = (("ADD_WORKBOOK_TO_PYTHONPATH", "false"),)
