"""Reading of files: regular ones only, bounded in size, as text, CSV, YAML or a zip archive, with the place of everything read."""
