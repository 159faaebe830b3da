import type { HttpRequestMessage } from "./http-message.ts";
import { describe, expect, test } from "vitest";
import { parseFormData } from "./form-data.ts";
import { readSignatureScope } from "./signature-scope.ts";

function scopeOf(authorization: string | undefined, query = "") {
  const message: HttpRequestMessage = {
    method: "GET",
    rawPath: "/",
    rawQuery: query,
    headers: new Map(authorization === undefined ? [] : [["authorization", authorization]]),
    body: new Uint8Array(),
  };
  return readSignatureScope(message, parseFormData(query));
}

const header = (credential: string) =>
  `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=00`;

describe("readSignatureScope()", () => {
  test("reads key, region and service from the Authorization header", () => {
    expect(
      scopeOf(header("AKIDEXAMPLE/20261122/eu-west-1/elasticloadbalancing/aws4_request")),
    ).toEqual({
      accessKeyId: "AKIDEXAMPLE",
      region: "eu-west-1",
      service: "elasticloadbalancing",
    });
  });

  test("reads a header without blanks after its commas", () => {
    const text = header("AKID/20261122/eu-west-1/ec2/aws4_request").replaceAll(", ", ",");
    expect(scopeOf(text)?.service).toBe("ec2");
  });

  test("reads the credential of a presigned URL", () => {
    const query = "X-Amz-Credential=AKID%2F20261122%2Fus-east-2%2Fsts%2Faws4_request";
    expect(scopeOf(undefined, query)).toEqual({
      accessKeyId: "AKID",
      region: "us-east-2",
      service: "sts",
    });
  });

  test("finds no region in a SigV4a credential", () => {
    const text =
      "AWS4-ECDSA-P256-SHA256 Credential=AKID/20261122/apigateway/aws4_request, Signature=0";
    expect(scopeOf(text)).toEqual({
      accessKeyId: "AKID",
      region: undefined,
      service: "apigateway",
    });
  });

  test.for([undefined, "Bearer abc", "Basic AWS4-HMAC-SHA256"])("is undefined for %s", (text) => {
    expect(scopeOf(text)).toBeUndefined();
  });

  test.for([
    "AKID",
    "AKID/20261122/eu-west-1/ec2",
    "AKID/20261122/eu-west-1/ec2/aws5_request",
    "AKID/2026/eu-west-1/ec2/aws4_request",
    "AKID/20261122/EU WEST/ec2/aws4_request",
    "AKID/20261122/../ec2/aws4_request",
    "/20261122/eu-west-1/ec2/aws4_request",
    `AKID/20261122/${"r".repeat(65)}/ec2/aws4_request`,
  ])("refuses the credential %s", (credential) => {
    expect(() => scopeOf(header(credential))).toThrow(
      expect.objectContaining({ code: "IncompleteSignatureException", status: 403 }),
    );
  });
});
