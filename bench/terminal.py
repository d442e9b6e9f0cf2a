"""Runs a command in a terminal of a given width and prints its output. Exits with the exit code of the command."""

import argparse
import fcntl
import os
import pty
import re
import struct
import sys
import termios
import threading

ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[a-zA-Z]|[=>])")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--hang-up", type=float, metavar="SECONDS", help="close the terminal after this time")
    arguments.add_argument("columns", type=int)
    arguments.add_argument("command", nargs=argparse.REMAINDER)
    given = arguments.parse_args()
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(given.command[0], given.command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, given.columns, 0, 0))
    if given.hang_up:
        threading.Timer(given.hang_up, os.close, [terminal]).start()
    shown = b""
    while True:
        try:
            some = os.read(terminal, 65536)
        except OSError:
            break
        if not some:
            break
        shown += some
    _, status = os.waitpid(process, 0)
    print(ESCAPES.sub("", shown.decode(errors="replace")).replace("\r", ""), end="")
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
