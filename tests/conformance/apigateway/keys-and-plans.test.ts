// API keys, usage plans and usage, client certificates, domain names and SDK types through the AWS SDK for
// JavaScript. Expected shapes are written from the API reference (https://docs.aws.amazon.com/apigateway/latest/api/).
import { createPrivateKey, X509Certificate } from "node:crypto";
import * as sdk from "@aws-sdk/client-api-gateway";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };

let server: ControlPlaneServer;
let client: sdk.APIGatewayClient;

beforeAll(async () => {
  server = await startControlPlaneServer();
  client = new sdk.APIGatewayClient(server.clientConfig);
});

afterAll(async () => {
  client.destroy();
  await server.close();
});

async function newStage(): Promise<string> {
  const api = await client.send(new sdk.CreateRestApiCommand({ name: "staged" }));
  const place = { restApiId: api.id, resourceId: api.rootResourceId, httpMethod: "GET" };
  await client.send(new sdk.PutMethodCommand({ ...place, authorizationType: "NONE" }));
  await client.send(new sdk.PutIntegrationCommand({ ...place, type: "MOCK" }));
  await client.send(new sdk.CreateDeploymentCommand({ restApiId: api.id, stageName: "dev" }));
  return api.id ?? "";
}

test("an API key's value is shown when it is created and when it is asked for", async () => {
  const { $metadata, ...created } = await client.send(
    new sdk.CreateApiKeyCommand({ name: "shown", tags: { team: "blue" } }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect(created).toEqual({
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    value: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
    name: "shown",
    enabled: false,
    createdDate: expect.any(Date),
    lastUpdatedDate: expect.any(Date),
    stageKeys: [],
    tags: { team: "blue" },
  });
  const { value, ...hidden } = created;
  const apiKey = created.id;
  const read = await client.send(new sdk.GetApiKeyCommand({ apiKey }));
  expect(read).toEqual({ $metadata: expect.anything(), ...hidden });
  const full = await client.send(new sdk.GetApiKeyCommand({ apiKey, includeValue: true }));
  expect(full.value).toBe(value);
  const list = await client.send(new sdk.GetApiKeysCommand({ nameQuery: "sho" }));
  expect(list.items).toEqual([hidden]);
  const values = await client.send(
    new sdk.GetApiKeysCommand({ nameQuery: "shown", includeValues: true }),
  );
  expect(values.items?.[0]?.value).toBe(value);
  const updated = await client.send(
    new sdk.UpdateApiKeyCommand({
      apiKey,
      patchOperations: [{ op: "replace", path: "/enabled", value: "true" }],
    }),
  );
  expect(updated).toMatchObject({ enabled: true });
  const twin = client.send(new sdk.CreateApiKeyCommand({ name: "twin", value }));
  await expect(twin).rejects.toMatchObject({ name: "ConflictException" });
  const gone = await client.send(new sdk.DeleteApiKeyCommand({ apiKey }));
  expect(gone.$metadata.httpStatusCode).toBe(202);
});

test("a usage plan takes stages, limits for them and for their methods", async () => {
  const apiId = await newStage();
  const { $metadata, ...plan } = await client.send(
    new sdk.CreateUsagePlanCommand({ name: "gold" }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect(plan).toEqual({ id: expect.stringMatching(/^[a-z0-9]{6}$/), name: "gold", apiStages: [] });
  const usagePlanId = plan.id;
  const stage = `${apiId}:dev`;
  const method = `/apiStages/${stage}/throttle/~1pets~1GET`;
  const updated = await client.send(
    new sdk.UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: [
        { op: "add", path: "/apiStages", value: stage },
        { op: "replace", path: "/throttle/rateLimit", value: "10.5" },
        { op: "replace", path: "/throttle/burstLimit", value: "20" },
        { op: "replace", path: "/quota/limit", value: "1000" },
        { op: "replace", path: "/quota/period", value: "MONTH" },
        { op: "replace", path: `${method}/rateLimit`, value: "1" },
        { op: "replace", path: `${method}/burstLimit`, value: "2" },
      ],
    }),
  );
  expect(updated).toMatchObject({
    apiStages: [
      { apiId, stage: "dev", throttle: { "/pets/GET": { rateLimit: 1, burstLimit: 2 } } },
    ],
    throttle: { rateLimit: 10.5, burstLimit: 20 },
    quota: { limit: 1000, offset: 0, period: "MONTH" },
    tags: {},
  });
  const used = client.send(new sdk.DeleteUsagePlanCommand({ usagePlanId }));
  await expect(used).rejects.toMatchObject({ name: "BadRequestException" });
  await client.send(
    new sdk.UpdateUsagePlanCommand({
      usagePlanId,
      patchOperations: [
        { op: "remove", path: "/apiStages", value: stage },
        { op: "remove", path: "/quota" },
        { op: "remove", path: "/throttle" },
      ],
    }),
  );
  const read = await client.send(new sdk.GetUsagePlanCommand({ usagePlanId }));
  expect(read).toEqual({ $metadata: expect.anything(), ...plan });
  const gone = await client.send(new sdk.DeleteUsagePlanCommand({ usagePlanId }));
  expect(gone.$metadata.httpStatusCode).toBe(202);
});

test("a quota without a period is refused", async () => {
  const create = client.send(
    new sdk.CreateUsagePlanCommand({ name: "bad", quota: { limit: 1 } as never }),
  );
  await expect(create).rejects.toMatchObject({ name: "BadRequestException" });
});

test("a key in a plan is found from both sides and uses the plan's quota", async () => {
  const { id: keyId, value } = await client.send(
    new sdk.CreateApiKeyCommand({ name: "user", enabled: true }),
  );
  const { id: usagePlanId } = await client.send(
    new sdk.CreateUsagePlanCommand({ name: "week", quota: { limit: 100, period: "DAY" } }),
  );
  const key = { usagePlanId, keyId };
  const { $metadata, ...place } = await client.send(
    new sdk.CreateUsagePlanKeyCommand({ ...key, keyType: "API_KEY" }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect(place).toEqual({ id: keyId, type: "API_KEY", value, name: "user" });
  const again = client.send(new sdk.CreateUsagePlanKeyCommand({ ...key, keyType: "API_KEY" }));
  await expect(again).rejects.toMatchObject({ name: "ConflictException" });
  const plans = await client.send(new sdk.GetUsagePlansCommand({ keyId }));
  expect(plans.items?.map((plan) => plan.id)).toEqual([usagePlanId]);
  const keys = await client.send(new sdk.GetUsagePlanKeysCommand({ usagePlanId }));
  expect(keys.items).toEqual([place]);

  await server.store.transaction(async (records) => {
    const usedByDay = { "2026-01-01": 30, "2026-01-02": 7 };
    records.in(SCOPE).put("api-key-usage", `${usagePlanId}/${keyId}`, { usedByDay, extraQuota: 0 });
  });
  const usage = await client.send(
    new sdk.GetUsageCommand({ usagePlanId, startDate: "2026-01-01", endDate: "2026-01-03" }),
  );
  expect(usage).toEqual({
    $metadata: expect.anything(),
    usagePlanId,
    startDate: "2026-01-01",
    endDate: "2026-01-03",
    items: {
      [keyId ?? ""]: [
        [30, 70],
        [7, 93],
        [0, 100],
      ],
    },
  });
  const granted = await client.send(
    new sdk.UpdateUsageCommand({
      ...key,
      patchOperations: [{ op: "replace", path: "/remaining", value: "150" }],
    }),
  );
  expect(granted.items).toEqual({ [keyId ?? ""]: [[0, 150]] });

  const gone = await client.send(new sdk.DeleteUsagePlanKeyCommand(key));
  expect(gone.$metadata.httpStatusCode).toBe(202);
  const read = client.send(new sdk.GetUsagePlanKeyCommand(key));
  await expect(read).rejects.toMatchObject({ name: "NotFoundException" });
});

test("a key is in one plan only for each stage", async () => {
  const apiId = await newStage();
  const { id: keyId } = await client.send(new sdk.CreateApiKeyCommand({ name: "one" }));
  const planOf = async (name: string) => {
    const apiStages = [{ apiId, stage: "dev" }];
    const plan = await client.send(new sdk.CreateUsagePlanCommand({ name, apiStages }));
    return plan.id;
  };
  const [first, second] = [await planOf("first"), await planOf("second")];
  const add = (usagePlanId: string | undefined) =>
    client.send(new sdk.CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: "API_KEY" }));
  await add(first);
  await expect(add(second)).rejects.toMatchObject({ name: "ConflictException" });
});

test("a client certificate is self-signed, valid for a year and has its own key", async () => {
  const { $metadata, ...made } = await client.send(
    new sdk.GenerateClientCertificateCommand({ description: "backend" }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  const certificate = new X509Certificate(made.pemEncodedCertificate ?? "");
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(Date.parse(certificate.validTo)).toBe(made.expirationDate?.getTime());
  const { clientCertificateId = "" } = made;
  const record = await server.store.read((records) =>
    records.in(SCOPE).get("client-certificate", clientCertificateId),
  );
  const key = createPrivateKey(record?.privateKeyPem ?? "");
  expect(certificate.checkPrivateKey(key)).toBe(true);
  await client.send(
    new sdk.UpdateClientCertificateCommand({
      clientCertificateId,
      patchOperations: [{ op: "replace", path: "/description", value: "other" }],
    }),
  );
  const list = await client.send(new sdk.GetClientCertificatesCommand({}));
  expect(list.items).toEqual([{ ...made, description: "other" }]);
  const gone = await client.send(new sdk.DeleteClientCertificateCommand({ clientCertificateId }));
  expect(gone.$metadata.httpStatusCode).toBe(202);
});

test("a domain name has mappings of base paths to stages", async () => {
  const restApiId = await newStage();
  const domainName = "api.shop.example";
  const { $metadata, ...made } = await client.send(
    new sdk.CreateDomainNameCommand({
      domainName,
      regionalCertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/x",
      endpointConfiguration: { types: ["REGIONAL"] },
    }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect(made).toMatchObject({
    domainName,
    domainNameArn: `arn:aws:apigateway:us-east-1::/domainnames/${domainName}`,
    domainNameStatus: "AVAILABLE",
    endpointConfiguration: { types: ["REGIONAL"], ipAddressType: "ipv4" },
    regionalDomainName: expect.stringMatching(/^d-[a-z0-9]{10}\.execute-api\.us-east-1\./),
    securityPolicy: "TLS_1_2",
  });
  const twin = client.send(new sdk.CreateDomainNameCommand({ domainName }));
  await expect(twin).rejects.toMatchObject({ name: "BadRequestException" });
  const mapping = await client.send(
    new sdk.CreateBasePathMappingCommand({ domainName, restApiId, stage: "dev" }),
  );
  expect(mapping).toMatchObject({ basePath: "(none)", restApiId, stage: "dev" });
  const moved = await client.send(
    new sdk.UpdateBasePathMappingCommand({
      domainName,
      basePath: "(none)",
      patchOperations: [{ op: "replace", path: "/basePath", value: "v1" }],
    }),
  );
  expect(moved).toMatchObject({ basePath: "v1", restApiId });
  const list = await client.send(new sdk.GetBasePathMappingsCommand({ domainName }));
  expect(list.items).toEqual([{ basePath: "v1", restApiId, stage: "dev" }]);
  const missing = client.send(
    new sdk.CreateBasePathMappingCommand({ domainName, restApiId, basePath: "x", stage: "none" }),
  );
  await expect(missing).rejects.toMatchObject({ message: "Invalid stage identifier specified" });
  const gone = await client.send(new sdk.DeleteDomainNameCommand({ domainName }));
  expect(gone.$metadata.httpStatusCode).toBe(202);
  const read = client.send(new sdk.GetBasePathMappingCommand({ domainName, basePath: "v1" }));
  await expect(read).rejects.toMatchObject({ name: "NotFoundException" });
});

test("SDK types are the same for everybody", async () => {
  const { items = [] } = await client.send(new sdk.GetSdkTypesCommand({}));
  expect(items.map((item) => item.id)).toEqual([
    "android",
    "java",
    "javascript",
    "objectivec",
    "ruby",
    "swift",
  ]);
  const ruby = await client.send(new sdk.GetSdkTypeCommand({ id: "ruby" }));
  expect(ruby.configurationProperties?.[0]?.name).toBe("service.name");
});
