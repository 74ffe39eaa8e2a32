"""Logins of this server."""
