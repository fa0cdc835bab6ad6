"""``python -m index build|status|remove``: the index of the configured directives."""

import argparse
import json
import sys
import warnings

from corpus.cli import FAILED, OK, PARTIAL, complain, main, progress, write
from corpus.library import Library
from corpus.settings import Settings, SettingsError, read_settings
from corpus.shelf.collect import collect
from corpus.shelf.entry import ShelfError
from index.build import (
    build_index,
    open_index,
    open_manifest,
    remove_index,
    wanted_manifest,
)
from index.embed import Embedder
from index.errors import INDEX_ERRORS

ERRORS: tuple[type[Exception], ...] = (SettingsError, ShelfError, *INDEX_ERRORS)


def run(arguments: list[str]) -> int:
    """The exit code: 0 right, 1 built without some files or stale, 2 not usable."""
    parser = argparse.ArgumentParser(
        prog="python -m index", description="Dựng, xem, xóa chỉ mục tìm kiếm."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    build = commands.add_parser("build", help="dựng chỉ mục nếu thiếu hoặc cũ")
    build.add_argument("--force", action="store_true", help="dựng lại dù chỉ mục còn đúng")
    status = commands.add_parser("status", help="cho biết chỉ mục có dùng được không")
    status.add_argument("--json", action="store_true", help="in dạng JSON")
    commands.add_parser("remove", help="xóa chỉ mục")
    options = parser.parse_args(arguments)
    settings = read_settings()
    if options.command == "remove":
        removed = remove_index(settings.index_dir)
        write("Đã xóa chỉ mục." if removed else "Không có chỉ mục để xóa.")
        return OK
    found = collect(settings.corpus_paths, settings.shelf, settings.file_reader, progress)
    library = Library(found.used, found.failures, found.remarks)
    for failure in library.failures:
        complain(f"Bỏ qua {failure}")
    for remark in library.remarks:
        complain(f"Lưu ý {remark}")
    embedder = Embedder(settings.embedding_model, settings.models_dir, tell=complain)
    if options.command == "status":
        return _status(settings, library, embedder, options.json)
    if not library.documents:
        complain("Không có văn bản nào đọc được: kiểm tra TONGDAI_CORPUS.")
        return FAILED
    report = build_index(library, embedder, settings.index_dir, force=options.force, progress=True)
    count = f"{len(report.manifest.documents)} văn bản, {report.manifest.clauses} điều khoản"
    if report.built:
        write(f"Đã dựng chỉ mục: {count}. Lý do: {'; '.join(report.reasons)}.")
    else:
        write(f"Chỉ mục còn đúng, không dựng lại: {count}.")
    return PARTIAL if library.failures else OK


def _status(settings: Settings, library: Library, embedder: Embedder, as_json: bool) -> int:
    manifest = open_manifest(settings.index_dir)
    open_index(settings.index_dir)
    reasons = manifest.differences(wanted_manifest(library, embedder))
    if as_json:
        facts = {
            "ready": not reasons,
            "reasons": reasons,
            "documents": len(manifest.documents),
            "clauses": manifest.clauses,
            "model": manifest.model,
            "dimension": manifest.dimension,
        }
        write(json.dumps(facts, ensure_ascii=False))
    elif reasons:
        write(f"Chỉ mục đã cũ: {'; '.join(reasons)}. Chạy `python -m index build`.")
    else:
        write(
            f"Chỉ mục dùng được: {len(manifest.documents)} văn bản, {manifest.clauses} điều "
            f"khoản, mô hình {manifest.model} ({manifest.dimension} chiều)."
        )
    return PARTIAL if reasons else OK


if __name__ == "__main__":
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # the libraries' English hints to their own users
    main(run, ERRORS)
