"""Being told to stop: long jobs look here between one step and the next."""

from threading import Event

told_to_stop = Event()
