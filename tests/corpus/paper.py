"""PDF files for tests, drawn word by word: text at places, rules, pictures, form fields."""

import ctypes
from itertools import pairwise
from pathlib import Path

import matplotlib
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageFont

FONTS = Path(matplotlib.__file__).parent / "mpl-data" / "fonts" / "ttf"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT = 85.0, 538.0


class Paper:
    """A PDF in the making; places are points from the upper left of the last page."""

    def __init__(self):
        self.pdf = pypdfium2.PdfDocument.new()
        self.fonts = {}
        self.page = None

    def new_page(self, width=WIDTH, height=HEIGHT, rotation=0):
        self._finish()
        self.page = self.pdf.new_page(width, height)
        self.height = height
        if rotation:
            self.page.set_rotation(rotation)
        return self

    def text(self, x, y, words, size=13, *, bold=False, turn=0):
        """One stretch of words on the line at ``y``; returns where it ends."""
        loaded, measure = self._font(bold)
        shape = pdfium.FPDFPageObj_CreateTextObj(self.pdf, loaded, size)
        coded = (words + "\0").encode("utf-16-le")
        pdfium.FPDFText_SetText(shape, ctypes.cast(coded, ctypes.POINTER(ctypes.c_ushort)))
        a, b = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[turn]
        pdfium.FPDFPageObj_Transform(shape, a, b, -b, a, x, self.height - y)
        pdfium.FPDFPage_InsertObject(self.page, shape)
        return x + measure.getlength(words) * size / 100

    def width(self, words, size=13, bold=False):
        return self._font(bold)[1].getlength(words) * size / 100

    def centred(self, middle, y, words, size=13, bold=False):
        self.text(middle - self.width(words, size, bold) / 2, y, words, size, bold=bold)

    def paragraph(self, y, words, size=13, indent=36.0, leading=18.0):
        """Words broken into lines; returns the place of the next line."""
        for number, line in enumerate(self.lines(words, size, indent)):
            self.text(LEFT + (0 if number else indent), y, line, size)
            y += leading
        return y

    def lines(self, words, size=13, indent=36.0, width=RIGHT - LEFT):
        """The words as lines of that width, the first one with an indent."""
        lines, line = [], []
        for word in words.split():
            room = width - (0 if lines else indent)
            if line and self.width(" ".join([*line, word]), size) > room:
                lines.append(" ".join(line))
                line = []
            line.append(word)
        return [*lines, " ".join(line)]

    def rule(self, x, y, x2, y2):
        shape = pdfium.FPDFPageObj_CreateNewPath(x, self.height - y)
        pdfium.FPDFPath_LineTo(shape, x2, self.height - y2)
        pdfium.FPDFPath_SetDrawMode(shape, 0, True)
        pdfium.FPDFPageObj_SetStrokeWidth(shape, 0.7)
        pdfium.FPDFPage_InsertObject(self.page, shape)

    def grid(self, columns, rows, without=()):
        """Rules round all cells; ``without`` are pairs (row, column) with no rule under them."""
        for x in columns:
            self.rule(x, rows[0], x, rows[-1])
        for r, y in enumerate(rows):
            for c, (x, x2) in enumerate(pairwise(columns)):
                if (r - 1, c) not in without:
                    self.rule(x, y, x2, y)

    def picture(self, image=None, box=(0, 0, WIDTH, HEIGHT)):
        image = image or Image.new("RGB", (620, 877), "white")
        shape = pypdfium2.PdfImage.new(self.pdf)
        bitmap = pypdfium2.PdfBitmap.from_pil(image)
        shape.set_bitmap(bitmap)
        x, y, x2, y2 = box
        shape.set_matrix(pypdfium2.PdfMatrix().scale(x2 - x, y2 - y).translate(x, self.height - y2))
        self.page.insert_obj(shape)

    def save(self, path):
        self._finish()
        self.pdf.save(path)
        return path

    def _finish(self):
        if self.page is not None:
            self.page.gen_content()

    def _font(self, bold):
        if bold not in self.fonts:
            file = FONTS / ("DejaVuSerif-Bold.ttf" if bold else "DejaVuSerif.ttf")
            raw = file.read_bytes()
            buffer = (ctypes.c_ubyte * len(raw)).from_buffer_copy(raw)
            loaded = pdfium.FPDFText_LoadFont(
                self.pdf, buffer, len(raw), pdfium.FPDF_FONT_TRUETYPE, True
            )
            self.fonts[bold] = (loaded, ImageFont.truetype(file, 100))
        return self.fonts[bold]
