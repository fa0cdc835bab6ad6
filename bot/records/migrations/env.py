"""Runs the steps on the connection that ``bot.records.migrate`` hands over."""

from alembic import context

from bot.records.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
