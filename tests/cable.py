"""A cable between a service and its database, which can be pulled and put back."""

import socket
import threading
from contextlib import contextmanager, suppress


class Cable:
    """Passes bytes on between those who connect to `port` and the database; while it is out, nobody gets through."""

    def __init__(self, host, port):
        self.far = (host, port)
        self.near = socket.create_server(("127.0.0.1", 0))
        self.port = self.near.getsockname()[1]
        self.is_out = False
        self.refused = 0
        self.knocked = threading.Event()
        self.lines = []
        threading.Thread(target=self._take, daemon=True).start()

    def pull(self):
        """Cut all lines, and let nobody in until it is put back."""
        self.is_out = True
        self.cut()

    def put_back(self):
        self.is_out = False

    def cut(self):
        """Cut all lines, as a database does that is started anew."""
        while self.lines:
            line = self.lines.pop()
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def wait_for_somebody(self):
        """While it is out: wait until somebody tries to get through."""
        self.knocked.clear()
        assert self.knocked.wait(timeout=30), "nobody tries any more"

    def _take(self):
        with suppress(OSError):  # the end of the cable
            while True:
                line, _who = self.near.accept()
                if self.is_out:
                    line.close()
                    self.refused += 1
                    self.knocked.set()
                    continue
                far = socket.create_connection(self.far)
                self.lines += [line, far]
                for one, other in ((line, far), (far, line)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one, other):
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    for line in (one, other):
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
    one.close()


@contextmanager
def cable_to(host, port):
    cable = Cable(host, int(port))
    try:
        yield cable
    finally:
        cable.pull()
        cable.near.shutdown(socket.SHUT_RDWR)
        cable.near.close()
