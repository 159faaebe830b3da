// COGNITO_USER_POOLS authorizers: which tokens let a request pass, and what the endpoint learns of them. The pool's
// keys come from an endpoint of the test's own, which stands for Cognito.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateAuthorizerCommand } from "@aws-sdk/client-api-gateway";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, type RawAnswer } from "../support/raw-request.ts";
import { startRestStack, type RestStack } from "../support/rest-stack.ts";

const POOL = "us-east-1_pets";
const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${POOL}`;

let stack: RestStack;
let server: Server;
let key: CryptoKey;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  key = privateKey;
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "k1" }] });
  server = createServer((request, response) => {
    response.statusCode = request.url === `/${POOL}/.well-known/jwks.json` ? 200 : 404;
    response.end(keys);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const awsEndpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stack = await startRestStack({ awsEndpoint });
});

afterAll(async () => {
  await stack.close();
  server.closeAllConnections();
  server.close();
});

function token(claims: Record<string, unknown>, issuer = ISSUER): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "k1" })
    .setIssuer(issuer)
    .setIssuedAt()
    .sign(key);
}

async function protectedUrl(scopes: string[], pool = POOL): Promise<string> {
  const api = await stack.createApi();
  const { id: authorizerId } = await stack.client.send(
    new CreateAuthorizerCommand({
      restApiId: api.restApiId,
      name: "pool",
      type: "COGNITO_USER_POOLS",
      identitySource: "method.request.header.Authorization",
      providerARNs: [`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${pool}`],
    }),
  );
  await api.method({
    path: "/pets",
    method: {
      authorizationType: "COGNITO_USER_POOLS",
      authorizerId,
      ...(scopes.length === 0 ? {} : { authorizationScopes: scopes }),
    },
    integration: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode":200}' } },
    responses: {
      200: {
        responseTemplates: {
          "application/json":
            "$context.authorizer.claims.sub $context.authorizer.claims['cognito:username']",
        },
      },
    },
  });
  return `${await api.deploy()}/pets`;
}

function ask(url: string, value: string): Promise<RawAnswer> {
  return get(url, { Authorization: value });
}

test("an identity token passes, with its claims, and nothing else does", async () => {
  const url = await protectedUrl([]);
  const claims = { token_use: "id", sub: "7", "cognito:username": "ann" };
  const good = await token(claims);
  for (const value of [good, `Bearer ${good}`]) {
    const answer = await ask(url, value);
    expect([answer.status, answer.body]).toEqual([200, "7 ann"]);
  }
  const refused = [
    "none",
    `${good}x`,
    await token({ ...claims, token_use: "access" }),
    await token({ ...claims, exp: 1 }),
    await token(claims, "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other"),
  ];
  for (const value of refused) {
    const answer = await ask(url, value);
    expect([answer.status, answer.body]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answer.head).toContain("x-amzn-ErrorType: UnauthorizedException");
  }
  expect((await get(url)).status).toBe(401);
});

test("a method with scopes takes an access token with one of them", async () => {
  const url = await protectedUrl(["pets/read", "pets/write"]);
  const scoped = (scope: string, use = "access") => token({ token_use: use, sub: "7", scope });
  expect((await ask(url, await scoped("pets/write more"))).status).toBe(200);
  expect((await ask(url, await scoped("more"))).status).toBe(401);
  expect((await ask(url, await scoped("pets/read", "id"))).status).toBe(401);
});

test("a pool whose keys cannot be fetched gives 500 without a message", async () => {
  const url = await protectedUrl([], "us-east-1_gone");
  const issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_gone";
  const answer = await ask(url, await token({ token_use: "id" }, issuer));
  expect([answer.status, answer.body]).toEqual([500, '{"message":null}']);
  expect(answer.head).toContain("x-amzn-ErrorType: AuthorizerFailureException");
});
