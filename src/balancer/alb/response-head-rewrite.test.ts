import { describe, expect, it } from "vitest";
import {
  BODY_CHUNKED,
  BODY_FIXED,
  BODY_NONE,
  BODY_UNTIL_CLOSE,
} from "../../wire/http1/exchange.ts";
import { headText, liveListener, responseHead } from "./head-fixtures.ts";
import { composeClientHead, composeInformationalHead } from "./response-head-rewrite.ts";

const DATE = "Date: Thu, 22 Feb 2024 22:49:04 GMT";

describe(composeClientHead, () => {
  it("sends Date, Content-Type, framing and Connection first and the rest in the target's order", () => {
    const head = responseHead(
      headText(
        "HTTP/1.1 200 OK",
        "Server: gunicorn/19.9.0",
        DATE,
        "Connection: keep-alive",
        "Content-Type: text/html",
        "Content-Length: 3741",
        "Set-Cookie: a=b",
        "Set-Cookie: c=d",
      ),
    );
    expect(composeClientHead(head, liveListener(), BODY_FIXED, false)).toBe(
      headText(
        "HTTP/1.1 200 OK",
        DATE,
        "Content-Type: text/html",
        "Content-Length: 3741",
        "Connection: keep-alive",
        "Server: gunicorn/19.9.0",
        "Set-Cookie: a=b",
        "Set-Cookie: c=d",
      ),
    );
  });

  it("adds no Date or Server that the target did not send, and keeps its reason", () => {
    const head = responseHead(headText("HTTP/1.1 418 Short And Stout", "Content-Length: 0"));
    expect(composeClientHead(head, liveListener(), BODY_FIXED, true)).toBe(
      headText("HTTP/1.1 418 Short And Stout", "Content-Length: 0", "Connection: close"),
    );
  });

  it("keeps fields of the target's hop back", () => {
    const head = responseHead(
      headText(
        "HTTP/1.1 200 OK",
        "Connection: close, X-Mine",
        "X-Mine: 1",
        "Keep-Alive: timeout=5",
        "Proxy-Authenticate: Basic",
        "Upgrade: h2c",
        "Transfer-Encoding: chunked",
        "X-Kept: 1",
      ),
    );
    expect(composeClientHead(head, liveListener(), BODY_CHUNKED, false)).toBe(
      headText(
        "HTTP/1.1 200 OK",
        "Transfer-Encoding: chunked",
        "Connection: keep-alive",
        "X-Kept: 1",
      ),
    );
  });

  it("frames by what it is told, not by what came", () => {
    const head = responseHead(headText("HTTP/1.1 200 OK", "A: b"));
    expect(head.framing).toBe(BODY_UNTIL_CLOSE);
    expect(composeClientHead(head, liveListener(), BODY_CHUNKED, false)).toContain(
      "\r\nTransfer-Encoding: chunked\r\n",
    );
    expect(composeClientHead(head, liveListener(), BODY_UNTIL_CLOSE, true)).toBe(
      headText("HTTP/1.1 200 OK", "Connection: close", "A: b"),
    );
  });

  it("tells the length of the body that HEAD does not get, and none for 204", () => {
    const head = responseHead(headText("HTTP/1.1 200 OK", "Content-Length: 9"), "HEAD");
    expect(head.framing).toBe(BODY_NONE);
    expect(composeClientHead(head, liveListener(), BODY_NONE, false)).toContain(
      "\r\nContent-Length: 9\r\n",
    );
    const none = responseHead(headText("HTTP/1.1 204 No Content", "Content-Length: 0"));
    expect(composeClientHead(none, liveListener(), BODY_NONE, false)).not.toContain(
      "Content-Length",
    );
  });

  it("sets the listener's own fields over the target's", () => {
    const live = liveListener({
      alb: { responseFields: [["X-Frame-Options", "DENY"]] },
    });
    const head = responseHead(
      headText("HTTP/1.1 200 OK", "A: b", "x-frame-options: SAMEORIGIN", "Content-Length: 0"),
    );
    expect(composeClientHead(head, live, BODY_FIXED, false)).toBe(
      headText(
        "HTTP/1.1 200 OK",
        "Content-Length: 0",
        "Connection: keep-alive",
        "A: b",
        "X-Frame-Options: DENY",
      ),
    );
  });

  it("ends every line with CRLF, however the target ended it", () => {
    const head = responseHead("HTTP/1.1 200 OK\nA: b\r\nC: d\nE: f\r\nContent-Length: 0\n\n");
    const text = composeClientHead(head, liveListener(), BODY_FIXED, false);
    expect(text).toContain("\r\nA: b\r\nC: d\r\nE: f\r\n\r\n");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });
});

describe(composeInformationalHead, () => {
  it("passes early hints on", () => {
    const head = responseHead(headText("HTTP/1.1 103 Early Hints", "Link: </a>", "Connection: x"));
    expect(composeInformationalHead(head)).toBe(headText("HTTP/1.1 103 Early Hints", "Link: </a>"));
  });

  it("keeps the upgrade of a 101", () => {
    const head = responseHead(
      headText(
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "A: b",
      ),
    );
    expect(composeInformationalHead(head)).toBe(
      headText(
        "HTTP/1.1 101 Switching Protocols",
        "Connection: upgrade",
        "Upgrade: websocket",
        "A: b",
      ),
    );
  });
});
