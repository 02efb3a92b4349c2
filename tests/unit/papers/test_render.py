"""The file itself: the same each time, whole, and safe whatever the text holds."""

import io
import zipfile

import msgspec
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.papers import Imprint, Paper, RedHead, Signature, blocks, render
from tests.papers.samples import SAMPLES, notice


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_paper_gives_the_same_bytes(name: str):
    assert render(SAMPLES[name]()) == render(SAMPLES[name]())


def test_nothing_of_a_moment_a_machine_or_a_person_is_in_the_file():
    with zipfile.ZipFile(io.BytesIO(render(notice()))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "docProps" in name or "thumbnail" in name]


def test_all_that_was_written_stands_in_the_file():
    text = text_of(render(notice()))
    assert "云关通〔2023〕12号" in text
    assert "市委一号会议室" in text
    assert "2023年9月6日" in text


HOSTILE = "<w:p>&amp;]]>\x00\x0b\x1b\u202e\u2066\ufeff\ufffe\ud800终"


def hostile(text: str) -> Paper:
    return Paper(
        head=RedHead(bodies=(text, text), with_word=True),
        number=text,
        signers=(text, text, text),
        title=text,
        addressees=(text,),
        body=blocks(text),
        attachments=(text, text),
        signature=Signature(bodies=(text,), day=text, sealed=True),
        note=text,
        imprint=Imprint(office=text, day=text, copies_to=(text,)),
        mark=text,
    )


def test_hostile_characters_do_no_harm():
    text = text_of(render(hostile(HOSTILE)))
    assert "<w:p>&amp;]]>终" in text
    assert "\u202e" not in text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_rendered(text: str):
    assert text_of(render(hostile(text))) is not None


def test_text_without_an_end_is_rendered():
    long = "极长" * 3000
    assert long in text_of(render(Paper(body=blocks(long)))).replace("\n", "")


def text_of(file: bytes) -> str:
    document = Document(io.BytesIO(file))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])


def test_a_draft_keeps_the_place_of_its_number():
    paper = notice()
    unnumbered = msgspec.structs.replace(paper, number="")
    counts = [len(Document(io.BytesIO(render(one))).paragraphs) for one in (paper, unnumbered)]
    assert counts[0] == counts[1]
