"""Many small corpora of documents that the program has not seen, and how it answers over them."""
