"""``python -m bot users list|add|role|subject|link|close|open``: the officials who may sign in."""

import argparse

from bot.people.people import LINK_HOURS, People, PeopleError, Person
from bot.people.roles import EDITOR, ROLE_NAMES, ROLES
from bot.records.audit import AuditLog
from bot.records.command import COMMAND_LINE
from bot.records.database import database_of
from corpus.cli import FAILED, OK, complain, write
from corpus.settings import Settings, read_settings

LINK = "/dang-nhap/moi/"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's arguments beside the others'."""
    told = "cán bộ được đăng nhập: xem, thêm, đổi vai, cấp lại liên kết, khóa, mở"
    users = commands.add_parser("users", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    does = users.add_subparsers(dest="does", required=True, metavar="VIỆC")
    does.add_parser("list", help="xem", description="Xem mọi người dùng.")
    add = does.add_parser(
        "add", help="thêm", description="Thêm người dùng; in liên kết dùng một lần."
    )
    add.add_argument("name", metavar="TÊN", help="tên đăng nhập, ví dụ van-thu")
    add.add_argument("--shown", default="", metavar="TÊN_HIỆN", help="ví dụ “Văn thư Sở Nội vụ”")
    add.add_argument("--role", choices=tuple(ROLES), default=EDITOR, help="vai (mặc định: editor)")
    role = does.add_parser("role", help="đổi vai", description="Đổi vai.")
    role.add_argument("name", metavar="TÊN", help="tên đăng nhập")
    role.add_argument("role", choices=tuple(ROLES), metavar="VAI", help=", ".join(ROLES))
    subject = does.add_parser(
        "subject",
        help="gắn mã ở nơi xác thực (OpenID Connect)",
        description="Gắn mã (sub) ở nơi xác thực; để trống thì bỏ.",
    )
    subject.add_argument("name", metavar="TÊN", help="tên đăng nhập")
    subject.add_argument("subject", metavar="MÃ", nargs="?", default="", help="mã (sub)")
    for name, told in (
        ("link", "cấp liên kết mới (quên mật khẩu, mất mã xác thực)"),
        ("close", "khóa người dùng"),
        ("open", "mở lại người dùng"),
    ):
        one = does.add_parser(name, help=told, description=f"{told[:1].upper()}{told[1:]}.")
        one.add_argument("name", metavar="TÊN", help="tên đăng nhập")


def run(options: argparse.Namespace) -> int:
    """The exit code; a link goes to standard output, all else to standard error."""
    settings = read_settings()
    database = database_of(settings)
    people = People(database, AuditLog(database, settings.data_dir))
    try:
        return _done(people, settings, options)
    except PeopleError as error:
        complain(f"Lỗi: {error}")
        return FAILED


def _done(people: People, settings: Settings, options: argparse.Namespace) -> int:
    if options.does == "list":
        for one in people.all():
            write(f"{one.name}  {one.role} ({ROLE_NAMES[one.role]})  {state_of(one)}  {one.shown}")
        return OK
    if options.does == "add":
        person, token = people.add(COMMAND_LINE, options.name, options.shown, options.role)
        return _told(settings, person, token)
    found = people.named(options.name)
    if found is None:
        raise PeopleError(f"Không có người dùng “{options.name}”; xem: python -m bot users list.")
    if options.does == "link":
        return _told(settings, found, people.invite(COMMAND_LINE, found))
    if options.does == "subject":
        people.set_subject(COMMAND_LINE, found, options.subject)
        complain(f"Đã {'gắn' if options.subject else 'bỏ'} mã của {found.name} ở nơi xác thực.")
    elif options.does == "role":
        people.set_role(COMMAND_LINE, found, options.role)
        complain(f"{found.name} nay là {ROLE_NAMES[options.role]}.")
    else:
        people.set_active(COMMAND_LINE, found, options.does == "open")
        complain(f"Đã {'mở' if options.does == 'open' else 'khóa'} {found.name}.")
    return OK


def _told(settings: Settings, person: Person, token: str) -> int:
    complain(f"Liên kết dùng một lần trong {LINK_HOURS} giờ để {person.name} đặt mật khẩu:")
    write(link_of(settings, token))
    return OK


def link_of(settings: Settings, token: str) -> str:
    """The one-time link as others open it."""
    site = settings.public_url or f"http://{settings.host}:{settings.port}{settings.root_path}"
    return f"{site}{LINK}{token}"


def state_of(person: Person) -> str:
    """In a few words whether they can sign in."""
    if not person.active:
        return "đã khóa"
    if person.password or person.subject:
        return "hoạt động, có mã xác thực" if person.totp else "hoạt động"
    return "chờ đặt mật khẩu" if person.invited else "liên kết đã hết hạn"
