"""`python -m riotgear_check`."""

from riotgear_check.cli import main

main()
