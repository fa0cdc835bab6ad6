"""What each act of a conversation is answered with."""
