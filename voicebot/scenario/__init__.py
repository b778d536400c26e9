"""The dialogue language: nodes, loading, checking, drawing, interpreting."""
