"""Vietnamese as it is written: characters, syllables, words, spelling, dates, quantities."""
