"""What a batch means for the summary: which returns count, what is waived, what is left out and why."""
