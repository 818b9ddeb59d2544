"""差し替えの確認: what changed since the reader last read it, and where their notes went."""
