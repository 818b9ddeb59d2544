"""The whole of PyMuPDF, silent: everything of ``dxmeet.pdf`` that needs more than ``mupdf.py`` imports it from here.

When it is imported, PyMuPDF has MuPDF's warnings and errors told to Python, and writes them out. One that quotes a byte of a
broken file which is no text raises in there, and a traceback goes to the owner's stderr; so the callbacks go again.
"""

import pymupdf
from pymupdf import mupdf

from dxmeet.pdf.mupdf import be_silent

be_silent()

__all__ = ["mupdf", "pymupdf"]
