"""A .docx as it comes out on paper: LibreOffice makes a PDF, Poppler the pictures, stand-in fonts take their places."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
FONTS: Final = Path(os.environ.get("LIANXI_FONTS", ROOT / "build" / "fonts"))
KEPT: Final = ROOT / "build" / "papers"
PROGRAMS: Final = ("soffice", "pdftoppm", "pdffonts")
# The font that a paper names → the one that stands in for it.
STAND_INS: Final = {
    "仿宋_GB2312": "FandolFang",
    "楷体_GB2312": "FandolKai",
    "黑体": "FandolHei",
    "宋体": "FandolSong",
    "方正小标宋简体": "FandolSong",
}
_BOLD: Final = ("方正小标宋简体",)
SECONDS_MAX: Final = 120


def missing() -> str:
    """Why nothing can be set here; empty: everything is there."""
    programs = [name for name in PROGRAMS if shutil.which(name) is None]
    if programs:
        return f"{', '.join(programs)} not installed (Debian: libreoffice-writer-nogui, poppler-utils)"
    if not list(FONTS.glob("Fandol*.otf")):
        return "the fonts of official papers are not there (.make/official-fonts)"
    return ""


def fonts_file(directory: Path) -> Path:
    """A configuration of fonts that knows the stand-ins and nothing else of this machine."""
    matches = "".join(_match(named, stands_in, bold=named in _BOLD) for named, stands_in in STAND_INS.items())
    text = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{FONTS}</dir><cachedir>{directory / 'font-cache'}</cachedir>{matches}</fontconfig>"
    )
    path = directory / "fonts.conf"
    path.write_text(text, encoding="utf-8")
    return path


def _match(named: str, stands_in: str, *, bold: bool) -> str:
    weight = '<edit name="weight" mode="assign"><const>bold</const></edit>' if bold else ""
    return (
        f'<match target="pattern"><test name="family"><string>{named}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{stands_in}</string></edit>{weight}</match>'
    )


def to_pdfs(files: Sequence[Path], directory: Path) -> list[Path]:
    """All at once, for starting the program takes longer than setting a paper."""
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts_file(directory)), "HOME": str(directory)}
    profile = f"-env:UserInstallation=file://{directory / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(directory), *map(str, files)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=SECONDS_MAX)
    return [directory / f"{file.stem}.pdf" for file in files]


def to_pictures(pdf: Path, directory: Path) -> list[Path]:
    directory.mkdir(parents=True, exist_ok=True)
    for old in directory.glob(f"{pdf.stem}-*.png"):
        old.unlink()
    subprocess.run(
        ["pdftoppm", "-r", "80", "-png", str(pdf), str(directory / pdf.stem)],
        check=True,
        capture_output=True,
        timeout=SECONDS_MAX,
    )
    return sorted(directory.glob(f"{pdf.stem}-*.png"))


@cache
def fonts_in(pdf: Path) -> frozenset[str]:
    """Names of the fonts used, without the letters that mark a subset."""
    listed = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True, text=True, timeout=SECONDS_MAX)
    rows = listed.stdout.splitlines()[2:]
    return frozenset(row.split()[0].rpartition("+")[2] for row in rows)
