"""Evaluation runs from a page of the server, and sets as an official keeps them."""
