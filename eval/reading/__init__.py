"""How well the corpus layer reads: clause marks, metadata, facts and references made by hand."""
