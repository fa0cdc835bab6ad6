"""What is kept in the database: questions and their outcome, opinions, people, keys, the audit log.

SQLite in the data folder, or PostgreSQL by ``TONGDAI_DATABASE``; one schema, one code for both.
"""
