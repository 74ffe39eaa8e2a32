"""The command line: one module a subject, one command a call. Nothing heavy is imported before a command runs."""
