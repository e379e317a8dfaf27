"""What a user would write without the toolkit: values only, nothing checked."""
