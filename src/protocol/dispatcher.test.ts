// What all protocols share: finding the service, running the operation, failing safely.
import type { TestHandlers } from "../../tests/fuzz/protocol-services.ts";
import type { OperationCall } from "./dispatcher.ts";
import type { ServiceDefinition } from "./service-definition.ts";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { exchange, FORM } from "../../tests/fuzz/protocol-exchange.ts";
import { testDispatcher } from "../../tests/fuzz/protocol-link.ts";
import { serviceWith } from "../../tests/fuzz/protocol-services.ts";
import { createLogger } from "../base/logger.ts";
import { createDispatcher } from "./dispatcher.ts";
import { FrameworkError } from "./framework-error.ts";

const ROUTES = "/v2/apis/a1/routes";

const signed = (service: string, region = "eu-west-1") => ({
  authorization: `AWS4-HMAC-SHA256 Credential=123456789012/20261122/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

const apis = (handlers: TestHandlers) => serviceWith("apigatewayv2", handlers);

describe("createDispatcher()", () => {
  test("tells runOperation who asks for what, and gives its context to the handler", async () => {
    const calls: OperationCall[] = [];
    let seen: unknown;
    const service: ServiceDefinition<{ account: string }> = {
      ...(apis({}) as unknown as ServiceDefinition<{ account: string }>),
      load: async () => ({
        sdk: await import("@aws-sdk/client-apigatewayv2"),
        handlers: {
          GetApi: (_input: never, context: { account: string }) => {
            seen = context;
            return { ApiId: "a1" };
          },
          DeleteApi: () => ({}),
        },
      }),
    };
    const dispatcher = createDispatcher([service], {
      bodyBytesMax: 1000,
      logger: createLogger("error", () => {}),
      runOperation: async (call, invoke) => {
        calls.push(call);
        await invoke({ account: "1" });
      },
    });
    const headers = signed("apigateway");
    const response = await exchange(dispatcher, { method: "GET", path: "/v2/apis/a1", headers });
    await exchange(dispatcher, { method: "DELETE", path: "/v2/apis/a1" });
    expect(response).toMatchObject({ status: 200, body: '{"apiId":"a1"}' });
    expect(seen).toEqual({ account: "1" });
    expect(calls).toMatchObject([
      {
        service: "apigatewayv2",
        operation: "GetApi",
        protocol: "restJson1",
        requestId: response.headers["x-amzn-requestid"],
        accessKeyId: "123456789012",
        region: "eu-west-1",
        readOnly: true,
      },
      { operation: "DeleteApi", accessKeyId: undefined, region: undefined, readOnly: false },
    ]);
  });

  test("takes operations that keep no records for readers, whatever their names", async () => {
    const readOnly: boolean[] = [];
    const definition = {
      ...apis({ DeleteApi: () => ({}), DeleteRoute: () => ({}) }),
      keepsRecords: (operation: string) => operation === "DeleteRoute",
    };
    const dispatcher = testDispatcher([definition], {
      runOperation: async (call, invoke) => {
        readOnly.push(call.readOnly);
        await invoke(undefined);
      },
    });
    await exchange(dispatcher, { method: "DELETE", path: "/v2/apis/a1" });
    await exchange(dispatcher, { method: "DELETE", path: "/v2/apis/a1/routes/r1" });
    expect(readOnly).toEqual([true, false]);
  });

  test("answers with what the last invocation returned", async () => {
    let count = 0;
    const dispatcher = testDispatcher([apis({ GetApi: () => ({ ApiId: String(++count) }) })], {
      runOperation: async (_call, invoke) => {
        await invoke(undefined);
        await invoke(undefined);
      },
    });
    const response = await exchange(dispatcher, { method: "GET", path: "/v2/apis/a1" });
    expect(response.body).toBe('{"apiId":"2"}');
  });

  test("lets runOperation see an answer that cannot be encoded, so that it can undo", async () => {
    let rejected: unknown;
    const dispatcher = testDispatcher([apis({ GetApi: () => ({ CreatedDate: "no date" }) })], {
      runOperation: async (_call, invoke) => {
        await invoke(undefined).catch((error: unknown) => {
          rejected = error;
          throw error;
        });
      },
    });
    const response = await exchange(dispatcher, { method: "GET", path: "/v2/apis/a1" });
    expect(response.status).toBe(500);
    expect(rejected).toBeInstanceOf(TypeError);
  });

  test("tells what runOperation rejects with, after the handler is done", async () => {
    const dispatcher = testDispatcher([apis({ GetApi: () => ({}) })], {
      runOperation: async (_call, invoke) => {
        await invoke(undefined);
        throw new FrameworkError("ThrottlingException", 429, "Rate exceeded");
      },
    });
    const response = await exchange(dispatcher, { method: "GET", path: "/v2/apis/a1" });
    expect(response).toMatchObject({ status: 429, body: '{"message":"Rate exceeded"}' });
  });

  test("answers 500 when runOperation never ran the operation", async () => {
    const dispatcher = testDispatcher([apis({ GetApi: () => ({}) })], {
      runOperation: async () => {},
    });
    const response = await exchange(dispatcher, { method: "GET", path: "/v2/apis/a1" });
    expect(response.status).toBe(500);
  });

  test.for([
    ["restJson1", "InternalFailure"],
    ["ec2Query", "<Code>InternalError</Code>"],
    ["awsJson1_1", '"__type":"InternalFailure"'],
  ])(
    "answers an error of ours over %s with 500, logs it and gives nothing away",
    async ([protocol, code = ""]) => {
      const lines: string[] = [];
      const fail = (): never => {
        throw new Error("The secret reason");
      };
      const services = [
        apis({ GetApis: fail }),
        serviceWith("ec2", { DescribeVpcs: fail }),
        serviceWith("acm", { ListCertificates: fail }),
      ];
      const dispatcher = testDispatcher(services, {
        logger: createLogger("error", (line) => lines.push(line)),
      });
      const requests = {
        restJson1: { method: "GET", path: "/v2/apis" },
        ec2Query: { headers: FORM, body: "Action=DescribeVpcs&Version=2016-11-15" },
        awsJson1_1: {
          headers: { "x-amz-target": "CertificateManager.ListCertificates" },
          body: "{}",
        },
      };
      const response = await exchange(dispatcher, requests[protocol as keyof typeof requests]);
      expect(response.status).toBe(500);
      expect(response.body + (response.headers["x-amzn-errortype"] ?? "")).toContain(code);
      expect(response.body).not.toContain("secret");
      expect(lines.join("")).toContain("The secret reason");
      expect(lines.join("")).toContain(response.headers["x-amzn-requestid"]);
    },
  );

  test("does not take another service's exception, or a plain object, for one of the client's errors", async () => {
    const { DuplicateListenerException } =
      await import("@aws-sdk/client-elastic-load-balancing-v2");
    const thrown = [new DuplicateListenerException({ $metadata: {}, message: "x" }), "text", null];
    const statuses: number[] = [];
    for (const error of thrown) {
      const handler = (): never => {
        throw error;
      };
      const dispatcher = testDispatcher([apis({ GetApis: handler })]);
      statuses.push((await exchange(dispatcher, { method: "GET", path: "/v2/apis" })).status);
    }
    expect(statuses).toEqual([500, 500, 500]);
  });

  test("loads a service once, for requests at the same time too, and again after a failure", async () => {
    let loads = 0;
    const service = apis({ GetApis: () => ({}) });
    const dispatcher = testDispatcher([
      {
        ...service,
        load: async () => {
          loads++;
          if (loads === 1) throw new Error("Cannot read the disk");
          return await service.load();
        },
      },
    ]);
    const get = () => exchange(dispatcher, { method: "GET", path: "/v2/apis" });
    expect((await get()).status).toBe(500);
    const answers = await Promise.all([get(), get(), get()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await get()).status).toBe(200);
    expect(loads).toBe(2);
  });

  test("refuses handlers that the model has no operation for", async () => {
    const lines: string[] = [];
    const dispatcher = testDispatcher([apis({ MakeCoffee: () => ({}) })], {
      logger: createLogger("error", (line) => lines.push(line)),
    });
    const response = await exchange(dispatcher, { method: "GET", path: "/v2/apis" });
    expect(response.status).toBe(500);
    expect(lines.join("")).toContain("its model has no operation MakeCoffee");
  });

  test.for([
    ["plain", Buffer.alloc(1001, " "), {}],
    ["unpacked", gzipSync(Buffer.alloc(1001, " ")), { "content-encoding": "gzip" }],
  ] as const)("refuses a body whose %s size is over the limit", async ([, body, headers]) => {
    const dispatcher = testDispatcher([apis({ CreateRoute: () => ({}) })], { bodyBytesMax: 1000 });
    const response = await exchange(dispatcher, { path: ROUTES, headers, body });
    expect(response.status).toBe(413);
    expect(response.headers["x-amzn-errortype"]).toBe("RequestEntityTooLargeException");
  });

  test.for([
    ["apigateway", "/v2/apis", 501, "apigatewayv2 GetApis"],
    ["apigateway", "/restapis", 501, "apigateway GetRestApis"],
    ["lambda", "/2015-03-31/functions", 501, "lambda"],
  ])(
    "says of a request signed for %s to %s what is not there",
    async ([scope, path, status, what]) => {
      const v1 = serviceWith("apigateway", {});
      const services = [
        apis({}),
        { ...v1, pathMatches: (raw: string) => raw.startsWith("/restapis") },
      ];
      const headers = signed(String(scope));
      const request = { method: "GET", path: String(path), headers };
      const response = await exchange(testDispatcher(services), request);
      expect(response).toMatchObject({
        status,
        body: `{"message":"Postern does not have ${what} yet"}`,
      });
    },
  );

  test("lets the signature's scope decide between services that share a path", async () => {
    const other = { ...apis({}), name: "other", signingNames: ["other"] };
    const services = [apis({}), other];
    const bodies: string[] = [];
    for (const scope of ["other", "apigateway", "neither"]) {
      const request = { method: "GET", path: "/v2/apis", headers: signed(scope) };
      bodies.push((await exchange(testDispatcher(services), request)).body);
    }
    expect(bodies.map((body) => / have (\S+) /.exec(body)?.[1])).toEqual([
      "other",
      "apigatewayv2",
      "apigatewayv2",
    ]);
  });

  test("refuses a credential that cannot be read, in the request's own protocol", async () => {
    const headers = { ...FORM, authorization: "AWS4-HMAC-SHA256 Credential=x/ec2/aws4_request" };
    const dispatcher = testDispatcher([serviceWith("ec2", {})]);
    const body = "Action=DescribeVpcs&Version=2016-11-15";
    const response = await exchange(dispatcher, { headers, body });
    expect(response.status).toBe(403);
    expect(response.body).toContain("<Errors><Error><Code>IncompleteSignature</Code>");
  });

  test("demands whole numbers where a service says which members are fractional", async () => {
    const service = {
      ...apis({ CreateStage: () => ({}) }),
      fractionalMembers: new Set(["ThrottlingRateLimit"]),
    };
    const send = (settings: object) =>
      exchange(testDispatcher([service]), {
        path: "/v2/apis/a1/stages",
        body: JSON.stringify({ stageName: "s", defaultRouteSettings: settings }),
      });
    expect((await send({ throttlingRateLimit: 0.5, throttlingBurstLimit: 2 })).status).toBe(201);
    const refused = await send({ throttlingBurstLimit: 0.5 });
    expect(refused.status).toBe(400);
    expect(refused.headers["x-amzn-errortype"]).toBe("SerializationException");
  });
});
