"""``python -m corpus parse|inspect|facts FILE…``: what the program reads in the directives."""

import argparse
import json
from pathlib import Path

from corpus.cli import FAILED, OK, PARTIAL, complain, main, progress, write
from corpus.document import Document
from corpus.doubts import doubtful_figures
from corpus.export import (
    clause_json,
    facts_json,
    health_json,
    period_json,
    reference_json,
    status_json,
)
from corpus.facts.roles import role_label
from corpus.health import KINDS, inspect
from corpus.language.normalize import view
from corpus.library import Library, load_library
from corpus.load import LoadError
from corpus.settings import SettingsError, read_settings
from corpus.structure.label import spell_date

_COMPARISONS = {"=": "", ">": "trên ", ">=": "tối thiểu ", "<": "dưới ", "<=": "tối đa "}


def run(arguments: list[str]) -> int:
    """The exit code: 0 all read, 1 some files failed, 2 none could be read."""
    options = _parser().parse_args(arguments)
    library = load_library(
        options.paths, progress, options.command != "inspect", read_settings().file_reader
    )
    for document in library:
        if options.command == "parse":
            _parse(document, options.tree)
        elif options.command == "inspect":
            _inspect(library, document, options.json)
        else:
            _facts(library, document, options.json)
    for failure in library.failures:
        complain(f"Bỏ qua {failure}")
    for remark in library.remarks:
        complain(f"Lưu ý {remark}")
    if not library.documents:
        complain("Không có văn bản nào đọc được.")
        return FAILED
    return PARTIAL if library.failures else OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m corpus",
        description="Đọc văn bản chỉ đạo: cây điều khoản, tình trạng, việc được giao.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    parse = commands.add_parser(
        "parse",
        help="in mỗi điều khoản thành một dòng JSON",
        description="In mỗi điều khoản của các tệp (hoặc thư mục) thành một dòng JSON.",
    )
    parse.add_argument(
        "--tree", action="store_true", help="in cây điều khoản để đọc, không in JSON"
    )
    check = commands.add_parser(
        "inspect",
        help="xem tình trạng văn bản: chữ, số thứ tự, viện dẫn, hiệu lực",
        description="Xem văn bản đọc được đến đâu: chữ có bị hỏng không, số thứ tự có nhảy không, "
        "đoạn nào chưa tách được, viện dẫn nào không có, văn bản còn hiệu lực không.",
    )
    facts = commands.add_parser(
        "facts",
        help="rút việc được giao, thời hạn, chỉ tiêu",
        description="Rút từ mỗi điều khoản: cơ quan nào, vai trò gì, việc gì, khi nào, mức nào.",
    )
    for command in (parse, check, facts):
        command.add_argument("paths", nargs="+", type=Path, metavar="TỆP", help="tệp hoặc thư mục")
    for command in (check, facts):
        command.add_argument(
            "--json", action="store_true", help="in mỗi văn bản thành một dòng JSON"
        )
    return parser


def _parse(document: Document, tree: bool) -> None:
    if not tree:
        for clause in document.clauses:
            write(json.dumps(clause_json(document, clause), ensure_ascii=False))
        return
    write(f"{document.name} ({document.file})")
    for clause in document.clauses:
        step = clause.path[-1]
        words = " ".join(view(document.text, clause.start, clause.end).text.split())
        shown = words if len(words) <= 90 else f"{words[:89]}…"
        write(f"{'  ' * len(clause.path)}[{step.level} {step.value}] {shown}")


def _inspect(library: Library, document: Document, as_json: bool) -> None:
    health = inspect(document, library.graph)
    references = library.graph.references[document.id]
    if as_json:
        row = {
            **health_json(document, health),
            "status": status_json(library, document),
            "references": [reference_json(document, r) for r in references],
        }
        write(json.dumps(row, ensure_ascii=False))
        return
    status = library.graph.status(document.id)
    integrity = health.integrity
    write(f"{document.name} ({document.file})")
    write(f"  Hiệu lực: {status.label}")
    for edge in status.by:
        clause = library.clause(edge.clause_id)
        write(f"    theo {clause.label if clause else edge.said_in}")
    write(
        f"  Chữ: {_share(integrity.valid)} âm tiết đúng, {_share(integrity.words)} ghép thành từ, "
        f"{_share(integrity.bare)} không dấu, {_share(integrity.broken)} đứt vụn"
    )
    if integrity.problems:
        write("  Chữ hỏng quá mức: văn bản này sẽ không được nạp vào chỉ mục.")
    write(f"  Điều khoản: {health.clauses}; ký tự của trang mạng, máy quét: {health.noise}")
    if health.doubts:
        figures = len(doubtful_figures(document))
        write(f"  Nhận dạng: {health.doubts} chữ chưa chắc, trong đó {figures} chữ có số")
    numbered = [r for r in references if r.number]
    write(f"  Viện dẫn: {len(numbered)} lần đến văn bản có số, {len(references)} lần tất cả")
    if not health.findings:
        write("  Không có điều gì cần xem lại.")
    for finding in health.findings:
        write(f"  - {KINDS[finding.kind]}: {finding.message}")


def _share(value: float) -> str:
    return f"{value * 100:.1f}%".replace(".", ",")


def _facts(library: Library, document: Document, as_json: bool) -> None:
    facts = library.facts(document.id)
    if as_json:
        write(json.dumps(facts_json(document, facts), ensure_ascii=False))
        return
    write(f"{document.name} ({document.file})")
    for clause in document.clauses:
        own = [f for f in facts.assignments if f.clause_id == clause.id]
        times = [f.period for f in facts.deadlines if f.clause_id == clause.id]
        targets = [f.target for f in facts.targets if f.clause_id == clause.id]
        if not (own or times or targets):
            continue
        write(f"  {clause.label.removesuffix(document.name).strip()}")
        for fact in own:
            write(f"    {fact.organ}: {role_label(fact.role)}")
        for period in times:
            shown = period_json(document, period)
            write(f"    thời hạn: {shown['text']} ({_interval(shown)})")
        for target in targets:
            value = f"{_COMPARISONS[target.comparison]}{target.value} {target.unit}"
            write(f"    chỉ tiêu: {value} ({target.of})")


def _interval(period: dict[str, str | None]) -> str:
    if period["every"]:
        return f"mỗi {period['every']} một lần"
    start, end = period["from"], period["to"]
    if start and end:
        return f"từ {spell_date(start)} đến {spell_date(end)}"
    return f"từ {spell_date(start)}" if start else f"đến hết {spell_date(end or '')}"


if __name__ == "__main__":
    main(run, (SettingsError, LoadError, OSError))
