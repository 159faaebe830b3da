// The strict policy: what RFC 9112 lets a server refuse, this refuses, with a failure that says why. Used where
// Postern stands for AWS endpoints that do not pass requests on as they came.
import { failure } from "../../base/failure.ts";
import type { Failure } from "../../base/failure.ts";
import { HOST, TOKEN, VISIBLE } from "./character-tables.ts";
import type { FieldSection } from "./field-section.ts";
import { FIELD_HOST } from "./fields.ts";
import { frameStrictRequest } from "./framing.ts";
import type { Framing } from "./framing.ts";
import {
  ANOMALY_BARE_LF,
  ANOMALY_CONTROL,
  ANOMALY_FOLD,
  ANOMALY_FORBIDDEN,
  ANOMALY_NAME,
  ANOMALY_NO_COLON,
  ANOMALY_REQUEST_LINE,
} from "./head-scan.ts";
import type { HeadScan } from "./head-scan.ts";
import type { RequestLine } from "./request-line.ts";

const REFUSED_ANOMALIES: readonly (readonly [bit: number, detail: string])[] = [
  [ANOMALY_BARE_LF, "a line that ends with LF alone"],
  [ANOMALY_FOLD, "a folded field line"],
  [ANOMALY_NO_COLON, "a field line without a colon"],
  [ANOMALY_NAME, "a field name that is no token"],
  [ANOMALY_FORBIDDEN, "CR or NUL in a field"],
  [ANOMALY_CONTROL, "a control character in a field value"],
];

const REFUSED_BITS = REFUSED_ANOMALIES.reduce((bits, [bit]) => bits | bit, 0);

/** Frames the request, or says why it is refused. */
export function requestFault(
  scan: HeadScan,
  line: RequestLine,
  fields: FieldSection,
  framing: Framing,
): Failure | null {
  if ((scan.anomalies & ANOMALY_REQUEST_LINE) !== 0) {
    const fault = requestLineFault(line);
    if (fault !== null) return fault;
  } else if (!isMadeOf(fields.text, VISIBLE, line.methodEnd + 1, line.targetEnd)) {
    return malformed("bytes in the target that no URI may have");
  }
  if ((scan.anomalies & REFUSED_BITS) !== 0) return malformed(anomalyDetail(scan.anomalies));
  const detail = targetFault(line) || hostFault(fields, line.minorVersion);
  if (detail !== "") return malformed(detail);
  const framingDetail = frameStrictRequest(fields, line.minorVersion, framing);
  if (framingDetail !== "") return malformed(framingDetail);
  return framing.transferEncodingUnsupported ? failure("unsupported-transfer-encoding") : null;
}

function malformed(detail: string): Failure {
  return failure("malformed-request", detail);
}

function anomalyDetail(anomalies: number): string {
  const found = REFUSED_ANOMALIES.find(([bit]) => (anomalies & bit) !== 0);
  return found === undefined ? "" : found[1];
}

/** RFC 9112 §3: method SP request-target SP HTTP-version. Only lines off the usual form get here. */
function requestLineFault(line: RequestLine): Failure | null {
  const { method, target, version } = line;
  if (!isMadeOf(method, TOKEN, 0, method.length)) return malformed("a method that is no token");
  if (target === "") return malformed("a request line without a target");
  if (!isMadeOf(target, VISIBLE, 0, target.length))
    return malformed("white space or other bytes in the target");
  if (/^HTTP\/1\.[0-9]$/.test(version)) return null;
  if (/^HTTP\/[0-9](?:\.[0-9])?$/.test(version)) return failure("unsupported-version", version);
  return malformed("a request line without a version");
}

/** RFC 9112 §3.2: origin-form, absolute-form, authority-form with CONNECT, asterisk-form with OPTIONS. */
function targetFault(line: RequestLine): string {
  const { method, target } = line;
  if (method === "CONNECT") {
    return /^[^/?#@]+:[0-9]+$/.test(target) ? "" : "CONNECT without host and port";
  }
  if (target.charCodeAt(0) === 0x2f) return "";
  if (target === "*") return method === "OPTIONS" ? "" : "an asterisk as target";
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(target) ? "" : "a target that is no path and no URI";
}

/** RFC 9112 §3.2: exactly one Host in HTTP/1.1, at most one before, with a valid value. */
function hostFault(fields: FieldSection, minorVersion: 0 | 1): string {
  const index = fields.find(FIELD_HOST);
  if (index === -1) return minorVersion === 1 ? "no Host" : "";
  if (fields.findFrom(FIELD_HOST, index + 1) !== -1) return "several Host fields";
  const start = fields.valueStart(index);
  const end = fields.valueEnd(index);
  const isHost = start === end || isMadeOf(fields.text, HOST, start, end);
  return isHost ? "" : "a Host that is no host and port";
}

/** Whether `text` from `start` to `end` is not empty and all of it is in the table. */
function isMadeOf(text: string, allowed: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    if (allowed[text.charCodeAt(index)] === 0) return false;
  }
  return end > start;
}
