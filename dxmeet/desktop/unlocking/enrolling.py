"""What the first set-up was answered, and what is missing in it. Pure."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from dxmeet.errors import DxmeetError, InputInvalid


@dataclass(frozen=True)
class Answers:
    """``passphrase`` is None where a keyring keeps the key; ``again`` must repeat it."""

    share: str
    reader: str
    department: str
    passphrase: str | None
    again: str


def complaint(answers: Answers) -> DxmeetError | None:
    """The first field that cannot be taken as it is, or None. Everything else is for services.unlocking to say."""
    fields = (
        (QCoreApplication.translate("Setup", "共有フォルダー"), answers.share),
        (QCoreApplication.translate("Setup", "名前"), answers.reader),
        (QCoreApplication.translate("Setup", "部署"), answers.department),
    )
    for field, value in fields:
        if not value.strip():
            return InputInvalid(field=field, value="")
    return differing(answers.passphrase, answers.again) if answers.passphrase is not None else None


def differing(passphrase: str, again: str) -> DxmeetError | None:
    """What is said where a passphrase was not typed twice alike."""
    if passphrase == again:
        return None
    field = QCoreApplication.translate("Setup", "パスフレーズをもう一度")
    return InputInvalid(field=field, value="", case="twice")
