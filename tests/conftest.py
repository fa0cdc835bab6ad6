"""Shared real parts: the directives, the bundled model and the index, made once in ``var/``."""

import os
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

import pytest
from fastapi.testclient import TestClient

from app import create_app
from bot.assemble import Assistant, assemble
from bot.doors.access.identity import COOKIE
from bot.doors.admin.office import Office
from bot.people.roles import ADMINISTRATOR
from bot.question import Ask, Turn
from corpus.library import DIRECTIVES, Library, load_library
from corpus.settings import Settings
from index.embed import Embedder
from tests.bot.doors import CHANNEL, SECRET
from tests.bot.serving import serving

_ONCE = ("test_questions_door.py", "test_words.py")
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library([DIRECTIVES])


@pytest.fixture(scope="session")
def settings(tmp_path_factory) -> Settings:
    """The model and the index are kept between runs, what is recorded is not."""
    kept = tmp_path_factory.mktemp("records") / "thu.sqlite"
    return Settings(
        _env_file=None, data_dir=ROOT / "var", deadline=0, rate_questions=0, rate_reads=0,
        database=f"sqlite:///{kept}",
    )  # fmt: skip


@pytest.fixture(scope="session")
def embedder(settings: Settings) -> Embedder:
    return Embedder("bundled", settings.models_dir)


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    return assemble(settings, build=True)


@pytest.fixture
def ask(assistant):
    def run(question: str, *history: str):
        return assistant.pipeline.invoke(Ask(question, tuple(Turn("user", h) for h in history)))

    return run


@pytest.fixture(scope="session")
def client(settings, assistant):
    """The whole application; ``assistant`` made sure that the index is there."""
    app = create_app(settings, background=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def server(request, settings, tmp_path_factory):
    """The address of a server in a process of its own; TONGDAI_TEST_SERVER names one that runs
    already."""
    if running := os.environ.get("TONGDAI_TEST_SERVER"):
        yield running
        return
    request.getfixturevalue("assistant")  # made sure that the index is there
    channels = tmp_path_factory.mktemp("kenh") / "channels.toml"
    channels.write_text(f'[[channel]]\nname = "{CHANNEL}"\nsecret = "{SECRET}"\n')
    kept = f"sqlite:///{channels.parent / 'thu.sqlite'}"
    variables = {
        "DEADLINE": "0", "CHANNELS": str(channels), "EVAL_PAGE": "true", "DATABASE": kept,
    }  # fmt: skip
    os.environ["TEST_DATABASE"] = kept
    with serving(settings.data_dir, **variables) as address:
        yield address


@pytest.fixture
def office(server, tmp_path):
    """The people of ``server``."""
    kept = Settings(_env_file=None, data_dir=tmp_path, database=os.environ["TEST_DATABASE"])
    return Office.of(kept)


@pytest.fixture
def official(server, office, tmp_path):
    """The cookie of an administrator who is signed in at ``server``, for a browser's context."""
    name = f"lan{tmp_path.name[-6:]}{os.getpid()}"
    person, _ = office.people.add("thử", name, "Lan", ADMINISTRATOR)
    office.people.set_password("thử", person, "con trâu đen bơi qua sông")
    token = office.sessions.begin(person.id, whole=True)
    return {"name": COOKIE, "value": token, "url": server}


def pytest_collection_modifyitems(items):
    """Leave the long checks (mark ``accept``) out unless ``make accept`` asks for them."""
    if os.environ.get("ACCEPT"):
        return
    for item in items:
        if item.get_closest_marker("accept") or _is_said_twice(item):
            item.add_marker(pytest.mark.skip(reason="long: ACCEPT=1 (make accept)"))


def _is_said_twice(item) -> bool:
    """Whether a test of a door runs on PostgreSQL as well, what the door keeps being tested there
    by the tests of the records."""
    return item.path.name in _ONCE and "postgresql" in item.name
