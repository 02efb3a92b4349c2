"""Every sample is set once for all tests; its file, its PDF and a picture of every page are kept in build/papers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.papers import render
from tests.papers.pages import SetPaper
from tests.papers.samples import SAMPLES
from tests.support import typesetting


@pytest.fixture(scope="session")
def set_papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, SetPaper]]:
    if why := typesetting.missing():
        pytest.skip(why)
    directory = tmp_path_factory.mktemp("papers")
    files = []
    for name, sample in SAMPLES.items():
        files.append(directory / f"{name}.docx")
        files[-1].write_bytes(render(sample()))
    pdfs = typesetting.to_pdfs(files, directory)
    keep([*files, *pdfs])
    set_ = {pdf.stem: SetPaper(pdf) for pdf in pdfs}
    yield set_
    for paper in set_.values():
        paper.close()


def keep(files: list[Path]) -> None:
    typesetting.KEPT.mkdir(parents=True, exist_ok=True)
    for file in files:
        (typesetting.KEPT / file.name).write_bytes(file.read_bytes())
        if file.suffix == ".pdf":
            typesetting.to_pictures(file, typesetting.KEPT)
