"""A connection that breaks at the worst moment: the server has done what it was asked, and nobody hears of it."""

import socket
from contextlib import suppress
from threading import Event, Thread

_BYTES = 65536


class Severing:
    """Stands before a server. Once `armed`, the next answer of the server is swallowed and its connection cut."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.armed = Event()
        self.cut = 0
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                Thread(target=self._carry, args=(client, server), daemon=True).start()
                Thread(target=self._answer, args=(server, client), daemon=True).start()

    @staticmethod
    def _carry(client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(_BYTES):
                server.sendall(data)
            server.close()

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(_BYTES):
                if self.armed.is_set():
                    self.armed.clear()
                    self.cut += 1
                    break
                client.sendall(data)
        for end in (server, client):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
