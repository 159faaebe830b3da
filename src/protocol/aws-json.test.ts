// awsJson1.1 (ACM), awsJson1.0 and RPC v2 CBOR (CloudWatch) by hand-written requests.
import type { TestHandlers } from "../../tests/fuzz/protocol-services.ts";
import { ResourceNotFoundException } from "@aws-sdk/client-acm";
import { InvalidParameterValueException } from "@aws-sdk/client-cloudwatch";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { exchange, type PlainRequest } from "../../tests/fuzz/protocol-exchange.ts";
import { testDispatcher } from "../../tests/fuzz/protocol-link.ts";
import { serviceWith } from "../../tests/fuzz/protocol-services.ts";
import { parseCbor } from "./decode-cbor.ts";
import { validationError } from "./constraints.ts";

const acmHeaders = (operation: string) => ({
  "content-type": "application/x-amz-json-1.1",
  "x-amz-target": `CertificateManager.${operation}`,
});

function acm(handlers: TestHandlers, operation: string, body: unknown) {
  const dispatcher = testDispatcher([serviceWith("acm", handlers)]);
  return exchange(dispatcher, { headers: acmHeaders(operation), body: JSON.stringify(body) });
}

function cloudwatch(handlers: TestHandlers, request: PlainRequest) {
  return exchange(testDispatcher([serviceWith("cloudwatch", handlers)]), request);
}

const failing = (error: Error) => (): never => {
  throw error;
};

describe("awsJson1_1", () => {
  test("reads the target's operation and writes epoch seconds", async () => {
    let received: unknown;
    const handler = (input: never): object => {
      received = input;
      return { Certificate: { CertificateArn: "a", CreatedAt: new Date(1_554_912_345_123) } };
    };
    const response = await acm({ DescribeCertificate: handler }, "DescribeCertificate", {
      CertificateArn: "a",
      Other: 1,
    });
    expect(received).toEqual({ CertificateArn: "a" });
    expect(response).toMatchObject({
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: '{"Certificate":{"CertificateArn":"a","CreatedAt":1554912345.123}}',
    });
  });

  test("answers an operation without an output with no body", async () => {
    const handlers = { DeleteCertificate: () => ({}) };
    const response = await acm(handlers, "DeleteCertificate", { CertificateArn: "a" });
    expect(response).toMatchObject({ status: 200, body: "" });
  });

  test("reads blobs, and refuses what is not base64", async () => {
    let received: unknown;
    const handler = (input: { Certificate: Uint8Array }): object => {
      received = input.Certificate;
      return {};
    };
    const input = { Certificate: "aGk=", PrivateKey: "" };
    await acm({ ImportCertificate: handler as never }, "ImportCertificate", input);
    expect(received).toEqual(new Uint8Array(Buffer.from("hi")));
    const refused = await acm({ ImportCertificate: handler as never }, "ImportCertificate", {
      ...input,
      Certificate: "a-k=",
    });
    expect(JSON.parse(refused.body)).toMatchObject({ __type: "SerializationException" });
  });

  test("names modelled exceptions, common errors and unknown operations in __type", async () => {
    const missing = new ResourceNotFoundException({ $metadata: {}, message: "Not there" });
    const operation = "DescribeCertificate";
    const modelled = await acm({ [operation]: failing(missing) }, operation, {
      CertificateArn: "a",
    });
    expect(modelled).toMatchObject({
      status: 400,
      body: '{"__type":"ResourceNotFoundException","message":"Not there"}',
    });
    const required = await acm({ [operation]: () => ({}) }, operation, {});
    expect(JSON.parse(required.body)).toEqual({
      __type: "ValidationException",
      message:
        "1 validation error detected: Value null at 'certificateArn' failed to satisfy constraint: Member must not be null",
    });
    const unknown = await acm({}, "MakeCoffee", {});
    expect(unknown.status).toBe(400);
    expect(unknown.body).toContain('"__type":"UnknownOperationException"');
    const later = await acm({}, "ExportCertificate", {});
    expect(later).toMatchObject({
      status: 501,
      body: '{"__type":"NotImplemented","message":"Postern does not have acm ExportCertificate yet"}',
    });
  });

  test("says that it does not have the service of an unknown target", async () => {
    const dispatcher = testDispatcher([serviceWith("acm", {})]);
    const headers = { "x-amz-target": "DynamoDB_20120810.ListTables" };
    const response = await exchange(dispatcher, { headers, body: "{}" });
    expect(response.status).toBe(501);
    expect(response.body).toContain("Postern does not have DynamoDB_20120810 ListTables yet");
  });
});

describe("awsJson1_0", () => {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": "GraniteServiceVersion20100801.ListMetrics",
  };

  test("gives the query protocol's code of an error in a header", async () => {
    const error = new InvalidParameterValueException({ $metadata: {}, message: "No" });
    const response = await cloudwatch({ ListMetrics: failing(error) }, { headers, body: "{}" });
    expect(response.headers).toMatchObject({
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-query-error": "InvalidParameterValue;Sender",
    });
    expect(response).toMatchObject({
      status: 400,
      body: '{"__type":"com.amazonaws.cloudwatch#InvalidParameterValueException","message":"No"}',
    });
  });

  test("reads a gzipped body, and NaN as text", async () => {
    let received: unknown;
    const handler = (input: never): object => {
      received = input;
      return {};
    };
    const body = gzipSync('{"Namespace":"n","MetricData":[{"MetricName":"m","Value":"NaN"}]}');
    await cloudwatch(
      { PutMetricData: handler },
      {
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "content-encoding": "gzip",
          "x-amz-target": "GraniteServiceVersion20100801.PutMetricData",
        },
        body,
      },
    );
    expect(received).toEqual({ Namespace: "n", MetricData: [{ MetricName: "m", Value: NaN }] });
  });
});

describe("rpcv2Cbor", () => {
  const path = "/service/GraniteServiceVersion20100801/operation/ListMetrics";
  const headers = { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" };

  test("reads the path's operation and answers in CBOR", async () => {
    const output = { Metrics: [{ MetricName: "é", Namespace: "n" }], NextToken: undefined };
    const response = await cloudwatch({ ListMetrics: () => output }, { path, headers });
    expect(response.headers).toMatchObject({
      "content-type": "application/cbor",
      "smithy-protocol": "rpc-v2-cbor",
    });
    expect(parseCbor(response.bytes)).toEqual({ Metrics: [{ MetricName: "é", Namespace: "n" }] });
  });

  test.for([
    [
      "modelled exceptions",
      new InvalidParameterValueException({ $metadata: {}, message: "No" }),
      "com.amazonaws.cloudwatch#InvalidParameterValueException",
    ],
    ["common errors", validationError("No"), "com.amazon.coral.validate#ValidationException"],
  ] as const)("names %s in __type", async ([, error, type]) => {
    const response = await cloudwatch({ ListMetrics: failing(error) }, { path, headers });
    expect(response.status).toBe(400);
    expect(parseCbor(response.bytes)).toEqual({ __type: type, message: "No" });
  });

  test("refuses CBOR that is cut off, in CBOR", async () => {
    const body = Uint8Array.of(0xa1, 0x61);
    const response = await cloudwatch({ ListMetrics: () => ({}) }, { path, headers, body });
    expect(response.status).toBe(400);
    expect(parseCbor(response.bytes)).toMatchObject({
      __type: "com.amazon.coral.service#SerializationException",
    });
  });
});
