"""A conversation to one question that can be read alone."""
