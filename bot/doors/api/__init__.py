"""The HTTP edge: routes, requests, problems, limits."""
