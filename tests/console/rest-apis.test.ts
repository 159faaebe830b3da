// REST APIs in a browser: found and changed where AWS's console has them, tested, deployed and called.
import {
  GetIntegrationCommand,
  GetMethodCommand,
  GetStageCommand,
  PutGatewayResponseCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
} from "@aws-sdk/client-api-gateway";
import { expect } from "vitest";
import { get } from "../support/raw-request.ts";
import { type RestApiBed, RestStack } from "../support/rest-stack.ts";
import { browserTest, type ConsoleBed, useConsole } from "./console-bed.ts";

const openBed = useConsole();

/** An API whose GET /pets answers from API Gateway itself. */
async function mockApi(rest: RestStack, name: string): Promise<RestApiBed> {
  const api = await rest.createApi({ name });
  await api.method({
    path: "/pets",
    integration: {
      type: "MOCK",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
    },
    responses: { "200": { responseTemplates: { "application/json": '{"pets": []}' } } },
  });
  return api;
}

/** What the stage's page says beside "Invoke URL". */
async function invokeUrl({ page }: ConsoleBed): Promise<string> {
  const copy = page.getByRole("button", { name: /^Copy http/ });
  return ((await copy.getAttribute("aria-label")) ?? "").replace("Copy ", "");
}

browserTest(
  "an https endpoint URL, saved and deployed by clicking, mends a private integration",
  async () => {
    const bed = await openBed();
    const { page, open, stack, target, expectAccessible, complaints } = bed;
    const rest = new RestStack(stack);
    const { loadBalancerArn } = await stack.createBalancer({
      type: "network",
      protocol: "TLS",
      targetPort: target.port,
      certificateName: "pets.internal.example",
      name: "console-rest-tls",
    });
    const api = await rest.createApi({ name: "pet shop" });
    await api.method({
      path: "/pets",
      integration: {
        connectionType: "VPC_LINK",
        connectionId: await rest.createNlbLink(loadBalancerArn),
        uri: "http://pets.internal.example:443/pets",
      },
    });
    const url = await api.deploy();
    expect((await get(`${url}/pets`)).status).toBe(400);

    await open(`/apis/rest/${api.restApiId}`);
    await page.getByRole("heading", { name: "pet shop", level: 1 }).waitFor();
    await page.getByText("Deployed", { exact: true }).waitFor();
    await page.getByRole("link", { name: "GET", exact: true }).first().click();
    await page.getByRole("tab", { name: "Integration request" }).click();
    await expectAccessible();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("Endpoint URL").fill("https://pets.internal.example/pets");
    await expectAccessible();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("1 change not deployed to prod").waitFor();
    expect((await get(`${url}/pets`)).status).toBe(400);

    await page.getByRole("button", { name: "Deploy API" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("cell", { name: "Endpoint URL" }).waitFor();
    await dialog.getByText("http://pets.internal.example:443/pets").waitFor();
    await expectAccessible();
    await dialog.getByRole("button", { name: "Deploy", exact: true }).click();
    await page.getByText("Deployed", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Stage details" }).waitFor();
    const answer = await get(`${await invokeUrl(bed)}pets`);
    expect(answer.status).toBe(200);
    expect(answer.body).toBe("hello\n");
    await expectAccessible();
    expect(complaints).toEqual([]);
  },
);

browserTest("the test pane runs a method that is not deployed and shows its log", async () => {
  const { page, open, stack, expectAccessible, complaints } = await openBed();
  const api = await mockApi(new RestStack(stack), "tested");
  await open(`/apis/rest/${api.restApiId}`);
  await page.getByRole("link", { name: "GET", exact: true }).first().click();
  await page.getByRole("tab", { name: "Test" }).click();
  await page.getByLabel("Query strings").fill("kind=cat");
  await page.getByLabel("Headers").fill("X-Colour: tabby");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  const log = page.getByRole("region", { name: "Log" });
  await log.getByText("Successfully completed execution").waitFor();
  const text = await log.innerText();
  expect(text).toContain("{kind=cat}");
  expect(text).toContain("X-Colour=tabby");
  expect(await page.getByRole("region", { name: "Response body" }).innerText()).toContain("pets");
  await expectAccessible();
  expect(complaints).toEqual([]);
});

browserTest(
  "a resource and its method are made by clicking and answer once deployed to a new stage",
  async () => {
    const bed = await openBed();
    const { page, open, stack, target, expectAccessible, complaints } = bed;
    const rest = new RestStack(stack);
    const api = await rest.createApi({ name: "made" });
    await open(`/apis/rest/${api.restApiId}`);
    await page.getByText("Not deployed", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Create resource" }).click();
    await page.getByRole("dialog").getByLabel("Resource name").fill("{petId}");
    await page.getByRole("dialog").getByRole("button", { name: "Create resource" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Create method" }).click();
    // The table of methods has a button of that name too.
    await page.getByRole("heading", { name: "Create method" }).waitFor();
    await page.getByRole("button", { name: /^Method type/ }).click();
    await page.getByRole("option", { name: "GET" }).click();
    await page.getByLabel("Endpoint URL").fill(`http://127.0.0.1:${target.port}/animals/{id}`);
    await page.getByRole("button", { name: "Add path parameter" }).click();
    await page.getByLabel("Name 1").fill("id");
    await page.getByPlaceholder("method.request.path.petId").fill("method.request.path.petId");
    await expectAccessible();
    await page.getByRole("button", { name: "Create method" }).click();
    await page.getByRole("heading", { name: "/{petId} - GET - Method execution" }).waitFor();
    await expectAccessible();

    await page.getByRole("button", { name: "Deploy API" }).click();
    await page.getByRole("dialog").getByLabel("Stage name").fill("dev");
    await page.getByRole("dialog").getByRole("button", { name: "Deploy", exact: true }).click();
    await page.getByRole("heading", { name: "Stage details" }).waitFor();
    expect((await get(`${await invokeUrl(bed)}7`)).status).toBe(200);
    expect(target.heads.some((head) => head.startsWith("GET /animals/7 "))).toBe(true);
    expect(complaints).toEqual([]);
  },
);

browserTest("what the API refuses is said in the form, which can be sent again", async () => {
  const { page, open, stack, complaints } = await openBed();
  const rest = new RestStack(stack);
  const api = await mockApi(rest, "refused");
  const resourceId = await api.resource("/pets");
  await open(`/apis/rest/${api.restApiId}/resources/${resourceId}/create-method`);
  await page.getByRole("button", { name: /^Method type/ }).click();
  await page.getByRole("option", { name: "POST" }).click();
  await page.getByLabel("Endpoint URL").fill("no URL");
  await page.getByRole("button", { name: "Create method" }).click();
  await page.getByText("Invalid HTTP endpoint specified for URI").first().waitFor();
  await page.getByLabel("Endpoint URL").fill("https://example.com/pets");
  await page.getByRole("button", { name: "Create method" }).click();
  await page.getByRole("heading", { name: "/pets - POST - Method execution" }).waitFor();
  const place = { restApiId: api.restApiId, resourceId, httpMethod: "POST" };
  const { uri } = await rest.client.send(new GetIntegrationCommand(place));
  expect(uri).toBe("https://example.com/pets");
  expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
});

browserTest(
  "method request settings are saved, and an API that uses everything counts as deployed",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    const rest = new RestStack(stack);
    const api = await mockApi(rest, "everything");
    const { restApiId } = api;
    await rest.client.send(
      new CreateModelCommand({
        restApiId,
        name: "Pet",
        contentType: "application/json",
        schema: `{"type": "object", "properties": {"parent": {"$ref": "https://apigateway.amazonaws.com/restapis/${restApiId}/models/Empty"}}}`,
      }),
    );
    const { id: requestValidatorId } = await rest.client.send(
      new CreateRequestValidatorCommand({ restApiId, name: "all", validateRequestBody: true }),
    );
    await rest.client.send(
      new PutGatewayResponseCommand({
        restApiId,
        responseType: "DEFAULT_5XX",
        responseParameters: { "gatewayresponse.header.X-Bad": "'yes'" },
      }),
    );
    const linkId = await stack.createVpcLink();
    const { loadBalancerArn } = await stack.createBalancer({
      type: "application",
      protocol: "HTTP",
      targetPort: target.port,
      name: "console-everything",
    });
    const resourceId = await api.method({
      path: "/pets/{petId}",
      httpMethod: "POST",
      method: {
        apiKeyRequired: true,
        authorizationType: "AWS_IAM",
        operationName: "feed",
        requestValidatorId,
        requestModels: { "application/json": "Pet" },
        requestParameters: {
          "method.request.path.petId": true,
          "method.request.header.X-Food": false,
          "method.request.querystring.much": true,
        },
      },
      integration: {
        type: "HTTP",
        connectionType: "VPC_LINK",
        connectionId: linkId,
        integrationTarget: loadBalancerArn,
        uri: "http://pets.example/{id}",
        requestParameters: { "integration.request.path.id": "method.request.path.petId" },
        requestTemplates: { "application/json": "$input.body" },
        passthroughBehavior: "NEVER",
        timeoutInMillis: 5000,
        tlsConfig: { insecureSkipVerification: true },
        cacheKeyParameters: ["method.request.path.petId"],
        contentHandling: "CONVERT_TO_TEXT",
      },
      responses: {
        "200": {
          responseParameters: { "method.response.header.X-Fed": "integration.response.header.Fed" },
          responseTemplates: { "application/json": "" },
        },
        "500": { selectionPattern: "5\\d{2}" },
      },
    });
    await api.deploy();
    await open(`/apis/rest/${restApiId}/resources/${resourceId}/POST`);
    await page.getByText("Deployed", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByRole("checkbox", { name: "API key required" }).uncheck();
    await page.getByRole("button", { name: /^Request validator/ }).click();
    await page.getByRole("option", { name: "Validate query string parameters" }).click();
    await page.getByRole("button", { name: "Add header" }).click();
    await page.getByLabel("HTTP request headers name 2").fill("X-Water");
    await expectAccessible();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("3 changes not deployed to prod").waitFor();
    const method = await rest.client.send(
      new GetMethodCommand({ restApiId, resourceId, httpMethod: "POST" }),
    );
    expect(method.apiKeyRequired).toBe(false);
    expect(method.requestParameters?.["method.request.header.X-Water"]).toBe(false);
    expect(method.requestValidatorId).not.toBe(requestValidatorId);
    expect(complaints).toEqual([]);
  },
);

browserTest(
  "a stage's variables and throttling are saved, and it is deleted by its name",
  async () => {
    const { page, open, stack, expectAccessible, complaints } = await openBed();
    const rest = new RestStack(stack);
    const api = await mockApi(rest, "staged");
    const { restApiId } = api;
    await api.deploy("beta");
    await open(`/apis/rest/${restApiId}/stages`);
    await expectAccessible();
    await page.getByRole("link", { name: "beta" }).click();
    await page.getByRole("button", { name: "Add stage variable" }).click();
    await page.getByLabel("Name 1").fill("host");
    await page.getByLabel("Value host").fill("pets.example");
    await page.getByRole("button", { name: "Save stage variables" }).click();
    await expect
      .poll(() => page.getByRole("button", { name: "Save stage variables" }).isDisabled())
      .toBe(true);
    await page.getByRole("button", { name: "Edit stage" }).click();
    await page.getByRole("dialog").getByLabel("Rate").fill("7");
    await expectAccessible();
    await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    const stage = await rest.client.send(new GetStageCommand({ restApiId, stageName: "beta" }));
    expect(stage.variables).toEqual({ host: "pets.example" });
    expect(stage.methodSettings?.["*/*"]?.throttlingRateLimit).toBe(7);
    await page.getByRole("button", { name: "Delete stage" }).click();
    await page.getByLabel("To confirm, type beta").fill("beta");
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("No stages").waitFor();
    expect(complaints).toEqual([]);
  },
);

browserTest("every tab of a REST API is accessible and fits a screen of 400 pixels", async () => {
  const { page, open, stack, expectAccessible, expectFits, complaints } = await openBed();
  const api = await mockApi(new RestStack(stack), "narrow");
  await api.deploy();
  const resourceId = await api.resource("/pets");
  const method = `/resources/${resourceId}/GET`;
  const tabs: readonly [string, string][] = [
    ["/resources", "Resource details"],
    [`${method}/integration-request`, "Integration request settings"],
    [`${method}/integration-response`, "Integration responses"],
    [`${method}/method-response`, "Method responses"],
    [`${method}/test`, "Test method"],
    ["/stages/prod", "Stage details"],
    ["/deployments", "Deployments"],
    ["/gateway-responses", "Gateway responses"],
    ["/models", "Models"],
    ["/settings", "API details"],
    [`${method}/integration-request/edit`, "Method details"],
    [`${method}/method-request/edit`, "Method request settings"],
  ];
  for (const [address, heading] of tabs) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(`/apis/rest/${api.restApiId}${address}`);
    await page.getByRole("heading", { name: heading }).first().waitFor();
    await expectAccessible();
    await page.setViewportSize({ width: 400, height: 800 });
    await expectFits();
  }
  expect(complaints).toEqual([]);
});

browserTest("a REST API is deleted by its name", async () => {
  const { page, open, stack, complaints } = await openBed();
  const api = await mockApi(new RestStack(stack), "doomed api");
  await open(`/apis/rest/${api.restApiId}`);
  await page.getByRole("button", { name: "Delete API" }).click();
  await page.getByLabel("To confirm, type doomed api").fill("doomed api");
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe("/_postern/console/apis");
  expect(complaints).toEqual([]);
});

browserTest(
  "an integration is moved to a VPC link of version 2 and its load balancer by clicking",
  async () => {
    const { page, open, stack, target, complaints } = await openBed();
    const rest = new RestStack(stack);
    const { loadBalancerArn } = await stack.createBalancer({
      type: "application",
      protocol: "HTTP",
      targetPort: target.port,
      name: "console-moved",
    });
    const linkId = await stack.createVpcLink();
    const api = await rest.createApi({ name: "moved" });
    const resourceId = await api.method({
      path: "/pets",
      integration: { uri: "http://pets.internal.example/pets" },
    });
    await open(`/apis/rest/${api.restApiId}/resources/${resourceId}/GET/integration-request/edit`);
    await page.getByRole("radio", { name: "VPC link" }).check();
    await page.getByRole("button", { name: /^VPC link/ }).click();
    await page.getByRole("option", { name: new RegExp(linkId) }).click();
    await page.getByRole("button", { name: /^Integration target/ }).click();
    await page.getByRole("option", { name: /console-moved/ }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("link", { name: linkId }).waitFor();
    const place = { restApiId: api.restApiId, resourceId, httpMethod: "GET" };
    const integration = await rest.client.send(new GetIntegrationCommand(place));
    expect(integration.connectionId).toBe(linkId);
    expect(integration.integrationTarget).toBe(loadBalancerArn);
    expect((await get(`${await api.deploy()}/pets`)).status).toBe(200);
    expect(complaints).toEqual([]);
  },
);

browserTest(
  "execution logs are switched on with the account's role, and a canary is begun",
  async () => {
    const { page, open, stack, complaints } = await openBed();
    const rest = new RestStack(stack);
    const api = await mockApi(rest, "logged");
    const { restApiId } = api;
    await api.deploy();
    await open(`/apis/rest/${restApiId}/stages/prod`);
    await page.getByRole("tab", { name: "Logs and tracing" }).click();
    await page.getByRole("button", { name: "Edit logs and tracing" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^CloudWatch logs/ }).click();
    await page.getByRole("option", { name: "Error and info logs" }).click();
    await dialog.getByLabel("CloudWatch log role ARN").fill("arn:aws:iam::000000000000:role/logs");
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("tab", { name: "Canary" }).click();
    await page.getByRole("button", { name: "Create canary" }).click();
    await page.getByLabel("Percentage of requests").fill("25");
    await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
    await page.getByText("25%").waitFor();
    const stage = await rest.client.send(new GetStageCommand({ restApiId, stageName: "prod" }));
    expect(stage.methodSettings?.["*/*"]?.loggingLevel).toBe("INFO");
    expect(stage.canarySettings?.percentTraffic).toBe(25);
    expect(complaints).toEqual([]);
  },
);
