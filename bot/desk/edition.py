"""An edition: the documents and words of one moment, and what answers from them. It never changes.

Whoever begins with an edition ends with it: the next one is made beside it and put in its place,
and it is let go when the last request that holds it has ended.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.assemble import Assistant, Ground
from bot.vocabulary.added import NO_WORDS, Added
from corpus.shelf.collect import Collection
from index.build import Index
from index.derive import derive


@dataclass(frozen=True)
class Edition:
    """``public`` answers everyone, ``internal`` officials; they are the same object where no
    document is for officials only. ``day``: the day of the documents' states; ``added``: what
    officials added to the vocabulary."""

    name: str
    made: str
    day: str
    collection: Collection
    public: Assistant
    internal: Assistant
    added: Added = NO_WORDS

    def assistant(self, *, internal: bool) -> Assistant:
        """What answers somebody who may, or may not, see internal documents."""
        return self.internal if internal else self.public

    def with_words(self, added: Added) -> "Edition":
        """The same documents with other words of the officials."""
        if added == self.added:
            return self
        public = self.public.with_words(added)
        same = self.internal is self.public
        internal = public if same else self.internal.with_words(added)
        return replace(self, public=public, internal=internal, added=added)


def make_edition(ground: Ground, base: Index, collection: Collection) -> Edition:
    """The edition of a collection; IndexStateError where nothing is left for everyone."""

    def assistant(*, internal: bool) -> Assistant:
        library = collection.library(internal=internal)
        index = derive(base, library.documents, ground.leaves)
        return ground.assistant(library, index, internal=internal)

    public = assistant(internal=False)
    return Edition(
        name_of(collection),
        datetime.now(UTC).isoformat(timespec="milliseconds"),
        date.today().isoformat(),
        collection,
        public,
        assistant(internal=True) if collection.internal else public,
    )


def name_of(collection: Collection) -> str:
    """The same documents for the same readers have the same name, in every process."""
    rows = sorted(
        f"{d.id} {d.digest} {d.id in collection.internal} {d.metadata}" for d in collection.used
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]
