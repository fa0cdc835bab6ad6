"""Pages for officials: signing in, people, keys, the switch, the log of changes."""
