"""An answer as HTML for the chat page: the direct answer, then cards of citations and of units."""

from html import escape

from bot.answer import Answer, Citation, Role, Statement
from bot.doors.page.marks import Spans, marked
from bot.render.markdown import NEAREST, marked_at
from corpus.contacts import Contact
from corpus.document import Clause, Document
from corpus.language.normalize import view
from index.passage import shown_head

_OPEN_CARDS = 3  # more are folded, so that a long list stays readable


def answer_html(answer: Answer) -> str:
    """The message that the chat shows."""
    contacts = "".join(contact_html(contact) for contact in answer.contacts)
    return (_answered_html(answer) if answer.answers else _refusal_html(answer)) + contacts


def _answered_html(answer: Answer) -> str:
    parts = [_paragraph(s.text) for s in answer.statements if s.role is Role.OPENING]
    leads = [s for s in answer.statements if s.role is Role.LEAD]
    parts.extend(f'<p class="tra-loi">{_lead(statement)}</p>' for statement in leads)
    if points := [s for s in answer.statements if s.role is Role.POINT]:
        items = "".join(f"<li>{_said(s)}</li>" for s in points)
        parts.append(f'<ul class="tung-y">{items}</ul>')
    if listed := [s for s in answer.statements if s.role is Role.WORDED_POINT]:
        rows = "".join(f"<li>{_said(s)}</li>" for s in listed)
        parts.append(f'<ul class="tung-y">{rows}</ul>')
    if worded := [_said(s) for s in answer.statements if s.role is Role.WORDED]:
        parts.append(f'<p class="loi-dap">{" ".join(worded)}</p>')
    count = len(answer.citations)
    if count > 1 and not (leads or points):
        parts.append(f'<p class="loi-dap">Các văn bản nêu {count} nội dung sau:</p>')
    open_ones = 1 if leads or points else _OPEN_CARDS
    cards = [card_html(c, unfolded=i < open_ones) for i, c in enumerate(answer.citations)]
    parts.extend(cards[:_OPEN_CARDS] if count > _OPEN_CARDS + 1 else cards)
    if count > _OPEN_CARDS + 1:
        rest = "".join(cards[_OPEN_CARDS:])
        parts.append(
            f"<details><summary>Xem thêm {count - _OPEN_CARDS} trích dẫn</summary>{rest}</details>"
        )
    beside = (s for s in answer.statements if s.role in (Role.REMARK, Role.MISSING, Role.ASIDE))
    parts.extend(said_html(statement) for statement in beside)
    return "".join(parts)


def _lead(statement: Statement) -> str:
    """The answering words in bold, what they are beside them, and their markers."""
    text, pieces, at = statement.text, [], 0
    for start, end in statement.bold:
        pieces.append(escape(text[at:start]) + f"<b>{escape(text[start:end])}</b>")
        at = end
    return f"{''.join(pieces)}{escape(text[at:])} {_marks(statement)}".rstrip()


def said_html(statement: Statement) -> str:
    """A statement as a paragraph."""
    return f'<p class="loi-dap">{_said(statement)}</p>'


def _said(statement: Statement) -> str:
    """The text with its markers, each a button that opens its card."""
    shown, at = _marks(statement), marked_at(statement)
    if not shown:
        return escape(statement.text)
    return f"{escape(statement.text[:at])} {shown}{escape(statement.text[at:])}"


def _marks(statement: Statement) -> str:
    return "".join(
        f'<button type="button" class="so" title="Mở trích dẫn {marker}">[{marker}]</button>'
        for marker in dict.fromkeys(statement.citations)
    )


def _paragraph(text: str) -> str:
    return f'<p class="loi-dap">{escape(text)}</p>'


def _refusal_html(answer: Answer) -> str:
    """What is said, and under a heading of their own the clauses that are near but no answer."""
    said = "".join(said_html(statement) for statement in answer.statements)
    if not answer.citations:
        return said
    cards = "".join(card_html(citation) for citation in answer.citations)
    return f'{said}<p class="gan-nhat">{NEAREST}</p>{cards}'


def card_html(citation: Citation, *, unfolded: bool = True) -> str:
    """A citation card: the label, folded under it the words with the answer marked and a link to
    the clause."""
    document, clause = citation.document, citation.clause
    answering = [(clause.start + a, clause.start + b) for a, b in citation.marked]
    place = clause.label[:1].upper() + clause.label[1:]
    return (
        f'<details class="the-trich"{" open" if unfolded else ""}>'
        f'<summary class="noi"><b>[{citation.marker}]</b> {escape(place)}</summary>'
        f"<blockquote>{_context(citation)}{_quote(document, clause, answering)}</blockquote>"
        f'<a class="mo" href="{escape(citation.url)}" target="_blank" title="{escape(place)}">'
        "Xem trong văn bản</a></details>"
    )


def contact_html(contact: Contact) -> str:
    """A card with what is known of where the unit can be reached."""
    numbers = ", ".join(
        f'<a href="tel:{escape(dialled)}">{escape(written)}</a>'
        for written, dialled in contact.numbers
    )
    page = escape(contact.page)
    rows = (
        ("Điện thoại", numbers),
        ("Giờ làm việc", escape(contact.hours)),
        ("Địa chỉ", escape(contact.address)),
        ("Trang", f'<a href="{page}" target="_blank" rel="noopener">{page}</a>' if page else ""),
        ("Ghi chú", escape(contact.note)),
    )
    lines = "".join(f"<div>{name}: {value}</div>" for name, value in rows if value)
    return f'<div class="the-lien-he"><b>{escape(contact.unit)}</b>{lines}</div>'


def _context(citation: Citation) -> str:
    lines = "<br>".join(escape(line) for line in citation.context)
    return f'<div class="trong-muc">{lines}</div>' if lines else ""


def _quote(document: Document, clause: Clause, answering: Spans) -> str:
    """The clause's words; a table row as its cells, each under its column's head."""
    doubted = document.doubts_of(clause)
    if not clause.cells:
        shown = view(document.text, clause.start, clause.end, document.paragraphs)
        return marked(shown, answering, doubted)
    lines = []
    for cell in clause.cells:
        shown = view(document.text, cell.start, cell.end)
        if not shown.text:
            continue
        words = marked(shown, answering, doubted)
        head = shown_head(cell, shown.text)
        lines.append(f"<span class='cot'>{escape(head)}:</span> {words}" if head else words)
    return "<br>".join(lines)
