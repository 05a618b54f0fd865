"""`python -m riotgear_check`."""

from riotgear_check.cli import main

if __name__ == "__main__":  # worker processes import this module under another name
    main()
