"""The door to a language model, which is never trusted."""
