// Signature Version 4 for calls to an endpoint that stands for AWS. The credentials are placeholders: such an
// endpoint looks at the scope, if at anything. Pure but for the digest.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
import { createHash, createHmac } from "node:crypto";

const ACCESS_KEY_ID = "test";
const SECRET_ACCESS_KEY = "test";

export interface SignedCall {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly host: string;
  readonly body: Buffer;
}

/** X-Amz-Date and Authorization, each line ended. */
export function signatureFields(
  call: SignedCall,
  scope: { readonly region: string; readonly service: string },
  nowMs: number,
): string {
  const amzDate = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const day = amzDate.slice(0, 8);
  const credentialScope = `${day}/${scope.region}/${scope.service}/aws4_request`;
  const canonical = [
    call.method,
    canonicalPath(call.target),
    canonicalQuery(call.target),
    `host:${call.host}`,
    `x-amz-date:${amzDate}`,
    "",
    "host;x-amz-date",
    sha256(call.body),
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", amzDate, credentialScope, sha256(canonical)].join("\n");
  let key: Buffer = Buffer.from(`AWS4${SECRET_ACCESS_KEY}`);
  for (const part of [day, scope.region, scope.service, "aws4_request"]) key = hmac(key, part);
  const signature = hmac(key, toSign).toString("hex");
  return (
    `X-Amz-Date: ${amzDate}\r\nAuthorization: AWS4-HMAC-SHA256 Credential=${ACCESS_KEY_ID}/${credentialScope}, ` +
    `SignedHeaders=host;x-amz-date, Signature=${signature}\r\n`
  );
}

function canonicalPath(target: string): string {
  const path = target.split("?", 1)[0] ?? "/";
  return path.split("/").map(encodeURIComponent).join("/");
}

function canonicalQuery(target: string): string {
  const question = target.indexOf("?");
  if (question === -1) return "";
  return target
    .slice(question + 1)
    .split("&")
    .map((pair) => (pair.includes("=") ? pair : `${pair}=`))
    .toSorted()
    .join("&");
}

function sha256(data: Buffer | string): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
