"""OBS: the connection, the scenes that are made in it, and the words on them."""
