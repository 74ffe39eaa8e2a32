"""The functions in xlwings Server: Excel on Windows, Mac and the web, with Python on a server.

xlwings Server is not free for commercial use; `docs/server.md` says more. It comes with the extra `server`.
"""

from xl_aigc.hosts.xlwings_server.project import write_project
from xl_aigc.hosts.xlwings_server.start import ServerOptions, serve

__all__ = ["ServerOptions", "serve", "write_project"]
