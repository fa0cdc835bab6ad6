"""What may go wrong between a setting and an open index, each with its remedy in Vietnamese."""

from index.build import IndexStateError
from index.bundled_model import BundledModelError
from index.embed import EmbeddingError
from index.manifest import ManifestError
from index.store import StoreError

INDEX_ERRORS: tuple[type[Exception], ...] = (
    IndexStateError,
    ManifestError,
    StoreError,
    BundledModelError,
    EmbeddingError,
    OSError,
)
