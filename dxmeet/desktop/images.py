"""Drawn pages as Qt's images."""

from PySide6.QtGui import QImage

from dxmeet.domain.page import PIXEL_BYTES, Pixels


def image_over(pixels: Pixels) -> QImage:
    """Lies over the bytes without owning them: whoever keeps it keeps ``pixels``, too."""
    bytes_a_row = pixels.width * PIXEL_BYTES
    return QImage(pixels.data, pixels.width, pixels.height, bytes_a_row, QImage.Format.Format_RGB888)


def image_of(pixels: Pixels) -> QImage:
    """Owns its pixels; one byte each where there is no colour, as on most papers of a meeting. 1 ms a page."""
    image = image_over(pixels)
    return image.convertToFormat(QImage.Format.Format_Grayscale8) if image.isGrayscale() else image.copy()
