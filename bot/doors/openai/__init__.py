"""The way in for programs that speak to OpenAI's chat completions."""
