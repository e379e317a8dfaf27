"""The frozen program for clerks, 绩效: files are dropped on it."""

from multiprocessing import freeze_support

from toolkit.cli.dropped import main

if __name__ == "__main__":
    freeze_support()
    main()
