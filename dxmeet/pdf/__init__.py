"""PDF documents: PyMuPDF lives in this package only, and runs only in a worker process."""
