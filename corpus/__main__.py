"""``python -m corpus parse FILE…``: directives to clauses, one JSON object a line."""

import argparse
import json
from pathlib import Path

from corpus.cli import FAILED, OK, PARTIAL, complain, main, write
from corpus.export import clause_json
from corpus.library import load_library
from corpus.load import LoadError


def run(arguments: list[str]) -> int:
    """The exit code: 0 all read, 1 some files failed, 2 none could be read."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus", description="Đọc văn bản chỉ đạo thành cây điều khoản."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    parse = commands.add_parser(
        "parse",
        help="in mỗi điều khoản thành một dòng JSON",
        description="In mỗi điều khoản của các tệp (hoặc thư mục) thành một dòng JSON.",
    )
    parse.add_argument("paths", nargs="+", type=Path, metavar="TỆP", help="tệp hoặc thư mục")
    library = load_library(parser.parse_args(arguments).paths)
    for document in library:
        for clause in document.clauses:
            write(json.dumps(clause_json(document, clause), ensure_ascii=False))
    for failure in library.failures:
        complain(f"Bỏ qua {failure}")
    if not library.documents:
        complain("Không có văn bản nào đọc được.")
        return FAILED
    return PARTIAL if library.failures else OK


if __name__ == "__main__":
    main(run, (LoadError, OSError))
