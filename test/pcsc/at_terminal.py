"""Runs a program at a terminal of its own: at_terminal.py PROGRAM [ARGUMENT...]

What comes on standard input is typed there, what the terminal shows goes to standard output. Ends with the
program's exit code, after one line that tells whether the terminal still shows what is typed.
"""

import fcntl
import os
import select
import struct
import sys
import termios

COLUMNS = int(os.environ.get("PTY_COLUMNS", "80"))

master, slave = os.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
child = os.fork()
if child == 0:
    os.close(master)
    os.login_tty(slave)
    os.execvp(sys.argv[1], sys.argv[1:])

sources = [master, 0]
status = None
while True:
    ready, _, _ = select.select(sources, [], [], 0.05)
    if master in ready:
        os.write(1, os.read(master, 65536))
        continue
    if 0 in ready:
        typed = os.read(0, 65536)
        if typed:
            os.write(master, typed)
        else:
            sources.remove(0)
    if status is not None:
        break
    ended, code = os.waitpid(child, os.WNOHANG)
    if ended:
        status = os.waitstatus_to_exitcode(code)

echoes = bool(termios.tcgetattr(slave)[3] & termios.ECHO)
print(f"\nterminal echoes: {echoes}", flush=True)
sys.exit(status if status >= 0 else 128 - status)
