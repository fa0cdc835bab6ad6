import pytest
from fastapi.testclient import TestClient

from app import create_app


@pytest.fixture(scope="session")
def client(settings, assistant):
    """The whole application; ``assistant`` made sure that the index is there."""
    app = create_app(settings, background=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
