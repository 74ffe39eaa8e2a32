"""Reading of files: regular ones only, bounded in size, as text, CSV or YAML, with the line of everything read."""
