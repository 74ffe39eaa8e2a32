"""Who earns with AIGC? Worksheet functions, a formatted report and a careful refresh for A-share baskets."""

__version__ = "0.1.0"
