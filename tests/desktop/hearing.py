"""What a screen reader finds in a window: every part of the accessibility tree, and what is wrong with it."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

_Role = QAccessible.Role

_CELLS = {_Role.ListItem, _Role.TreeItem, _Role.Cell, _Role.RowHeader, _Role.ColumnHeader}
_PRESSED = {_Role.PushButton, _Role.CheckBox, _Role.RadioButton, _Role.MenuItem, _Role.PageTab, _Role.ButtonMenu}
_CELLS_HEARD = 60  # of a list: all are made the same way


def parts(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything that can be heard below ``widget``, itself first; of long lists the beginning."""
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    waiting = [root]
    while waiting:
        part = waiting.pop()
        state = part.state()
        if state.invisible:  # pyright: ignore[reportAttributeAccessIssue]
            continue
        yield part
        heard = [child for at in range(min(part.childCount(), 400)) if (child := part.child(at)) is not None]
        cells = [child for child in heard if child.role() in _CELLS]
        waiting += [child for child in heard if child.role() not in _CELLS] + cells[:_CELLS_HEARD]


def trouble(widget: QWidget) -> list[str]:
    """Each part that takes the keys and has no name, and each that has no role; nothing when all is well."""
    found: list[str] = []
    for part in parts(widget):
        thing = part.object()
        name, role = part.text(QAccessible.Text.Name).strip(), part.role()
        state = part.state()
        held = thing.parent().objectName() if thing is not None and thing.parent() is not None else ""
        what = f"{type(thing).__name__} {thing.objectName() if thing is not None else held} in {held} {role.name}"
        if thing is not None and thing.objectName().startswith("qt_") and not state.focusable:  # pyright: ignore[reportAttributeAccessIssue]
            continue
        roles = (_Role.NoRole,) if isinstance(thing, QAbstractScrollArea) else (_Role.NoRole, _Role.Client)
        if role in roles and state.focusable:  # pyright: ignore[reportAttributeAccessIssue]
            found.append(f"no role: {what} {name}")
        if (state.focusable or role in _PRESSED) and role not in _CELLS and not name:  # pyright: ignore[reportAttributeAccessIssue]
            found.append(f"no name: {what}")
    return found
