"""Notes on the page: drawn, made, listed, and saved stroke by stroke."""
