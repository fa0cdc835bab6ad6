"""What a message does, before anything is searched: ask, doubt, thank, want it shorter, attack …"""
