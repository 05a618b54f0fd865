"""What each command does, between the command line and the core. One module a command; each returns an exit code."""
