// Heads for tests, read by the real parsers, and live listeners without rules. Not part of the product.
import type { ConnectionInfo, TlsInfo } from "../../wire/byte-stream.ts";
import { ALB_HEAD_LIMITS, ALB_RESPONSE_HEAD_LIMITS } from "../../wire/http1/head-limits.ts";
import { HEAD_COMPLETE, HeadParser } from "../../wire/http1/request-head.ts";
import type { RequestHead } from "../../wire/http1/request-head.ts";
import { ResponseHeadParser } from "../../wire/http1/response-head.ts";
import type { ResponseHead } from "../../wire/http1/response-head.ts";
import { systemClock } from "../../base/clock.ts";
import { LiveListener } from "./live-listener.ts";
import { ALB_SETTINGS, listenerSnapshot } from "./rule-fixtures.ts";
import type { ListenerChanges } from "./rule-fixtures.ts";
import { RuleMatcherBuilder } from "./rule-matcher.ts";

/** Lines as they go over the wire, the empty line included. */
export function headText(...lines: readonly string[]): string {
  return `${lines.join("\r\n")}\r\n\r\n`;
}

export function requestHead(text: string): RequestHead {
  const parser = new HeadParser("tolerant", ALB_HEAD_LIMITS);
  const bytes = Buffer.from(text, "latin1");
  if (parser.parse(bytes, 0, bytes.length) !== HEAD_COMPLETE || parser.head === null) {
    throw new Error(`Cannot read request head ${JSON.stringify(text)}: ${parser.failure?.kind}`);
  }
  return parser.head;
}

export function responseHead(text: string, method = "GET"): ResponseHead {
  const parser = new ResponseHeadParser(ALB_RESPONSE_HEAD_LIMITS);
  const bytes = Buffer.from(text, "latin1");
  if (parser.parse(bytes, 0, bytes.length, method) !== HEAD_COMPLETE || parser.head === null) {
    throw new Error(`Cannot read response head ${JSON.stringify(text)}: ${parser.failure?.kind}`);
  }
  return parser.head;
}

export function liveListener(changes: ListenerChanges = {}): LiveListener {
  const snapshot = listenerSnapshot(changes);
  const builder = new RuleMatcherBuilder(snapshot.rules, systemClock, () => {});
  while (!builder.step(Infinity));
  return new LiveListener(snapshot, snapshot.alb ?? ALB_SETTINGS, builder.matcher());
}

export function connectionFrom(
  remoteAddress: string,
  remotePort: number,
  tls: TlsInfo | null = null,
): ConnectionInfo {
  return {
    remoteAddress,
    remotePort,
    localAddress: "127.0.0.1",
    localPort: 80,
    tls,
    identity: null,
  };
}
