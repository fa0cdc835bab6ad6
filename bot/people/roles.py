"""What can be allowed (scopes), and what each role and each key may be allowed."""

ASK = "ask"
INTERNAL = "documents:internal"  # documents marked as internal are searched, listed, cited
DOCUMENTS = "documents:write"
TASKS = "tasks:read"
QUESTIONS = "questions:read"  # what people ask
ANSWERS = "questions:write"  # notes, words added, evaluation questions
RECORDS = "records:write"  # export and deletion of what is kept
PEOPLE = "people:write"
KEYS = "keys:write"
AUDIT = "audit:read"
SWITCH = "switch:write"  # the switch that stops all answering
EVALUATE = "evaluate"
METRICS = "metrics:read"

SCOPES = {
    ASK: "hỏi, tra cứu",
    INTERNAL: "xem văn bản nội bộ",
    DOCUMENTS: "đăng, thay, rút văn bản",
    TASKS: "xem việc của cơ quan",
    QUESTIONS: "xem câu hỏi của người dân",
    ANSWERS: "xử lý câu hỏi, thêm từ",
    RECORDS: "xuất và xóa dữ liệu đã lưu",
    PEOPLE: "quản lý người dùng",
    KEYS: "quản lý khóa",
    AUDIT: "xem nhật ký thay đổi",
    SWITCH: "dừng và mở lại việc trả lời",
    EVALUATE: "chạy đánh giá",
    METRICS: "đọc số đo vận hành",
}
# a program may work with documents and read; it makes no people, no keys
KEY_SCOPES = (ASK, INTERNAL, DOCUMENTS, TASKS, QUESTIONS, METRICS)

VIEWER, EDITOR, ADMINISTRATOR = "viewer", "editor", "administrator"
_VIEWER = frozenset({ASK, INTERNAL, TASKS, QUESTIONS})
_EDITOR = _VIEWER | {DOCUMENTS, ANSWERS}
ROLES = {VIEWER: _VIEWER, EDITOR: _EDITOR, ADMINISTRATOR: frozenset(SCOPES)}
ROLE_NAMES = {VIEWER: "người xem", EDITOR: "biên tập viên", ADMINISTRATOR: "quản trị viên"}
