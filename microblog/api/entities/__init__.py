"""What applications get, noun by noun."""
