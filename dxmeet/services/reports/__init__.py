"""The forms in which the figures of a fiscal year leave the program."""
