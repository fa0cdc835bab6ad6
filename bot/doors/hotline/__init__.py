"""The telephone: a call's turns in text, sound or keys, answered by the one pipeline."""
