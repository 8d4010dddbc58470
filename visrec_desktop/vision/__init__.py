"""Pictures and the model: decoding, fitting, ONNX. The only place with ONNX."""
