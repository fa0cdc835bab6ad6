"""Recognition of characters: a page's picture in, its words with places out.

Tesseract reads every page; where the second engine is installed it reads every line once more,
and the two are fused. Words that are not sure are marked, not left out.
"""

from corpus.loaders.ocr.page_reader import Recognised, recognise, recognise_page
from corpus.loaders.ocr.tesseract import RecognitionError, available

__all__ = ["Recognised", "RecognitionError", "available", "recognise", "recognise_page"]
