"""Pictures of the main pages, for the README: light, dark, and on a phone."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.processes import ROOT

from .town import PATIENCE, Town, log_in

FOLDER = ROOT / "docs/images"
PAGES = {
    "home": "/",
    "public": "/public",
    "post": "",
    "profile": "/@ada",
    "compose": "/compose",
    "notifications": "/notifications",
    "explore": "/explore",
    "search": "/search?q=fog",
    "statistics": "/statistics",
    "settings": "/settings/profile",
}
WAYS = {"light": ("light", 1280, 800), "dark": ("dark", 1280, 800), "phone": ("light", 390, 844)}
"""The colours and the size of the window."""
QUALITY = 82


def take_all(browser: Browser, town: Town, only: str = "") -> int:
    """Take a picture of each page in each way; return how many."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for way, (scheme, width, height) in WAYS.items():
        context = browser.new_context(
            base_url=town.address,
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": width, "height": height},
            device_scale_factor=1 if width > height else 2,
        )
        context.set_default_timeout(PATIENCE)
        log_in(context)
        page = context.new_page()
        for name, path in PAGES.items():
            if only in name:
                page.goto(path or town.pages["post"], wait_until="networkidle")
                _keep(page.screenshot(), FOLDER / f"{name}-{way}.webp")
        context.close()
    return len(WAYS) * len([name for name in PAGES if only in name])


def _keep(png: bytes, path: Path) -> None:
    """Put a picture away, made small."""
    Image.open(io.BytesIO(png)).convert("RGB").save(path, "WEBP", quality=QUALITY, method=6)
