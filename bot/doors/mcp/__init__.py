"""The way in for language models' programs: the Model Context Protocol, over HTTP and stdio."""
