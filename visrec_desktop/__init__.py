"""VisRec Desktop: a client shows a photo, the shop answers from its own shelves."""

__version__ = "0.1.0"
