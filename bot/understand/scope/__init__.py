"""Which documents, provinces and clauses a question names."""
