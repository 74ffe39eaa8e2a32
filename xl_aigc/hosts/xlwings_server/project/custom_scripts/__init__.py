"""The scripts of this server: none yet. Own ones may be imported here."""
