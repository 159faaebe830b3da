// Ids that the gateway gives a request: its own, which the client sees as apigw-requestid, and the root of the
// trace. Neither is a secret, so they come from the fast generator; a request needs both and pays for no system call.

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** All pairs of base64 characters, and all pairs of hexadecimal digits twice over, so that one look-up gives several. */
const PAIRS: readonly string[] = Array.from(
  { length: 4096 },
  (_, i) => BASE64.charAt(i >> 6) + BASE64.charAt(i & 63),
);
const HEX4: readonly string[] = Array.from({ length: 65_536 }, (_, i) =>
  i.toString(16).padStart(4, "0"),
);

function randomPairs(): string {
  const random = (Math.random() * 0x1000000) | 0;
  return (PAIRS[random >> 12] as string) + (PAIRS[random & 0xfff] as string);
}

function randomHex8(): string {
  const random = (Math.random() * 0x100000000) >>> 0;
  return (HEX4[random >>> 16] as string) + (HEX4[random & 0xffff] as string);
}

/** Fifteen base64 characters and "=", as in "Mc7UVioPPHcEKPA=". */
export function createRequestId(): string {
  const last = BASE64.charAt((Math.random() * 64) | 0);
  const middle = PAIRS[(Math.random() * 4096) | 0] as string;
  return `${randomPairs()}${randomPairs()}${randomPairs()}${middle}${last}=`;
}

/** A new trace: "Root=1-" + seconds + 96 random bits. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html */
export function createTraceId(nowMs: number): string {
  const seconds = (nowMs / 1000) >>> 0;
  const time = (HEX4[seconds >>> 16] as string) + (HEX4[seconds & 0xffff] as string);
  return `Root=1-${time}-${randomHex8()}${randomHex8()}${randomHex8()}`;
}
