"""A question and a clause read together: how well the clause answers, and where in it."""

from index.cross.reader import CrossReader, Told, open_cross

__all__ = ["CrossReader", "Told", "open_cross"]
