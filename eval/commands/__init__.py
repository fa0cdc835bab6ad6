"""The commands of ``python -m eval``, a module a group."""
