"""The worksheet functions of this server. Own ones may be imported here too."""

from xl_aigc.hosts.xlwings_server.registration import custom_functions

globals().update(custom_functions(language="en"))
