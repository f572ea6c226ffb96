"""Takes the picture of the HTML view that the README and the docs show: ``python scripts/picture.py``; needs Chromium.

The first seed article, with the pointer on one of its quotes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from browser import running  # of tests/render, which drive it in the same way

import newsparse

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "000_02abe00618d4b929.txt"
PICTURE = ROOT / "docs" / "images" / "html-view.png"
POINTED_AT = "[...document.querySelectorAll('.text .quote')].find(e => e.textContent.includes('sincerely'))"


def main() -> None:
    """Write the picture."""
    article = newsparse.parse_article(SEED.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, running() as page:
        path = Path(folder) / "article.html"
        path.write_text(article.to_html(), encoding="utf-8")
        page.call("Emulation.setDeviceMetricsOverride", width=1100, height=720, deviceScaleFactor=1, mobile=False)
        page.media()
        page.open(path)
        page.point_at(POINTED_AT)
        page.screenshot(PICTURE)


if __name__ == "__main__":
    main()
