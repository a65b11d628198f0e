"""`python -m minsheng` is the command `minsheng`."""

from minsheng.cli.main import main

if __name__ == "__main__":
    main()
