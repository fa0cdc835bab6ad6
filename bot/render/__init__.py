"""Answers as text: each module one form of the same statements."""
