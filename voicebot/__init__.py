"""A self-hosted Russian telephone robot."""
