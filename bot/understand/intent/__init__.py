"""What a question wants to know."""
