"""The login by one token: `XLWINGS_AUTH_PROVIDERS=["aigc_token"]`."""

from xl_aigc.hosts.xlwings_server.token_login import validate_token

__all__ = ["validate_token"]
