"""For every test: Qt draws into memory, so that the suite runs without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
