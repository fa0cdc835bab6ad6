"""The way in for chat channels: text in, text and links out, one conversation each."""
