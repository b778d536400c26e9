"""Callers that cost little (a C program), the node they call, and what they tell."""
