"""The learned reader: features that mean the same in any corpus, trees fitted over many."""
