"""The functions in xlwings Lite: Python in Excel's task pane, free, on Windows, Mac and the web."""

from xl_aigc.hosts.xlwings_lite.source import main_text, requirements_text, write_lite

__all__ = ["main_text", "requirements_text", "write_lite"]
