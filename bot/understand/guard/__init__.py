"""What is no question: commands, commitments, insults, small talk."""
