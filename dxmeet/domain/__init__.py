"""Packets, pages, notes and sheets: facts and arithmetic. No I/O, no clock, no threads."""
