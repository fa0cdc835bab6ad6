"""Question to verified answer with citations; the ways in stand in api and page."""
