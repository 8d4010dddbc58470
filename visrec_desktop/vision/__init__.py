"""Pictures and the model: decoding, fitting, ONNX. The only place with ONNX."""

import os

# The runtime writes down how it is used, under the user's home, and would send it to its maker. It asks for
# this before anything else; a call after its import comes too late.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
