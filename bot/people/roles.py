"""What can be allowed (scopes), and what each role and each key may be allowed."""

ASK = "ask"
INTERNAL = "documents:internal"  # documents marked as internal are searched, listed, cited
DOCUMENTS = "documents:write"
PEOPLE = "people:write"
KEYS = "keys:write"
AUDIT = "audit:read"
SWITCH = "switch:write"  # the switch that stops all answering
EVALUATE = "evaluate"
QUESTIONS = "questions:read"
QUESTIONS_WORK = "questions:write"
METRICS = "metrics:read"

SCOPES = {
    ASK: "hỏi, tra cứu",
    INTERNAL: "xem văn bản nội bộ",
    DOCUMENTS: "đăng, thay, rút văn bản",
    PEOPLE: "quản lý người dùng",
    KEYS: "quản lý khóa",
    AUDIT: "xem nhật ký thay đổi",
    SWITCH: "dừng và mở lại việc trả lời",
    EVALUATE: "chạy đánh giá",
    QUESTIONS: "xem người dân hỏi gì",
    QUESTIONS_WORK: "xử lý câu hỏi, thêm từ ngữ",
    METRICS: "xem số liệu vận hành",
}
# a program may work with documents and questions, and read; it makes no people, no keys
KEY_SCOPES = (ASK, INTERNAL, DOCUMENTS, QUESTIONS, QUESTIONS_WORK, METRICS)

VIEWER, EDITOR, ADMINISTRATOR = "viewer", "editor", "administrator"
_VIEWER = frozenset({ASK, INTERNAL, QUESTIONS})
_EDITOR = _VIEWER | {DOCUMENTS, QUESTIONS_WORK}
ROLES = {VIEWER: _VIEWER, EDITOR: _EDITOR, ADMINISTRATOR: frozenset(SCOPES)}
ROLE_NAMES = {VIEWER: "người xem", EDITOR: "biên tập viên", ADMINISTRATOR: "quản trị viên"}
