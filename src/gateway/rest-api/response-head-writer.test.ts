import { expect, test } from "vitest";
import { BODY_FIXED, type BodyFraming } from "../../wire/http1/exchange.ts";
import { GATEWAY_HEAD_LIMITS } from "../../wire/http1/head-limits.ts";
import { ResponseHeadParser, type ResponseHead } from "../../wire/http1/response-head.ts";
import { ClientAnswer } from "./client-answer.ts";
import {
  clientFieldName,
  fieldValue,
  writeAnswerHead,
  writeProxiedHead,
} from "./response-head-writer.ts";

const FIXED: BodyFraming = BODY_FIXED;
const DATE = "Date: now\r\n";
const IDS = {
  requestId: "rid",
  extendedRequestId: "xid=",
  traceId: "Root=1-t",
  closes: false,
  journeyLine: "",
};

function headOf(...lines: readonly string[]): ResponseHead {
  const bytes = Buffer.from(`${["HTTP/1.1 200 OK", ...lines].join("\r\n")}\r\n\r\n`, "latin1");
  const parser = new ResponseHeadParser(GATEWAY_HEAD_LIMITS);
  parser.parse(bytes, 0, bytes.length, "GET");
  return parser.head as ResponseHead;
}

const TREATED = [
  "Authorization",
  "Connection",
  "Content-Length",
  "Content-MD5",
  "Date",
  "Expect",
  "Host",
  "Max-Forwards",
  "Proxy-Authenticate",
  "Server",
  "Trailer",
  "Upgrade",
  "User-Agent",
  "WWW-Authenticate",
];

test("writeProxiedHead() remaps what clientFieldName() remaps, in any case, and passes the rest on", () => {
  for (const name of TREATED.flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()])) {
    const source = { ...IDS, status: 200, clientFraming: FIXED, responseBodyBytes: null };
    const value = name.toLowerCase() === "content-length" ? "3" : "v";
    const written = writeProxiedHead(
      { ...source, clientMethod: "GET" },
      headOf(`${name}: ${value}`),
      DATE,
    );
    expect(written).toContain(`\r\n${clientFieldName(name)}: ${value}\r\n`);
    expect(clientFieldName(name)).toMatch(/^x-amzn-Remapped-/);
  }
  const source = { ...IDS, status: 200, clientFraming: FIXED, responseBodyBytes: null };
  const head = headOf(
    "Via: 1.1 a",
    "Keep-Alive: 5",
    "x-amz-apigw-id: z=",
    "Set-Cookie: a",
    "X-Sixteen-Letter: 1",
  );
  expect(writeProxiedHead({ ...source, clientMethod: "HEAD" }, head, DATE)).toBe(
    "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: application/json\r\nConnection: keep-alive\r\n" +
      "x-amzn-RequestId: rid\r\nVia: 1.1 a\r\nSet-Cookie: a\r\nX-Sixteen-Letter: 1\r\nx-amz-apigw-id: xid=\r\n\r\n",
  );
});

test("writeAnswerHead() writes error type and fields between the two ids, the trace last", () => {
  const answer = new ClientAnswer(403, { errorType: "ForbiddenException", tellsTrace: true });
  answer.fields.push(["X-Own", "1"]);
  answer.body = Buffer.from("{}");
  expect(writeAnswerHead({ ...IDS, closes: true }, answer, DATE)).toBe(
    "HTTP/1.1 403 Forbidden\r\nDate: now\r\nContent-Type: application/json\r\nContent-Length: 2\r\n" +
      "Connection: close\r\nx-amzn-RequestId: rid\r\nx-amzn-ErrorType: ForbiddenException\r\nX-Own: 1\r\n" +
      "x-amz-apigw-id: xid=\r\nX-Amzn-Trace-Id: Root=1-t\r\n\r\n",
  );
});

test("fieldValue() lets nothing end the field, and writes UTF-8", () => {
  expect(fieldValue("a\r\nSet-Cookie: b\0")).toBe("a Set-Cookie: b ");
  expect(fieldValue("a\tb")).toBe("a\tb");
  expect(fieldValue("é")).toBe("\u00c3\u00a9");
});
