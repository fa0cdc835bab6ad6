"""A line into a switchboard: Asterisk's AudioSocket, spoken to the HTTP hotline."""
