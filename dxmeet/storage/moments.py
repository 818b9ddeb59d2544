"""Moments as text that sorts like time: UTC with microseconds."""

from datetime import UTC, datetime


def as_text(at: datetime) -> str:
    """``2026-11-25T01:00:00.000000+00:00``. Raises ValueError for a datetime without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a datetime without a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


def maybe_text(at: datetime | None) -> str | None:
    return None if at is None else as_text(at)


def maybe_from(text: str | None) -> datetime | None:
    return None if text is None else from_text(text)
