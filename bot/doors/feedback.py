"""What people think of answers, as the doors know it: kept by ``bot.records.opinions``."""

from bot.records.opinions import Feedback, FeedbackBook, Rating

__all__ = ["Feedback", "FeedbackBook", "Rating"]
