// COGNITO_USER_POOLS authorizers: whether a token is one of the authorizer's pools' own, valid, and good for the
// method. An identity token where the method names no scopes, else an access token with one of them. Keys are
// fetched from the pool when first needed and kept; nothing else is.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
import { createRemoteJWKSet, decodeJwt, jwtVerify, type JWTPayload } from "jose";
import { parseArn } from "../../base/arn.ts";
import type { RestAuthorizerSnapshot } from "../../store/snapshots.ts";
import { compileJavaPattern } from "../mapping/java-pattern.ts";

/** [I] AWS documents neither: what fetching a pool's keys may take, and how many pools' keys are kept. */
const KEYS_TIMEOUT_MS = 5000;
const POOLS_MAX = 1000;

/** Claims of a valid token by "claims.{name}"; "unauthorized" for one that is not, "unavailable" without keys. */
export type CognitoVerdict = Readonly<Record<string, string>> | "unauthorized" | "unavailable";

interface UserPool {
  readonly poolId: string;
  readonly issuer: string;
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

export class CognitoUserPools {
  /** Stands for Cognito where it is given; its own issuers are taken too then. */
  readonly #endpoint: string | null;
  readonly #keySets = new Map<string, KeySet>();

  constructor(endpoint: string | null) {
    this.#endpoint = endpoint?.replace(/\/$/, "") ?? null;
  }

  /** `token` as the header has it, "Bearer" or not. Never rejects. */
  async verify(
    token: string,
    authorizer: RestAuthorizerSnapshot,
    scopes: readonly string[],
  ): Promise<CognitoVerdict> {
    const bare = token.replace(/^Bearer\s+/i, "");
    const pool = this.#poolOf(bare, authorizer.providerArns);
    if (pool === undefined) return "unauthorized";
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(bare, this.#keySet(pool), { algorithms: ["RS256"] }));
    } catch (cause) {
      return isTokenFault(cause) ? "unauthorized" : "unavailable";
    }
    return isGoodFor(payload, scopes, authorizer) ? claimsOf(payload) : "unauthorized";
  }

  /** The pool that the token says it is of, if it is one of the authorizer's. */
  #poolOf(token: string, arns: readonly string[]): UserPool | undefined {
    let issuer: string;
    try {
      issuer = decodeJwt(token).iss ?? "";
    } catch {
      return undefined;
    }
    return arns
      .map(userPoolOf)
      .find(
        (pool) =>
          pool !== undefined &&
          (pool.issuer === issuer ||
            (this.#endpoint !== null && issuer.endsWith(`/${pool.poolId}`))),
      );
  }

  #keySet({ poolId, issuer }: UserPool): KeySet {
    const known = this.#keySets.get(issuer);
    if (known !== undefined) return known;
    const base = this.#endpoint === null ? issuer : `${this.#endpoint}/${poolId}`;
    const keySet = createRemoteJWKSet(new URL(`${base}/.well-known/jwks.json`), {
      timeoutDuration: KEYS_TIMEOUT_MS,
    });
    const [oldest] = this.#keySets.keys();
    if (this.#keySets.size >= POOLS_MAX && oldest !== undefined) this.#keySets.delete(oldest);
    this.#keySets.set(issuer, keySet);
    return keySet;
  }
}

/** arn:aws:cognito-idp:{region}:{account}:userpool/{id} */
function userPoolOf(arn: string): UserPool | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== "cognito-idp" || !parsed.resource.startsWith("userpool/")) {
    return undefined;
  }
  const poolId = parsed.resource.slice("userpool/".length);
  const suffix = parsed.region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return { poolId, issuer: `https://cognito-idp.${parsed.region}.${suffix}/${poolId}` };
}

/** What jose throws of a token, and not of fetching keys, says so by these codes. */
function isTokenFault(cause: unknown): boolean {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return (
    typeof code === "string" &&
    (/^ERR_(?:JWT|JWS|JOSE)_/.test(code) || code === "ERR_JWKS_NO_MATCHING_KEY") &&
    code !== "ERR_JOSE_GENERIC"
  );
}

function isGoodFor(
  payload: JWTPayload,
  scopes: readonly string[],
  { identityValidationExpression }: RestAuthorizerSnapshot,
): boolean {
  const use = payload["token_use"];
  if (scopes.length > 0) {
    const granted = typeof payload["scope"] === "string" ? payload["scope"].split(" ") : [];
    return use === "access" && granted.some((scope) => scopes.includes(scope));
  }
  if (use !== "id") return false;
  if (identityValidationExpression === "") return true;
  const audience = typeof payload.aud === "string" ? payload.aud : (payload.aud?.[0] ?? "");
  return compileJavaPattern(identityValidationExpression).matches(audience);
}

function claimsOf(payload: JWTPayload): Record<string, string> {
  const claims: Record<string, string> = {};
  for (const [name, value] of Object.entries(payload)) {
    claims[`claims.${name}`] = typeof value === "string" ? value : JSON.stringify(value);
  }
  return claims;
}
