// REST APIs that tests of the console begin with.
import { CreateAuthorizerCommand } from "@aws-sdk/client-api-gateway";
import type { RestApiBed, RestStack } from "../support/rest-stack.ts";

export const USER_POOL = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_pets";

export interface PetApi {
  readonly api: RestApiBed;
  readonly restApiId: string;
  /** Of /pets. */
  readonly resourceId: string;
}

/** An API whose GET /pets answers from API Gateway itself, not deployed. */
export async function createPetApi(rest: RestStack, name: string): Promise<PetApi> {
  const api = await rest.createApi({ name });
  const resourceId = await api.method({
    path: "/pets",
    integration: {
      type: "MOCK",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
    },
    responses: { "200": { responseTemplates: { "application/json": '{"pets": []}' } } },
  });
  return { api, restApiId: api.restApiId, resourceId };
}

/** A Cognito authorizer; its id. */
export async function createPools(
  rest: RestStack,
  restApiId: string,
  name: string,
): Promise<string> {
  const { id = "" } = await rest.client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name,
      type: "COGNITO_USER_POOLS",
      providerARNs: [USER_POOL],
      identitySource: "method.request.header.Authorization",
    }),
  );
  return id;
}
