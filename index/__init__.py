"""Clauses to indexes, questions to ranked clauses."""
