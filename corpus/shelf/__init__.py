"""Documents that came in while the server runs: their files, what a person decided about them."""
