import { expect, test } from "vitest";
import type { ConnectionInfo } from "../../wire/byte-stream.ts";
import { proxyProtocolHeader } from "./proxy-protocol-header.ts";

function header(values: Partial<ConnectionInfo>): string {
  return proxyProtocolHeader({
    remoteAddress: "203.0.113.7",
    remotePort: 0x1234,
    localAddress: "10.0.0.4",
    localPort: 443,
    tls: null,
    identity: null,
    ...values,
  }).toString("hex");
}

const SIGNATURE = "0d0a0d0a000d0a515549540a";

test("proxyProtocolHeader() writes IPv4 addresses and ports", () => {
  expect(header({})).toBe(`${SIGNATURE}2111000c` + "cb007107" + "0a000004" + "1234" + "01bb");
});

test("proxyProtocolHeader() writes IPv6 addresses and ports", () => {
  expect(header({ remoteAddress: "2001:db8::1", localAddress: "::1" })).toBe(
    `${SIGNATURE}21210024` +
      "20010db8000000000000000000000001" +
      "00000000000000000000000000000001" +
      "123401bb",
  );
});

test("proxyProtocolHeader() leaves out addresses that it can't write as one family", () => {
  expect(header({ localAddress: "::1" })).toBe(`${SIGNATURE}21000000`);
  expect(header({ remoteAddress: "" })).toBe(`${SIGNATURE}21000000`);
});
