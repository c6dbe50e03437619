"""What goes wrong in earnest: killed processes, full disks, databases that are away, other people's servers that are
gone, clocks that jump. Each is a command (`python -m tests.faults.kill --help`), and in a short form a test."""
