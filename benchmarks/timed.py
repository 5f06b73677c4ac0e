"""Runs a command and says on standard output how long it took, how much CPU and memory:
timed.py COMMAND [ARGUMENT...]. What the command writes to standard output goes to standard error."""

import os
import sys
import time

start = time.perf_counter()
pid = os.fork()
if pid == 0:
    os.dup2(2, 1)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(pid, 0)
seconds = time.perf_counter() - start
print("%.3f %.3f %.1f" % (seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
sys.exit(os.waitstatus_to_exitcode(status))
