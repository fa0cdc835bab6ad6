"""What a person sees: the chat page and the documents' pages."""
