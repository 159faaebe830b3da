// Authorizers of a REST API in a browser: made, changed and deleted where AWS's console has them, and chosen for methods.
import {
  CreateRequestValidatorCommand,
  GetAuthorizersCommand,
  GetMethodCommand,
  UpdateAuthorizerCommand,
  UpdateRequestValidatorCommand,
  UpdateRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { expect } from "vitest";
import { RestStack } from "../support/rest-stack.ts";
import { browserTest, useConsole } from "./console-bed.ts";
import { createPetApi, createPools, USER_POOL } from "./pet-api.ts";

const openBed = useConsole();

const FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:gatekeeper";
const FUNCTION_URI = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;

browserTest(
  "a Cognito authorizer is made, guards a method, and is deleted once no method uses it",
  async () => {
    const { page, open, stack, expectAccessible, complaints } = await openBed();
    const rest = new RestStack(stack);
    const { restApiId, resourceId } = await createPetApi(rest, "guarded");
    await open(`/apis/rest/${restApiId}`);
    await page.getByRole("tab", { name: "Authorizers" }).click();
    await page.getByText("No authorizers").waitFor();
    await expectAccessible();
    await page.getByRole("link", { name: "Create authorizer" }).click();
    await page.getByRole("heading", { name: "Create authorizer" }).waitFor();
    await page.getByLabel("Authorizer name").fill("pools");
    await page.getByRole("radio", { name: "Cognito" }).check();
    await page.getByLabel("User pool ARN 1").fill("pets");
    await expectAccessible();
    await page.getByRole("button", { name: "Create authorizer" }).click();
    await page.getByText("Invalid user pool ARN: pets").first().waitFor();
    await page.getByLabel("User pool ARN 1").fill(USER_POOL);
    await page.getByLabel("Token validation").fill("pets-.*");
    await page.getByRole("button", { name: "Create authorizer" }).click();
    await page.getByRole("heading", { name: "pools", exact: true }).waitFor();
    await page.getByText("No method", { exact: true }).waitFor();
    await expectAccessible();
    const { items: [authorizer] = [] } = await rest.client.send(
      new GetAuthorizersCommand({ restApiId }),
    );
    expect(authorizer).toMatchObject({
      name: "pools",
      type: "COGNITO_USER_POOLS",
      providerARNs: [USER_POOL],
      identitySource: "method.request.header.Authorization",
      identityValidationExpression: "pets-.*",
    });

    await page.getByRole("tab", { name: "Resources" }).click();
    await page.getByRole("link", { name: "GET", exact: true }).first().click();
    await page.getByRole("heading", { name: "/pets - GET - Method execution" }).waitFor();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByRole("heading", { name: "Edit method request" }).waitFor();
    await page.getByRole("button", { name: /^Authorization/ }).click();
    await page.getByRole("option", { name: "pools" }).click();
    await page.getByRole("button", { name: "Add scope" }).click();
    await page.getByLabel("Scope 1").fill("pets/read");
    await page.getByRole("checkbox", { name: "API key required" }).check();
    await expectAccessible();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "/pets - GET - Method execution" }).waitFor();
    await page.getByText("Required", { exact: true }).first().waitFor();
    const place = { restApiId, resourceId, httpMethod: "GET" };
    expect(await rest.client.send(new GetMethodCommand(place))).toMatchObject({
      authorizationType: "COGNITO_USER_POOLS",
      authorizerId: authorizer?.id,
      authorizationScopes: ["pets/read"],
      apiKeyRequired: true,
    });

    await page.getByRole("link", { name: "pools", exact: true }).click();
    await page.getByRole("link", { name: "GET /pets" }).waitFor();
    await page.getByRole("button", { name: "Delete authorizer" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("To confirm, type pools").fill("pools");
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByText(/Cannot delete authorizer 'pools'/).waitFor();
    await expectAccessible();
    await dialog.getByRole("link", { name: "GET /pets" }).click();
    await page.getByRole("heading", { name: "/pets - GET - Method execution" }).waitFor();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByRole("heading", { name: "Edit method request" }).waitFor();
    await page.getByRole("button", { name: /^Authorization/ }).click();
    await page.getByRole("option", { name: "NONE" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "/pets - GET - Method execution" }).waitFor();
    const method = await rest.client.send(new GetMethodCommand(place));
    expect(method.authorizationType).toBe("NONE");
    expect(method.authorizerId).toBeUndefined();
    expect(method.authorizationScopes ?? []).toEqual([]);

    await page.getByRole("tab", { name: "Authorizers" }).click();
    await page.getByRole("radio", { name: "select pools" }).check();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByLabel("To confirm, type pools").fill("pools");
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByText("No authorizers").waitFor();
    expect(complaints.filter((text) => !/^40[09] /.test(text))).toEqual([]);
  },
);

browserTest(
  "a Lambda authorizer is made for a token, changed to parameters of the request, and said to have no effect",
  async () => {
    const { page, open, stack, expectAccessible, complaints } = await openBed();
    const rest = new RestStack(stack);
    const { restApiId } = await createPetApi(rest, "asked");
    await open(`/apis/rest/${restApiId}/authorizers/create`);
    await page.getByLabel("Authorizer name").fill("gatekeeper");
    await page.getByText(/does not call their functions/).waitFor();
    await page.getByLabel("Lambda function").fill(FUNCTION);
    await page.getByLabel("Token source").fill("X-Token");
    await page.getByLabel("Time-to-live").fill("60");
    await expectAccessible();
    await page.getByRole("button", { name: "Create authorizer" }).click();
    await page.getByRole("heading", { name: "gatekeeper", exact: true }).waitFor();
    await page.getByText("60 seconds").waitFor();
    await page.getByText(FUNCTION, { exact: true }).waitFor();
    const made = await rest.client.send(new GetAuthorizersCommand({ restApiId }));
    expect(made.items?.[0]).toMatchObject({
      type: "TOKEN",
      authorizerUri: FUNCTION_URI,
      identitySource: "method.request.header.X-Token",
      authorizerResultTtlInSeconds: 60,
    });

    await page.getByRole("link", { name: "Edit authorizer" }).click();
    await page.getByRole("heading", { name: "Edit authorizer" }).waitFor();
    await page.getByRole("radio", { name: "Request" }).check();
    await page.getByLabel("Key 1").fill("X-Who");
    await page.getByRole("button", { name: "Add parameter" }).click();
    await page.getByRole("button", { name: /Identity source type 2/ }).click();
    await page.getByRole("option", { name: "Stage variable" }).click();
    await page.getByLabel("Key 2").fill("not good");
    await page.getByLabel("Lambda invoke role").fill("arn:aws:iam::000000000000:role/invoker");
    await expectAccessible();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Invalid identity source specified").first().waitFor();
    await page.getByLabel("Key 2").fill("tenant");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("method.request.header.X-Who, stageVariables.tenant").waitFor();
    await expectAccessible();
    const changed = await rest.client.send(new GetAuthorizersCommand({ restApiId }));
    expect(changed.items?.[0]).toMatchObject({
      type: "REQUEST",
      identitySource: "method.request.header.X-Who, stageVariables.tenant",
      authorizerCredentials: "arn:aws:iam::000000000000:role/invoker",
      authorizerResultTtlInSeconds: 60,
    });
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);

browserTest(
  "changes of an authorizer, a validator and a resource policy are counted until they are deployed",
  async () => {
    const { page, open, stack, expectAccessible, complaints } = await openBed();
    const rest = new RestStack(stack);
    const { api, restApiId } = await createPetApi(rest, "counted");
    const authorizerId = await createPools(rest, restApiId, "pools");
    await createPools(rest, restApiId, "unused");
    await api.method({
      path: "/toys",
      method: { authorizationType: "COGNITO_USER_POOLS", authorizerId },
      integration: { type: "MOCK" },
    });
    const statement = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke" };
    const policyOf = (resource: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ ...statement, Resource: resource }],
        Id: "x".repeat(400),
      });
    const setPolicy = (value: string) =>
      rest.client.send(
        new UpdateRestApiCommand({
          restApiId,
          patchOperations: [{ op: "replace", path: "/policy", value }],
        }),
      );
    await setPolicy(policyOf("execute-api:/*"));
    const validator = await rest.client.send(
      new CreateRequestValidatorCommand({ restApiId, name: "all", validateRequestBody: true }),
    );
    await api.deploy();
    await open(`/apis/rest/${restApiId}/authorizers/${authorizerId}`);
    await page.getByText("Deployed", { exact: true }).waitFor();
    await setPolicy(policyOf("execute-api:/prod/*"));
    await rest.client.send(
      new UpdateRequestValidatorCommand({
        restApiId,
        requestValidatorId: validator.id,
        patchOperations: [{ op: "replace", path: "/validateRequestParameters", value: "true" }],
      }),
    );
    await rest.client.send(
      new UpdateAuthorizerCommand({
        restApiId,
        authorizerId,
        patchOperations: [
          { op: "replace", path: "/identitySource", value: "method.request.header.X-Token" },
        ],
      }),
    );
    await open(`/apis/rest/${restApiId}/authorizers/${authorizerId}`);
    await page.getByText("3 changes not deployed to prod").waitFor();
    await page.getByRole("button", { name: "Show changes" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("cell", { name: "Resource policy" }).waitFor();
    await dialog.getByText(/execute-api:\/prod/).waitFor();
    await dialog.getByRole("rowheader", { name: "Authorizers" }).waitFor();
    await dialog.getByText("body and parameters").waitFor();
    await dialog.getByText(/An export does not tell the endpoint type/).waitFor();
    await expectAccessible();
    await dialog.getByRole("button", { name: "Deploy", exact: true }).click();
    await page.getByRole("heading", { name: "Stage details" }).waitFor();
    await page.getByText("Deployed", { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  },
);
