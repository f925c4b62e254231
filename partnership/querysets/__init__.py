"""The partnership's rows, scope first."""
