"""Runs a command on a terminal of a given width and prints what it shows: terminal.py COLUMNS COMMAND... Ends as the command does.

With --hang-up SECONDS before the width, the terminal goes away after so long, as when a connection is lost.
"""

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
    arguments = sys.argv[1:]
    seconds = float(arguments.pop(1)) if arguments[0] == "--hang-up" and arguments.pop(0) else None
    columns, command = int(arguments[0]), arguments[1:]
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm"
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    if seconds:
        threading.Timer(seconds, os.close, [terminal]).start()
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
