"""The learned reader's fit: small corpora drawn from many documents, their questions, the report."""
