"""What is read of documents alone, and so serves every edition that holds them: the next edition
begins with what the one before has read."""

import threading
from collections.abc import Iterable, Sequence

from bot.evidence.profile import Profiles
from bot.read.learned.words import Clauses
from bot.vocabulary import names, phrases, talk
from corpus.document import Document
from corpus.language.diacritics import Restorer
from corpus.tasks.book import TaskBook

_KEPT = 2  # restorers: for everyone, and for officials


class Carried:
    """Profiles and words of clauses, tasks of documents; what restores diacritics, made from the
    nearest one kept."""

    def __init__(self, tasks: TaskBook | None = None) -> None:
        self.tasks = tasks or TaskBook()
        self.profiles = Profiles()
        self.clauses = Clauses()
        self._made: list[tuple[dict[str, str], Restorer]] = []
        self._lock = threading.Lock()

    def restorer(self, documents: Iterable[Document]) -> Restorer:
        """What has read these documents' texts and our own vocabulary."""
        texts = {document.digest: document.text for document in documents}
        with self._lock:
            nearest = min(
                self._made, key=lambda one: len(one[0].keys() ^ texts.keys()), default=None
            )
            if nearest is None:
                made = Restorer([*texts.values(), *phrases(), names(), talk()])
            elif nearest[0].keys() == texts.keys():
                self._made.remove(nearest)
                made = nearest[1]
            else:
                known, restorer = nearest
                gone = _without(known, texts)
                made = restorer.changed(gone, _without(texts, known))
            self._made = [*self._made, (texts, made)][-_KEPT:]
        return made


def _without(texts: dict[str, str], others: dict[str, str]) -> Sequence[str]:
    return [text for digest, text in texts.items() if digest not in others]
