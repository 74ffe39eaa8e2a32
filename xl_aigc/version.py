"""The version of the package, for the parts below the public functions."""

__version__ = "0.1.0"
