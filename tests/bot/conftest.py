"""Fixtures of the doors' tests."""

from tests.bot.databases import address, database, postgres_server

__all__ = ["address", "database", "postgres_server"]
