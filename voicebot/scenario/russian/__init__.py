"""Numbers, moments, telephone numbers and names as Russian speech has them."""
