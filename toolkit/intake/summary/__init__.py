"""Department-wide summaries, written by `merge` or typed by a person."""
