"""Home: today's meetings, what is new, and where the reader stopped."""
