"""Use cases as plain functions and generators: no Qt, no SQL, no ONNX of their own."""
