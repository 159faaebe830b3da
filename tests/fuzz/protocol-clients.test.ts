// Unchanged SDK clients against a dispatcher behind a real socket: one of each protocol, from request to answer and
// from exception to exception.
import type { AddressInfo } from "node:net";
import type { TestHandlers, TestServiceName } from "./protocol-services.ts";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ACMClient, ListCertificatesCommand } from "@aws-sdk/client-acm";
import {
  ApiGatewayV2Client,
  GetApiCommand,
  NotFoundException,
  TagResourceCommand,
} from "@aws-sdk/client-apigatewayv2";
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { SmithyRpcV2CborProtocol } from "@smithy/core/cbor";
import { afterEach, describe, expect, test } from "vitest";
import { FrameworkError } from "../../src/protocol/framework-error.ts";
import type { Dispatcher } from "../../src/protocol/dispatcher.ts";
import { testDispatcher } from "./protocol-link.ts";
import { serviceWith } from "./protocol-services.ts";

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function answer(dispatcher: Dispatcher, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [rawPath = "", rawQuery = ""] = (request.url ?? "").split("?", 2);
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const body = Buffer.concat(chunks);
  const message = { method: request.method ?? "", rawPath, rawQuery, headers, body };
  const { status, headers: answered, body: content } = await dispatcher.handle(message);
  response.writeHead(status, answered.flat());
  response.end(content);
}

/** A server with one service, and what a client is configured with to reach it. */
async function serve(name: TestServiceName, handlers: TestHandlers) {
  const dispatcher = testDispatcher([serviceWith(name, handlers)]);
  const server = createServer((request, response) => {
    answer(dispatcher, request, response).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    region: "eu-central-1",
    endpoint: `http://127.0.0.1:${port}`,
    maxAttempts: 1,
    credentials: { accessKeyId: "111122223333", secretAccessKey: "secret" },
  };
}

describe("SDK clients", () => {
  test("apigatewayv2 tags an ARN with slashes and catches NotFoundException", async () => {
    let arn: unknown;
    const config = await serve("apigatewayv2", {
      TagResource: (input: { ResourceArn: string }) => {
        arn = input.ResourceArn;
        return {};
      },
      GetApi: () => {
        throw new NotFoundException({ $metadata: {}, message: "Invalid API identifier specified" });
      },
    } as TestHandlers);
    const client = new ApiGatewayV2Client(config);
    closing.push(() => client.destroy());
    const ResourceArn = "arn:aws:apigateway:eu-central-1::/apis/a1";
    await client.send(new TagResourceCommand({ ResourceArn, Tags: { a: "b" } }));
    expect(arn).toBe(ResourceArn);
    await expect(client.send(new GetApiCommand({ ApiId: "a1" }))).rejects.toThrow(
      NotFoundException,
    );
  });

  test("elbv2 creates a target group and reads an unmodelled ValidationError", async () => {
    const config = await serve("elbv2", {
      CreateTargetGroup: (input: { Name: string; Port?: number }) => {
        if (input.Port === undefined) {
          throw new FrameworkError("ValidationError", 400, "A port must be specified");
        }
        return { TargetGroups: [{ TargetGroupName: input.Name, Port: input.Port }] };
      },
    } as TestHandlers);
    const client = new ElasticLoadBalancingV2Client(config);
    closing.push(() => client.destroy());
    const made = await client.send(new CreateTargetGroupCommand({ Name: "web", Port: 80 }));
    expect(made.TargetGroups).toEqual([{ TargetGroupName: "web", Port: 80 }]);
    expect(made.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    await expect(client.send(new CreateTargetGroupCommand({ Name: "web" }))).rejects.toMatchObject({
      name: "ValidationError",
      message: "A port must be specified",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("ec2 describes a VPC and reads an error's code", async () => {
    const config = await serve("ec2", {
      DescribeVpcs: (input: { VpcIds?: string[] }) => {
        if (input.VpcIds !== undefined) {
          throw new FrameworkError("InvalidVpcID.NotFound", 400, "The vpc ID 'x' does not exist");
        }
        return { Vpcs: [{ VpcId: "vpc-1", Tags: [] }] };
      },
    } as TestHandlers);
    const client = new EC2Client(config);
    closing.push(() => client.destroy());
    const found = await client.send(new DescribeVpcsCommand({}));
    expect(found.Vpcs).toEqual([{ VpcId: "vpc-1", Tags: [] }]);
    await expect(client.send(new DescribeVpcsCommand({ VpcIds: ["x"] }))).rejects.toMatchObject({
      name: "InvalidVpcID.NotFound",
    });
  });

  test("acm lists certificates", async () => {
    const NotAfter = new Date(1_800_000_000_500);
    const config = await serve("acm", {
      ListCertificates: () => ({ CertificateSummaryList: [{ CertificateArn: "a", NotAfter }] }),
    });
    const client = new ACMClient(config);
    closing.push(() => client.destroy());
    const { CertificateSummaryList } = await client.send(new ListCertificatesCommand({}));
    expect(CertificateSummaryList).toEqual([{ CertificateArn: "a", NotAfter }]);
  });

  test.for([
    ["JSON, compressed by the client", {}],
    ["CBOR", { protocol: SmithyRpcV2CborProtocol, disableRequestCompression: true }],
  ] as const)("cloudwatch puts a thousand metrics in %s", async ([, settings]) => {
    let received: unknown;
    const config = await serve("cloudwatch", {
      PutMetricData: (input: { MetricData: unknown[] }) => {
        received = input.MetricData;
        return {};
      },
    } as TestHandlers);
    const client = new CloudWatchClient({ ...config, ...settings });
    closing.push(() => client.destroy());
    const MetricData = Array.from({ length: 1000 }, (_, index) => ({
      MetricName: `metric-${index}`,
      Value: index / 4,
      Timestamp: new Date(1_700_000_000_000 + index),
    }));
    await client.send(new PutMetricDataCommand({ Namespace: "n", MetricData }));
    expect(received).toEqual(MetricData);
  });
});
