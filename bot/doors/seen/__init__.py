"""What those who run the server see of it: figures, a log, traces; never what was asked."""
