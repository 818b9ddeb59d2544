"""Forms drawn in Qt Designer, generated from ui/ when the program is built; never edited, never committed."""
