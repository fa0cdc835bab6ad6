"""Sound of a call: WAV files, their mark, speech out of text and text out of speech."""
