"""What goes out over HTTP, as schemas: for the description of the interface and for its tests.

Answers are made by the data's own ``as_json`` and go out as they are; these models say what is in
them and are not run on the way. ``tests/bot/test_openapi.py`` holds both together.
"""
