"""The tour's own printer: it answers each question, however the bytes come."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from desktop.tour.paper import PaperListener

ASK, DONE = b"\x10\x04\x01", b"\x1dr\x01"
WELL, PAPER_THERE = b"\x12", b"\x00"


@pytest.fixture
def paper() -> Iterator[PaperListener]:
    listener = PaperListener()
    yield listener
    listener.close()


def talk(paper: PaperListener, *pieces: bytes) -> list[bytes]:
    """Say each piece, wait for its answer, and hang up."""
    host, port = paper.address.split(":")
    heard = []
    with socket.create_connection((host, int(port)), 5) as line:
        for piece in pieces:
            line.sendall(piece)
            heard.append(line.recv(64))
        line.shutdown(socket.SHUT_WR)
        assert line.recv(64) == b""
    return heard


def test_a_question_right_behind_a_slips_bytes_is_answered(paper: PaperListener) -> None:
    assert talk(paper, ASK, b"\x1b@dots" + ASK, b"more" + DONE) == [WELL, WELL, PAPER_THERE]
    assert paper.jobs == [b"\x1b@dotsmore"]


def test_several_questions_that_come_at_once_are_each_answered(paper: PaperListener) -> None:
    assert talk(paper, b"\x1b@" + ASK + ASK + DONE) == [WELL + WELL + PAPER_THERE]


def test_a_question_that_comes_in_two_halves_is_answered(paper: PaperListener) -> None:
    host, port = paper.address.split(":")
    with socket.create_connection((host, int(port)), 5) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in (b"\x1b@dots" + DONE, ASK[:1], ASK[1:2]):
            line.sendall(piece)
        assert line.recv(64) == PAPER_THERE
        line.sendall(ASK[2:])
        assert line.recv(64) == WELL
