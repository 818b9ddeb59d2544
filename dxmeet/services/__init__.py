"""What a person can do with dxmeet: one class a file, synchronous, no Qt, no SQL, no PyMuPDF."""
