"""What numbers are worth is fitted, or reasoned and listed here: no other stands in the code."""

import ast
from pathlib import Path

import bot

_PLAIN = {0.0, 0.5, 1.0}
# file, number: why it is no weight fitted by hand on the five directives
_REASONED = {
    (
        "doors/audiosocket/ear.py",
        3.0,
    ): "times the noise, 10 dB; the seconds over which it is sought",
    ("doors/audiosocket/ear.py", 200.0): "about -44 dB, under the echo and hum of ordinary lines",
    ("doors/audiosocket/hotline.py", 5.0): "seconds to connect",
    ("doors/audiosocket/hotline.py", 90.0): "seconds for an answer, more than a turn can wait",
    ("doors/audiosocket/line.py", 5.0): "seconds for the switchboard's first frame",
    ("doors/audiosocket/player.py", 0.2): "seconds of sound that are not made up for",
    ("doors/audiosocket/protocol.py", 0.02): "seconds of a frame, by the protocol",
    ("doors/audiosocket/server.py", 2.0): "seconds for the last frames",
    ("doors/channels/webhook.py", 5.0): "seconds to connect",
    ("doors/channels/webhook.py", 10.0): "seconds for a reply to be taken",
    ("doors/mcp/http.py", 60.0): "seconds that a question waits for the start",
    ("doors/mcp/stdio.py", 600.0): "seconds that a question waits for the start",
    ("doors/hotline/sound/espeak.py", 20.0): "seconds for a text",
    ("doors/hotline/sound/resample.py", 0.94): "of the band, the rest is the filter's slope",
    ("doors/api/gate.py", 60.0): "seconds between two lines in the log",
    ("doors/api/kept.py", 60.0): "seconds for a file to be made",
    **{
        ("doors/seen/metrics.py", edge): "seconds at the edges of a histogram"
        for edge in (
            0.01,
            0.025,
            0.05,
            0.1,
            0.2,
            0.3,
            0.75,
            1.5,
            2.0,
            3.0,
            5.0,
            10.0,
            20.0,
            60.0,
        )
    },
    ("people/oidc.py", 10.0): "seconds for the provider to answer",
    ("doors/api/limits.py", 5.0): "seconds to wait",
    ("desk/watch.py", 2.0): "seconds after the last change of a file",
    ("people/passwords.py", 0.7): "of a password's steps that are neighbours on a keyboard",
    ("records/recorder.py", 0.01): "seconds between two looks at the queue",
    ("records/recorder.py", 2.0): "seconds until the next try, growing",
    ("records/recorder.py", 5.0): "the same; seconds to wait for the queue",
    ("records/recorder.py", 15.0): "the same",
    ("records/recorder.py", 60.0): "the same",
    ("records/recorder.py", 3600.0): "seconds between two looks for what is too old",
    ("generate/check.py", 60.0): "seconds for one call of a model that is tried out",
    ("generate/failures.py", 0.05): "seconds between two looks whether anybody still waits",
    ("generate/failures.py", 30.0): "seconds that a model which was too slow is left alone",
    ("generate/failures.py", 480.0): "the longest that it is left alone",
    ("generate/generate.py", 6.0): "seconds for a role, as the settings have them",
    ("generate/generate.py", 10.0): "the same",
    ("generate/generate.py", 20.0): "the same",
    ("generate/reply.py", 0.05): "seconds between two looks whether anybody still waits",
    ("vote.py", 1e-6): "no logarithm of nothing",
    ("understand/acts/model.py", 1e-6): "the same",
    ("read/learned/beside.py", 1e-9): "no division by nothing",
    ("read/learned/features.py", 1e-9): "no division by nothing",
    ("read/claim.py", 0.85): "of a claim's words in the clause's order: copied, not reworded",
    ("read/claim.py", 0.2): "of a claim's words that may stand nowhere: one in five",
    ("read/claim.py", 0.4): "of a claim's words that the clause itself holds, not what heads it",
    ("compose/things.py", 0.6): "of a clause that a sentence told before it may be",
    ("read/extract.py", 0.25): "long sentences share more words: the fourth root of their length",
    ("read/verdict/signs.py", 0.25): "the same",
    ("retrieve/listing.py", 0.8): "of a topic's words that a clause on it holds",
    ("understand/english/glossary.py", 0.9): "how alike a misspelt English word is",
    ("understand/english/language.py", 0.4): "share of words that are not Vietnamese",
    ("understand/english/language.py", 0.3): "the same, with Vietnamese diacritics beside them",
    ("understand/english/language.py", 0.2): "the same, without any",
    ("understand/typing/normal.py", 0.3): "words without diacritics in careful Vietnamese",
    ("understand/typing/normal.py", 0.003): "how seldom a careful writer leaves out diacritics",
    ("understand/guard/guard.py", 0.4): "suspicion, fitted by eval fit-guard",
    ("understand/guard/guard.py", 0.55): "the same, of the question beside an order",
    ("understand/guard/guard.py", 0.6): "the same",
    ("understand/guard/guard.py", 0.7): "the same",
    ("understand/guard/guard.py", 0.75): "the same",
    ("understand/guard/suspicion.py", 0.4): "of words that mix letters and digits",
}


def numbers():
    folder = Path(bot.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, float) and value not in _PLAIN:
                yield path.relative_to(folder).as_posix(), value


def test_no_number_is_set_by_hand():
    assert set(numbers()) - _REASONED.keys() == set()


def test_the_table_lists_nothing_that_is_gone():
    assert _REASONED.keys() - set(numbers()) == set()
