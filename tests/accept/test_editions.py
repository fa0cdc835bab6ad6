"""Documents come, change and go on a real server while twenty people ask; it is killed, too."""

import hashlib
import json
import random
import sys
import threading
import time

import httpx
import pytest
from editions import (
    BEES,
    DESK,
    PATIENCE,
    Story,
    Users,
    ask,
    figures,
    file_of,
    misfits,
    told,
    version,
    versions_in,
)

from bot.doors.access.keys import KeyBook
from bot.people.roles import ASK
from bot.people.roles import DOCUMENTS as WRITE
from bot.records.database import database_of
from corpus.settings import Settings
from corpus.shelf.store import Shelf
from tests.bot.desk_files import place_for
from tests.bot.serving import Server

USERS = 20
SHOWN = 5.0  # seconds within which a change is seen, on two cores that nobody else uses
KILLS = 50
MOMENTS = 12.0  # seconds within which it is killed
LIVE = 0.2  # seconds within which /health/live answers


class Place:
    """A server with a data folder of its own, and a key of one who writes."""

    def __init__(self, folder, settings):
        data = place_for(folder / "var", settings)
        database = f"sqlite:///{folder}/thu.sqlite"
        own = Settings(_env_file=None, data_dir=data, database=database)
        self.key = KeyBook(data, database_of(own)).add("văn thư", [ASK, WRITE])[1]
        self.server = Server(data, DATABASE=database, DEADLINE="0")
        self.shelf = Shelf(data / "van-ban")

    def story(self):
        return Story(self.server.address, self.key)


@pytest.fixture
def place(settings, assistant, tmp_path):
    place = Place(tmp_path, settings)
    yield place
    place.server.kill()


def shows(bees):
    """Whether an answer is of that version, and of none other."""
    return lambda words: versions_in(words) == {str(bees)}


def gone(words):
    return not versions_in(words)


def tell(story):
    """A Word file and a PDF: uploaded, looked at, mended, published, replaced, withdrawn."""
    first = story.bring(*file_of("901/UBND-KSTT", 5, "docx"))
    story.mend(first, signer="Nguyễn Thị Thử")
    story.act(first, "publish", shows(5))
    second = story.bring(*file_of("901/UBND-KSTT", 8, "pdf"))
    assert second["document_id"] == first["document_id"]  # a version of it
    story.act(second, "publish", shows(8))
    story.act(second, "withdraw", gone)
    return first


def tell_more(story):
    """Used again, mended in use, replaced by what a person says is its version."""
    first = tell(story)
    story.act(first, "restore", shows(5))
    story.mend(first, shows(5), number="902/UBND-KSTT")
    third = story.bring(*file_of("77/UBND-KSTT", 6, "docx"), replaces=first["document_id"])
    story.act(third, "publish", shows(6))
    story.act(third, "withdraw", gone)


def fine(story, users):
    sys.stdout.write(json.dumps(figures(story, users), ensure_ascii=False) + "\n")
    assert users.failed == []
    assert misfits(users.said, story.editions) == []
    assert len(users.said) > 2 * USERS
    assert len({json.dumps(e.answers[BEES]) for e in story.editions}) > 2  # they can be told apart


def whole(place, story):
    """What was confirmed is there after a kill, what was under way wholly or not at all."""
    entries = {entry.id: entry for entry in place.shelf.entries()}
    found = {name: entries[name].state.value for name in story.states}
    assert found in (story.states, story.maybe or story.states)
    others = [entry for name, entry in entries.items() if name not in story.states]
    assert [entry.state.value for entry in others] in ([], ["draft"])  # a file on its way
    for entry in entries.values():
        raw = place.shelf.path(entry).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == entry.digest
    return {entry.id: entry.state.value for entry in entries.values()}


def served(place, story, states, bees):
    """The started server has all of it: every entry can be looked at, what is published answers
    (one of ``bees``, by entry), and nothing else does."""
    for name, state in states.items():
        seen = story.client.get(f"{DESK}/{name}").json()
        assert (seen["state"], bool(seen["tree"])) == (state, True)
    held = {str(bees[name]) for name, state in states.items() if state == "published"}
    assert versions_in(told(ask(story.visitor, BEES))) == held
    for name in (name for name, state in states.items() if state == "published"):
        text = story.visitor.get(f"/api/v1/documents/{story.names[name]}/text").text
        assert all(line in " ".join(text.split()) for line in version("", bees[name])[6:9])


class Clerk:
    """Replaces one document by the next version of it, again and again, until it is killed."""

    def __init__(self, story, first):
        self.story, self.number, self.bees = story, first, {}

    def run(self):
        held = [name for name, state in self.story.states.items() if state == "published"]
        try:
            while True:
                self.number += 1
                kind = ("docx", "pdf")[self.number % 2]
                made = self.story.bring(*file_of("901/UBND-KSTT", self.number, kind))
                self.bees[made["id"]] = self.number
                self.story.mend(made, signer=f"Người ký {self.number}")
                self.story.act(made, "publish", shows(self.number))
                if self.number % 3 == 0:
                    self.story.act(made, "withdraw", gone)
        except httpx.TransportError:
            return held  # the server is gone


def killed(place, times):
    """Killed at random moments of the clerk's work, and started again each time."""
    seconds, bees, states, names, rng = [], {}, {}, {}, random.Random(20)
    place.server.start()
    for number in range(times):
        story = place.story()
        story.states, story.names = dict(states), dict(names)
        clerk = Clerk(story, 100 * (number + 1))
        users = Users(place.server.address, USERS, pause=1.0)
        thread = threading.Thread(target=clerk.run)
        with users.asking():
            thread.start()
            time.sleep(rng.uniform(0.0, MOMENTS))
            place.server.kill()
        thread.join(PATIENCE)
        assert not thread.is_alive()
        mixed = [one for one in users.said if len(versions_in(str(one.essence))) > 1]
        assert mixed == []
        bees |= clerk.bees
        states = whole(place, story)
        names = {entry.id: entry.document_id for entry in place.shelf.entries()}
        bees |= {e.id: _bees(e.file) for e in place.shelf.entries()}
        seconds.append(place.server.start())
        story.names = names
        served(place, story, states, bees)
    sys.stdout.write(f"killed {times} times, {len(states)} documents, started in "
                     f"{min(seconds):.1f} to {max(seconds):.1f} s\n")  # fmt: skip
    return states


def _bees(file):
    return int(file.rpartition("(")[2].partition(")")[0])


@pytest.mark.accept
def test_documents_come_and_go_while_twenty_ask(place):
    place.server.start()
    story, users = place.story(), Users(place.server.address, USERS, pause=2.0)
    story.begin()
    with users.asking():
        tell(story)
    fine(story, users)
    health = sorted(users.health)
    assert health[len(health) // 2] < LIVE  # other tests may share the machine


@pytest.mark.accept
def test_three_days_of_documents(place):
    place.server.start()
    story, users = place.story(), Users(place.server.address, USERS)
    story.begin()
    with users.asking():
        for _ in range(3):
            tell_more(story)
    fine(story, users)
    for what, times in story.took.items():
        assert max(times) < SHOWN, what
    assert max(users.health) < LIVE


@pytest.mark.accept
def test_killed_at_fifty_moments(place):
    states = killed(place, KILLS)
    assert len(states) > KILLS // 2
