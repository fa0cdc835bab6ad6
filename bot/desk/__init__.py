"""Documents on a running server: what is brought in, tried, published, withdrawn; its editions."""
