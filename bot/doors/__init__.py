"""Ways in: HTTP, the chat page."""
