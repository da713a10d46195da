"""Pages and their sockets."""
