"""What systemd is told."""

import socket
import struct
import threading

from microblog import systemd


def test_systemd_is_told_where_it_listens(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))

        systemd.tell(systemd.READY)

        assert listening.recv(100) == b"READY=1"


def test_nobody_listens(tmp_path, monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    systemd.tell(systemd.READY)

    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nothing"))
    systemd.tell(systemd.READY)


def test_how_patient_systemd_is(monkeypatch):
    for given, seconds in (("90000000", 90.0), ("0", None), ("soon", None), ("", None)):
        monkeypatch.setenv("WATCHDOG_USEC", given)
        assert systemd.patience() == seconds


def test_a_website_that_answers_lives(tmp_path):
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "web.sock"))
        listening.listen()
        asked = []

        def answer():
            way, _ = listening.accept()
            with way:
                asked.append(way.recv(4096))
                way.sendall(b"HTTP/1.1 503 Service Unavailable\r\n\r\n")

        website = threading.Thread(target=answer)
        website.start()
        assert systemd.answers(str(tmp_path / "web.sock"), 5)
        website.join()

    [packet] = asked
    assert struct.unpack("<BHB", packet[:4]) == (0, len(packet) - 4, 0)
    assert b"\x09\x00PATH_INFO\x07\x00/health" in packet


def test_a_website_that_does_not_answer_is_dead(tmp_path):
    assert not systemd.answers(str(tmp_path / "nothing"), 0.1)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "web.sock"))
        listening.listen()
        assert not systemd.answers(str(tmp_path / "web.sock"), 0.1)
