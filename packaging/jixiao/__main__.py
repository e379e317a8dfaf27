"""`python -m jixiao` is `jixiao`."""

from jixiao import main

if __name__ == "__main__":
    main()
