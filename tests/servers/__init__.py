"""Real servers for the tests to talk to, each started on free ports of loopback in a folder of its own."""
