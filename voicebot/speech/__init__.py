"""Recognition and speech by another process, over the Wyoming protocol: both its ends."""
