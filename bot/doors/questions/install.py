"""The pages and routes about questions in an application."""

from fastapi import FastAPI

from bot.doors.api.service import Service
from bot.doors.questions.pages import question_pages
from bot.doors.questions.routes import question_routes
from bot.doors.questions.words_page import words_page
from bot.inquiry.inquiry import Inquiry


def install_questions(app: FastAPI, service: Service) -> None:
    """Serve them; before the router that catches all of /api."""
    app.state.inquiry = Inquiry(service.database, service.audit, service.feedback)
    for router in (question_routes, question_pages, words_page):
        app.include_router(router)
