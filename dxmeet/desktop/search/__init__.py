"""検索: words in all materials and notes, and the background reading that makes them findable."""
