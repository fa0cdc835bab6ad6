"""The learned reader's fit: small corpora of many documents, their questions, the report."""
