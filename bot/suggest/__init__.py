"""Questions to begin with, and such as go on from an answer."""
