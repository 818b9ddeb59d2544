"""The 会議 and 配布資料 screens: every packet by date with its materials."""
