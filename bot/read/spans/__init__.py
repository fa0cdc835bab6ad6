"""The words of a clause that answer: typed values in it, what a question wants, and which fits."""
