"""The frozen program for the terminal."""

from multiprocessing import freeze_support

from toolkit.__main__ import main

if __name__ == "__main__":
    freeze_support()  # for libraries; workers of our own start by `toolkit.worker_process`
    main()
