"""What an index was built from; a mismatch is said, never answered from."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.document import Document
from corpus.structure.parse import rules_fingerprint
from index.integrity import Seal
from index.passage import document_context
from index.rebuild import RebuildError

FORMAT = 4  # raise when the index's own files change
FILE = "manifest.json"


class ManifestError(RebuildError):
    """The manifest is missing or unreadable; the message holds the remedy."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Model, dimension, clause rules, the digests of the directives and of the build's files."""

    model: str
    model_fingerprint: str
    dimension: int
    documents: dict[str, str]
    clauses: int
    rules: str = field(default_factory=rules_fingerprint)
    format: int = FORMAT
    files: dict[str, Seal] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write ``manifest.json``, the last file of a build."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2)
        (folder / FILE).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The manifest in ``folder``."""
        try:
            facts = json.loads((folder / FILE).read_text(encoding="utf-8"))
            files = {name: Seal(**seal) for name, seal in facts.pop("files", {}).items()}
            return cls(**facts, files=files)
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise ManifestError("Chỉ mục thiếu hoặc hỏng tệp manifest.json") from error

    def differences(self, wanted: "Manifest") -> list[str]:
        """Why this index does not serve what is ``wanted``; empty when it does.

        A wanted dimension of 0 is unknown (the model is not loaded yet) and is not compared.
        """
        reasons = []
        if self.format != wanted.format:
            reasons.append("chỉ mục ở định dạng cũ")
        if (self.model, self.model_fingerprint) != (wanted.model, wanted.model_fingerprint):
            reasons.append(f"chỉ mục dựng bằng mô hình {self.model}, cấu hình là {wanted.model}")
        if wanted.dimension and self.dimension != wanted.dimension:
            reasons.append(f"véc-tơ {self.dimension} chiều, mô hình cho {wanted.dimension} chiều")
        if self.rules != wanted.rules:
            reasons.append("quy tắc tách điều khoản đã đổi")
        added = sorted(wanted.documents.keys() - self.documents.keys())
        gone = sorted(self.documents.keys() - wanted.documents.keys())
        changed = sorted(
            name
            for name in wanted.documents.keys() & self.documents.keys()
            if wanted.documents[name] != self.documents[name]
        )
        for word, names in (("thêm", added), ("bớt", gone), ("sửa", changed)):
            if names:
                reasons.append(f"văn bản được {word}: {', '.join(names)}")
        return reasons


def digests(documents: Iterable[Document]) -> dict[str, str]:
    """The documents' ids, each with a digest of what is indexed of it: its text, and what its line
    says of it, which a person may have mended."""
    return {
        d.id: hashlib.sha256(f"{d.digest}\0{document_context(d)}".encode()).hexdigest()
        for d in documents
    }
