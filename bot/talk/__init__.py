"""What is said beside answers: where to go, and other turns of a conversation."""
