"""The print window, and the press: a process of its own with the printers' drivers in it."""
