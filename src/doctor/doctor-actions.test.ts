import { expect, test } from "vitest";
import { failure } from "../base/failure.ts";
import type { Journey } from "../telemetry/journeys/journey.ts";
import { createDoctorActions } from "./doctor-actions.ts";
import { NO_EVIDENCE } from "./evidence.ts";
import { FakeAws, refuse, type FakeAnswer } from "./fixing/fixing-fixtures.ts";
import { ALB_LISTENER_ARN, httpApiOnAlb } from "./inventory-fixtures.ts";
import { journeyOf } from "./journey-evidence-fixtures.ts";

const FINDING = { code: "PST101", resourceId: "a1b2c3d4e5/i1abcde" };
/** What a request becomes while the server name is missing. */
function plainHttpJourney(): Journey {
  const failed = { kind: "alb", resource: ALB_LISTENER_ARN, decision: "tls" } as const;
  return {
    ...journeyOf({ kind: "http-api", resource: "a1b2c3d4e5" }, { status: 400 }),
    failedAt: { ...failed, failure: failure("plain-http-on-tls") },
  };
}

const SHOP = { ServerNameToVerify: "shop.example.com" };

/** A stack whose integration lacks the server name until UpdateIntegration gives it one. */
function bed(answer?: FakeAnswer) {
  let tlsConfig: typeof SHOP | undefined;
  let timeoutMs = 30_000;
  let reads = 0;
  const aws = new FakeAws({
    UpdateIntegration: (input) => {
      answer?.(input);
      tlsConfig = input["TlsConfig"] as typeof SHOP;
      return {};
    },
  });
  const actions = createDoctorActions({
    nowMs: () => Date.parse("2026-11-22T12:00:00Z"),
    pause: async () => {},
    findJourney: async (id) => (id === "jrn-a" ? plainHttpJourney() : undefined),
    source: {
      caller: aws,
      gatherEvidence: async () => ({ evidence: NO_EVIDENCE, unreadable: [] }),
      readInventory: async () => {
        reads++;
        const inventory = httpApiOnAlb();
        const [api] = inventory.httpApis;
        const deployed = api?.stages[0]?.deployed;
        for (const content of [api, deployed]) {
          if (typeof content !== "object" || content === null) continue;
          const [integration] = content.integrations;
          if (integration === undefined) continue;
          integration.TimeoutInMillis = timeoutMs;
          if (tlsConfig === undefined) delete integration.TlsConfig;
          else integration.TlsConfig = tlsConfig;
        }
        return inventory;
      },
    },
  });
  const change = (ms: number) => void (timeoutMs = ms);
  return { actions, aws, change, reads: () => reads };
}

test("createDoctorActions() examines, once for those who ask at the same time", async () => {
  const { actions, reads } = bed();
  const [one, two] = await Promise.all([actions.examine(null), actions.examine(null)]);
  expect(one?.findings.map(({ code }) => code)).toContain("PST101");
  expect(two).toBe(one);
  expect(reads()).toBe(1);
  await actions.examine(null);
  expect(reads()).toBe(2);
});

test("createDoctorActions() explains a request by the findings on its way", async () => {
  const { actions } = bed();
  const { status, body } = await actions.explain("jrn-a");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    findings: [{ code: "PST101" }],
    request: { hasFailed: true, journey: { status: 400, failedAt: { decision: "tls" } } },
  });
});

test("createDoctorActions() knows nothing of a request that nobody followed", async () => {
  const { status, body } = await bed().actions.explain("jrn-b");
  expect([status, (body as { message: string }).message]).toEqual([
    404,
    "Nothing is known of request jrn-b: it was not followed, did not fail, or is too long ago",
  ]);
});

test("createDoctorActions() examines one API alone", async () => {
  const { actions } = bed();
  const [of, others] = await Promise.all([actions.examine("a1b2c3d4e5"), actions.examine("other")]);
  expect(of?.findings.map(({ code }) => code)).toContain("PST101");
  expect(others).toBeUndefined();
});

test("createDoctorActions() mends a finding and tells before and after", async () => {
  const { actions, aws } = bed();
  const { status, body } = await actions.fix(FINDING);
  expect(status).toBe(200);
  expect(body).toMatchObject({ isMended: true, before: { code: "PST101" }, after: null, left: [] });
  expect(aws.calls).toEqual([
    `apigatewayv2 UpdateIntegration ${JSON.stringify({ ApiId: "a1b2c3d4e5", IntegrationId: "i1abcde", TlsConfig: SHOP })}`,
  ]);
});

test("createDoctorActions() says that a finding is not there", async () => {
  const { actions, aws } = bed();
  expect((await actions.fix({ ...FINDING, code: "PST103" })).status).toBe(404);
  expect((await actions.fix({ ...FINDING, resourceId: "x" })).status).toBe(404);
  expect(aws.calls).toEqual([]);
});

test("createDoctorActions() tells what AWS refuses", async () => {
  const { actions } = bed(() => refuse("BadRequestException", "no such name"));
  const { status, body } = await actions.fix(FINDING);
  expect(status).toBe(500);
  expect(body).toMatchObject({ isMended: false, after: { code: "PST101" } });
  expect((body as { message: string }).message).toContain("BadRequestException: no such name");
});

test("createDoctorActions() mends one finding at a time", async () => {
  const { actions, aws } = bed();
  const [first, second] = await Promise.all([actions.fix(FINDING), actions.fix(FINDING)]);
  expect([first.status, second.status]).toEqual([200, 409]);
  expect(aws.calls).toHaveLength(1);
});

test("createDoctorActions() mends what was agreed to, and nothing where somebody has changed it since", async () => {
  const { actions, aws, change } = bed();
  const shown = async () =>
    (await actions.examine(null))?.findings.find(({ code }) => code === "PST101")?.fingerprint;
  const fingerprint = await shown();
  expect(fingerprint).toMatch(/^[0-9a-f]{24}$/);
  change(5_000);
  const { status, body } = await actions.fix({ ...FINDING, fingerprint });
  expect([status, (body as { message: string }).message.split(":")[0]]).toEqual([
    409,
    "Nothing was changed",
  ]);
  expect(aws.calls).toEqual([]);
  expect((await actions.fix({ ...FINDING, fingerprint: await shown() })).status).toBe(200);
});
