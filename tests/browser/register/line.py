"""A TCP line to the server that can be cut, before a request arrives or after it was answered."""

import socket
import threading


class Line:
    """mode: "up"; "down" (cut before the request); "deaf" (requests arrive, and their answers are lost)."""

    def __init__(self, port: int) -> None:
        self.port, self.mode, self.eaten = port, "up", 0
        self._ends: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def become(self, mode: str) -> None:
        self.mode = mode
        if mode == "down":
            self._shut(self._ends)

    def close(self) -> None:
        self.become("down")
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.mode == "down":
                near.close()
                continue
            far = socket.create_connection(("localhost", self.port))
            self._ends |= {near, far}
            for source, target, answers in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._pump, args=(source, target, answers), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        try:
            while data := source.recv(65536):
                if answers and self.mode == "deaf":
                    self.eaten += 1
                    break
                target.sendall(data)
        except OSError:
            pass
        self._shut({source, target})
        self._ends.discard(source)
        source.close()

    @staticmethod
    def _shut(ends: set[socket.socket]) -> None:
        for end in list(ends):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
