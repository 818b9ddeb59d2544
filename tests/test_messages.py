"""Every error says in both languages what happened, what is safe and what to do."""

from collections.abc import Iterator

import pytest

from dxmeet import errors
from dxmeet.errors import DxmeetError
from dxmeet.messages import Message, sentence
from dxmeet.reasons import reason

APT = (
    "apt-get install -y --no-install-recommends libglib2.0-0 libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 "
    "libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxcb-render-util0 "
    "libxcb-image0 libxcb-randr0 libx11-xcb1"
)


def _kinds(root: type[DxmeetError] = DxmeetError) -> Iterator[type[DxmeetError]]:
    if root.__module__ == errors.__name__:  # a test elsewhere may define its own
        if "code" in root.__dict__:
            yield root
        for kind in root.__subclasses__():
            yield from _kinds(kind)


KINDS = sorted(_kinds(), key=lambda kind: kind.code)
LANGUAGES = ("ja", "en")


def _parts(message: Message) -> tuple[str, str, str]:
    return message.what, message.safe, message.next


def _japanese(text: str) -> bool:
    return any("぀" <= letter <= "鿿" for letter in text)


def test_the_tree_is_found() -> None:
    assert len(KINDS) > 50
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_error_has_its_own_three_parts(kind: type[DxmeetError], language: str) -> None:
    message = sentence(kind(), language)
    general = sentence(DxmeetError(), language)
    assert kind is DxmeetError or message.what != general.what
    for part in _parts(message):
        assert part.strip()
        assert not any(sign in part for sign in "!！{}|"), part
        assert "アノテーション" not in part
        assert "―" not in part, "a fact without a general word"
    assert all(_japanese(part) == (language == "ja") for part in _parts(message))


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_are_told(language: str) -> None:
    message = sentence(errors.PdfTooLarge(name="議案.pdf", size=2_147_483_648, limit=1_000_000_000), language)
    assert "議案.pdf" in message.what
    assert "2,147 MB" in message.what
    assert "1,000 MB" in message.what


def test_facts_that_are_codes_are_told_in_words() -> None:
    assert "付箋の位置" in sentence(errors.NoteInvalid(reason="at")).what
    assert reason("waiting", "en") in sentence(errors.MaterialNotReady(material="m", state="waiting"), "en").what
    assert "共有フォルダー" in sentence(errors.WorkerHung(worker="share", seconds=20.0)).what
    assert "20秒" in sentence(errors.WorkerHung(worker="share", seconds=20.0)).what


def test_a_field_is_called_what_the_screen_calls_it() -> None:
    assert "「枚数」に「37x」" in sentence(errors.InputInvalid(field="sheets", value="37x")).what
    assert '"keep until"' in sentence(errors.InputInvalid(field="keep_until", value="x"), "en").what
    assert "「パスフレーズ」" in sentence(errors.InputInvalid(field="パスフレーズ", value="x")).what


def test_a_fact_with_braces_stays_as_it_is() -> None:
    assert "{value} {0} %s" in sentence(errors.InputInvalid(field="title", value="{value} {0} %s")).what


def test_an_empty_fact_is_a_general_word() -> None:
    assert "「指定した場所」" in sentence(errors.FileMissing(path="")).what


def test_an_unknown_error_still_says_something() -> None:
    class Later(DxmeetError):
        code = "from-a-later-version"

    for language in LANGUAGES:
        message = sentence(Later(), language)
        assert "from-a-later-version" in message.what
        assert message.safe
        assert message.next


@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_qt_names_the_packages_to_install(language: str) -> None:
    assert APT in sentence(errors.QtMissing(library="libEGL.so.1"), language).next


def test_english_sentences_begin_with_a_capital() -> None:
    assert sentence(errors.WorkerDied(worker="pdf"), "en").what.startswith("The PDF display")


SYNC_CODES = [
    "still-writing",
    "missing-file",
    "name-reserved",
    "name-trailing",
    "name-control",
    "name-characters",
    "name-collides",
    "too-deep",
    "unlisted",
    "two-organisers",
    "pdf-invalid",
    "pdf-damaged",
    "pdf-password-needed",
    "pdf-too-large",
    "file-empty",
    "seal-broken",
    "share-unreachable",
    "wrong-share",
    "held",
    "ok",
    "ready",
    "waiting",
    "withdrawn",
    "refused",
    "erased",
]


@pytest.mark.parametrize("code", SYNC_CODES)
def test_every_reason_is_a_few_words(code: str) -> None:
    words = reason(code)
    assert _japanese(words)
    assert code not in words
    assert len(words) <= 26
    assert not words.endswith("。")
    assert reason(code, "en").isascii()


def test_an_unknown_reason_is_named() -> None:
    assert "from-later" in reason("from-later")
    assert "from-later" in reason("from-later", "en")
