"""Plain values that every layer speaks: no Qt, no SQL, no ONNX."""
