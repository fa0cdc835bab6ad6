"""Words of several syllables that a question puts forward and its clause nowhere says: a clause
on "trường hợp" tells nothing of a "trường học".
"""

from bot.answer import Citation
from bot.verify.ground import Ground
from bot.vocabulary import stopwords
from corpus.document import Clause, Document
from corpus.language.segment import segment, syllables


def strange_words(said: str, document: Document, clause: Clause) -> list[str]:
    """The words of several syllables of ``said`` that neither the clause nor what stands above it
    says, all of their syllables in a row."""
    ground = Ground(Citation(1, document, clause))
    there = f" {' '.join(syllables(f'{ground.heading} {ground.text} {document.metadata.title}'))} "
    return [
        word
        for word in segment(said)
        if " " in word
        and (own := syllables(word))
        and not set(own) <= stopwords()
        and f" {' '.join(own)} " not in there
    ]
