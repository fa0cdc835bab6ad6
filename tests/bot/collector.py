"""A collector of traces on 127.0.0.1: takes OTLP over HTTP and keeps the spans."""

import gzip
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@contextmanager
def collecting():
    """Its address, and the lists that grow: spans, and the paths of what came elsewhere."""
    spans, strangers = [], []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                raw = gzip.decompress(raw)
            if self.path != "/v1/traces":
                strangers.append(self.path)
                raw = b""
            for resource in ExportTraceServiceRequest.FromString(raw).resource_spans:
                for scope in resource.scope_spans:
                    spans.extend(scope.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", spans, strangers
    finally:
        server.shutdown()
        server.server_close()


def attributes(span):
    """As a dict."""
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in span.attributes}
