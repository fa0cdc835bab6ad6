"""What a caller wants to see of the tasks, in the words that the documents have."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.doors.api.filters import resolve
from bot.doors.api.problems import Problem
from bot.question import Filters
from corpus.library import Library
from corpus.tasks.agenda import COMING, State, Wanted, state_label
from corpus.tasks.roles import role_label, role_names

ZONE = "Asia/Ho_Chi_Minh"
_OLD_ROLES = {"duoc_giao": ("thuc_hien", "theo_doi", "bao_cao")}  # as /api/v1/facts has them
MOST_DAYS = 3660
FIRST_YEAR, LAST_YEAR = 1900, 2200  # of a day that is reckoned from: no calendar ends beyond it


@dataclass(frozen=True, slots=True)
class Query:
    """As it came in; empty values: no limit."""

    agency: str = ""
    shared: bool = False
    province: str = ""
    document: str = ""
    role: str = ""
    state: str = ""
    within: int = COMING
    text: str = ""
    day: date | None = None

    def wanted(self, library: Library) -> Wanted:
        """The selection; Problem 422 names a value that there is none of."""
        documents = (self.document,) if self.document.strip() else ()
        place = self.province.strip() or None
        filters = resolve(Filters(documents, None, place), library)
        return Wanted(
            day=(self.day or today()).isoformat(),
            agency=self.agency.strip(),
            shared=self.shared,
            province=filters.province,
            documents=filters.documents,
            roles=_roles(self.role.strip()),
            state=_state(self.state.strip()),
            within=self.within,
            text=self.text.strip(),
        )

    def told(self) -> str:
        """The limits in Vietnamese, for the head of a file; "" where there are none."""
        parts = [
            ("cơ quan", self.agency + (" (kể cả việc giao chung)" if self.shared else "")),
            ("tỉnh, thành phố", self.province),
            ("văn bản", self.document),
            ("vai trò", role_label(self.role) if self.role in role_names() else self.role),
            ("trạng thái", state_label(State(self.state)) if self.state else ""),
            ("từ ngữ", self.text),
        ]
        return "; ".join(f"{name}: {value}" for name, value in parts if value.strip())


def today() -> date:
    """The day in Vietnam."""
    return datetime.now(ZoneInfo(ZONE)).date()


def _roles(value: str) -> tuple[str, ...]:
    if not value:
        return ()
    if value in role_names():
        return (value,)
    if value in _OLD_ROLES:
        return _OLD_ROLES[value]
    known = ", ".join(f"{name} ({role_label(name)})" for name in role_names())
    raise Problem(422, f"Không có vai trò “{value[:100]}”; chọn một trong: {known}.", "role")


def _state(value: str) -> State | None:
    if not value:
        return None
    try:
        return State(value)
    except ValueError:
        known = ", ".join(f"{state.value} ({state_label(state)})" for state in State)
        detail = f"Không có trạng thái “{value[:100]}”; chọn một trong: {known}."
        raise Problem(422, detail, "state") from None
