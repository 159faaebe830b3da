// Reads who signed a request, and for which region and service, from its AWS Signature Version 4: the
// Authorization header or the query parameters of a presigned URL. The signature itself is not verified here.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
import type { FormData } from "./form-data.ts";
import type { HttpRequestMessage } from "./http-message.ts";
import { FrameworkError } from "./framework-error.ts";

/** The scope of a signature. */
export interface SignatureScope {
  readonly accessKeyId: string;
  /** Absent in SigV4a, whose signatures hold for a set of regions. */
  readonly region: string | undefined;
  readonly service: string;
}

const ALGORITHM = /^AWS4-(HMAC|ECDSA-P256)-SHA256\b/;
const CREDENTIAL = /\bCredential=([^,\s]+)/;
const NAME = /^[a-z0-9-]{1,64}$/;
const ACCESS_KEY_ID = /^[\w+=.@-]{1,128}$/;
const DATE = /^\d{8}$/;

/** The scope, or undefined for an unsigned request. Throws for a credential that cannot be read. */
export function readSignatureScope(
  message: HttpRequestMessage,
  query: FormData,
): SignatureScope | undefined {
  const authorization = message.headers.get("authorization");
  if (authorization !== undefined && ALGORITHM.test(authorization)) {
    return parseCredential(CREDENTIAL.exec(authorization)?.[1] ?? "");
  }
  const presigned = query.get("X-Amz-Credential")?.[0];
  return presigned === undefined ? undefined : parseCredential(presigned);
}

function parseCredential(credential: string): SignatureScope {
  // AKID/date/region/service/aws4_request, and without the region in SigV4a; from the end, as an id of other
  // makers' may hold a slash.
  const parts = credential.split("/");
  const last = parts.pop();
  const service = parts.pop() ?? "";
  let region: string | undefined = parts.pop() ?? "";
  let date = parts.pop() ?? "";
  if (DATE.test(region) && parts.length === 0) {
    parts.push(date);
    date = region;
    region = undefined;
  }
  const accessKeyId = parts.join("/");
  const valid =
    last === "aws4_request" &&
    NAME.test(service) &&
    (region === undefined || NAME.test(region)) &&
    DATE.test(date) &&
    ACCESS_KEY_ID.test(accessKeyId);
  if (!valid) {
    throw new FrameworkError(
      "IncompleteSignatureException",
      403,
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return { accessKeyId, region, service };
}
