"""Answers as they are read aloud."""
