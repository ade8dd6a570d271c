"""The limit a start is measured against: a PySide6 window with one line of text in our fonts, and nothing else.

Prints milliseconds since the process began, at its first painting.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from desktop.start_times import since_start_ms

FONTS = Path(__file__).resolve().parent.parent / "ui" / "assets" / "fonts"


class _Painted(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            sys.stdout.write(f"{since_start_ms():.1f}\n")
            sys.stdout.flush()
            QApplication.quit()
        return False


def main() -> int:
    """Show the window, print the time of its first painting, and end."""
    app = QApplication([])
    for file in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setFont(QFont("Noto Sans TC"))
    window = QMainWindow()
    label = QLabel("熟客 Regulars")
    painted = _Painted(label)
    label.installEventFilter(painted)
    window.setCentralWidget(label)
    window.resize(1280, 800)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
