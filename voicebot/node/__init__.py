"""The processes of one machine: a supervisor, its phone workers and speech services."""
