"""Candidates for a question: look-up, lists, search."""
