"""Known texts printed and scanned: is the same clause tree read off the paper?"""
