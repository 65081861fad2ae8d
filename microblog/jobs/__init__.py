"""The door for the clock: what the scheduler does, and when."""
