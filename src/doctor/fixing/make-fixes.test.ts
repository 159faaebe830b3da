import { expect, test } from "vitest";
import type { AwsCall, StageToDeploy } from "../rule.ts";
import { aFinding } from "../report/report-fixtures.ts";
import { DEPLOYMENT_POLLS_MAX } from "./deploy-stage.ts";
import { attributeCall, FakeAws, refuse, type FakeAnswer } from "./fixing-fixtures.ts";
import { makeFixes, type MadeFixes } from "./make-fixes.ts";

const HTTP: StageToDeploy = { apiType: "http", apiId: "a1", stageName: "prod" };
const REST: StageToDeploy = { apiType: "rest", apiId: "r1", stageName: "dev" };

interface FixFacts {
  readonly calls?: readonly AwsCall[];
  readonly deploys?: readonly StageToDeploy[];
  readonly code?: string;
}

function fixOf({ calls = [], deploys = [], code = "PST101" }: FixFacts) {
  return { finding: aFinding({ code }), title: "mend", calls, deploys };
}

async function make(
  facts: readonly FixFacts[],
  answers: Record<string, FakeAnswer> = {},
  aws = new FakeAws(answers),
) {
  const pauses: number[] = [];
  const steps: string[] = [];
  const done: MadeFixes = await makeFixes(facts.map(fixOf), {
    caller: aws,
    pause: async (durationMs) => void pauses.push(durationMs),
    onStep: (line) => steps.push(line),
  });
  return { ...done, calls: aws.calls, pauses, steps };
}

/** Refuses the change of attribute `key` to `value`. */
function refusing(key: string, value: string): Record<string, FakeAnswer> {
  return {
    ModifyLoadBalancerAttributes: ({ Attributes }) => {
      const [{ Key, Value }] = Attributes as [{ Key: string; Value: string }];
      return Key === key && Value === value ? refuse("AccessDenied", "not you") : {};
    },
  };
}

/** Stages serve "old" until they are deployed; deployments of HTTP APIs come out as `of` says. */
function deployingAws(of: Readonly<Record<string, unknown>>): Record<string, FakeAnswer> {
  const served = new Map<unknown, string>();
  const keyOf = ({ ApiId, restApiId }: Parameters<FakeAnswer>[0]) => ApiId ?? restApiId;
  return {
    GetStage: (input) => {
      const id = served.get(keyOf(input)) ?? "old";
      return { DeploymentId: id, deploymentId: id };
    },
    CreateDeployment: (input) => {
      served.set(keyOf(input), "new");
      return { DeploymentId: "new", id: "new", ...of };
    },
  };
}

const changed = (key: string, value: string) =>
  `elbv2 ModifyLoadBalancerAttributes {"LoadBalancerArn":"lb","Attributes":[{"Key":"${key}","Value":"${value}"}]}`;

test("makeFixes() makes every call in order and tells of each before", async () => {
  const { calls, steps, made, failed } = await make([
    { calls: [attributeCall("a"), attributeCall("b")] },
    { calls: [attributeCall("c")] },
  ]);
  expect(calls).toEqual([changed("a", "new"), changed("b", "new"), changed("c", "new")]);
  expect(steps).toEqual(calls);
  expect([made.length, failed]).toEqual([2, []]);
});

test("makeFixes() takes a fix that fails half-way back in reverse order and goes on with the others", async () => {
  const { calls, made, failed } = await make(
    [
      { code: "PST101", calls: [attributeCall("a"), attributeCall("b"), attributeCall("c")] },
      { code: "PST103", calls: [attributeCall("d")] },
    ],
    refusing("c", "new"),
  );
  expect(calls).toEqual([
    changed("a", "new"),
    changed("b", "new"),
    changed("c", "new"),
    changed("b", "old"),
    changed("a", "old"),
    changed("d", "new"),
  ]);
  expect(made.map(({ finding }) => finding.code)).toEqual(["PST103"]);
  expect(failed).toMatchObject([
    {
      fix: { finding: { code: "PST101" } },
      failure: `${changed("c", "new")}: AccessDenied: not you`,
      undone: [changed("b", "old"), changed("a", "old")],
      left: [],
    },
  ]);
});

test("makeFixes() says exactly what is left when something cannot be taken back", async () => {
  const { failed } = await make(
    [
      {
        calls: [
          attributeCall("a"),
          attributeCall("b", false),
          attributeCall("c"),
          attributeCall("d"),
        ],
      },
    ],
    {
      ModifyLoadBalancerAttributes: ({ Attributes }) => {
        const [{ Key, Value }] = Attributes as [{ Key: string; Value: string }];
        return `${Key} ${Value}` === "d new" || `${Key} ${Value}` === "c old"
          ? refuse("Throttling", "slow down")
          : {};
      },
    },
  );
  expect(failed[0]?.undone).toEqual([changed("a", "old")]);
  expect(failed[0]?.left).toEqual([
    `${changed("c", "new")} was made; ${changed("c", "old")}: Throttling: slow down`,
    `${changed("b", "new")} was made and has no way back`,
  ]);
});

test("makeFixes() deploys each stage once, after all calls, and waits for HTTP APIs", async () => {
  const statuses = ["PENDING", "DEPLOYED"];
  const { calls, pauses, deployed } = await make(
    [
      { calls: [attributeCall("a")], deploys: [HTTP, REST] },
      { calls: [attributeCall("b")], deploys: [HTTP] },
    ],
    {
      GetStage: () => ({ DeploymentId: "old1", deploymentId: "old2" }),
      CreateDeployment: () => ({ DeploymentId: "new1", id: "new2", DeploymentStatus: "PENDING" }),
      GetDeployment: () => ({ DeploymentStatus: statuses.shift() }),
    },
  );
  expect(calls).toEqual([
    changed("a", "new"),
    changed("b", "new"),
    'apigatewayv2 GetStage {"ApiId":"a1","StageName":"prod"}',
    'apigatewayv2 CreateDeployment {"ApiId":"a1","StageName":"prod"}',
    'apigatewayv2 GetDeployment {"ApiId":"a1","DeploymentId":"new1"}',
    'apigatewayv2 GetDeployment {"ApiId":"a1","DeploymentId":"new1"}',
    'apigateway GetStage {"restApiId":"r1","stageName":"dev"}',
    'apigateway CreateDeployment {"restApiId":"r1","stageName":"dev"}',
  ]);
  expect(pauses).toHaveLength(2);
  expect(deployed).toEqual([
    { stage: HTTP, deploymentId: "new1", previousDeploymentId: "old1" },
    { stage: REST, deploymentId: "new2", previousDeploymentId: "old2" },
  ]);
});

test("makeFixes() takes calls back when their deployment fails, and points deployed stages back", async () => {
  const { calls, made, deployed, failed } = await make(
    [
      { code: "PST101", calls: [attributeCall("a")], deploys: [REST, HTTP] },
      { code: "PST103", calls: [attributeCall("b")], deploys: [] },
    ],
    deployingAws({ DeploymentStatus: "FAILED", DeploymentStatusMessage: "no routes" }),
  );
  expect(calls.slice(-2)).toEqual([
    'apigateway UpdateStage {"restApiId":"r1","stageName":"dev","patchOperations":[{"op":"replace","path":"/deploymentId","value":"old"}]}',
    changed("a", "old"),
  ]);
  expect(made.map(({ finding }) => finding.code)).toEqual(["PST103"]);
  expect(deployed).toEqual([]);
  expect(failed).toMatchObject([
    { undone: ["stage dev serves deployment old again", changed("a", "old")], left: [] },
  ]);
  expect(failed[0]?.failure).toContain("Cannot deploy stage prod: no routes");
});

test("makeFixes() says that a first deployment stays when there is nothing to go back to", async () => {
  const { failed, deployed } = await make(
    [{ calls: [attributeCall("a")], deploys: [REST, HTTP] }],
    {
      GetStage: ({ ApiId }) => (ApiId === undefined ? {} : refuse("NotFoundException", "no stage")),
      CreateDeployment: () => ({ id: "new2" }),
    },
  );
  expect(failed[0]?.left).toEqual([
    "stage dev serves deployment new2: Cannot take back the deployment of stage dev: it is the first",
  ]);
  expect(deployed).toHaveLength(1);
});

test("makeFixes() waits for a deployment only so long", async () => {
  const { failed, pauses } = await make([{ deploys: [HTTP] }], {
    CreateDeployment: () => ({ DeploymentId: "new1", DeploymentStatus: "PENDING" }),
    GetDeployment: () => ({ DeploymentStatus: "PENDING" }),
  });
  expect(pauses).toHaveLength(DEPLOYMENT_POLLS_MAX);
  expect(failed[0]?.failure).toContain("deployment new1 is not over after 60 s");
});

test("makeFixes() does not change what somebody else has changed since the plan, and goes on with the others", async () => {
  const aws = new FakeAws();
  aws.attributes.set("b", "theirs");
  const { calls, made, failed } = await make(
    [
      { code: "PST101", calls: [attributeCall("a"), attributeCall("b")] },
      { code: "PST103", calls: [attributeCall("c")] },
    ],
    {},
    aws,
  );
  expect(calls).toEqual([changed("a", "new"), changed("a", "old"), changed("c", "new")]);
  expect(made.map(({ finding }) => finding.code)).toEqual(["PST103"]);
  expect(failed[0]?.failure).toContain(
    'it is not as it was when the plan was made: [["b","theirs"]] instead of [["b","old"]]',
  );
  expect(aws.attributes.get("b")).toBe("theirs");
});

test("makeFixes() does not take back what somebody else has changed since it was made", async () => {
  const aws: FakeAws = new FakeAws({
    ModifyLoadBalancerAttributes: ({ Attributes }) => {
      const [{ Key }] = Attributes as [{ Key: string }];
      if (Key !== "c") return {};
      aws.attributes.set("a", "theirs");
      return refuse("AccessDenied", "not you");
    },
  });
  const { failed } = await make(
    [{ calls: [attributeCall("a"), attributeCall("b"), attributeCall("c")] }],
    {},
    aws,
  );
  expect(failed[0]?.undone).toEqual([changed("b", "old")]);
  expect(failed[0]?.left).toEqual([
    `${changed("a", "new")} was made and is not taken back: somebody else has changed it since, to [["a","theirs"]]`,
  ]);
  expect(Object.fromEntries(aws.attributes)).toEqual({ a: "theirs", b: "old" });
});

test("makeFixes() takes nothing back that it cannot look at first", async () => {
  let reads = 0;
  const { calls, failed } = await make([{ calls: [attributeCall("a"), attributeCall("b")] }], {
    ...refusing("b", "new"),
    DescribeLoadBalancerAttributes: () => {
      const Attributes = ["a", "b"].map((Key) => ({ Key, Value: "old" }));
      return ++reads > 2 ? refuse("Throttling", "slow down") : { Attributes };
    },
  });
  expect(calls).toEqual([changed("a", "new"), changed("b", "new")]);
  expect(failed[0]?.left).toEqual([
    `${changed("a", "new")} was made; ${changed("a", "old")}: Throttling: slow down`,
  ]);
});

test("makeFixes() does not point a stage back that somebody else has deployed since", async () => {
  const { calls, failed } = await make([{ deploys: [REST, HTTP] }], {
    GetStage: ({ restApiId }) => ({ deploymentId: restApiId === undefined ? "" : "theirs" }),
    CreateDeployment: ({ restApiId }) =>
      restApiId === undefined ? refuse("BadRequestException", "no routes") : { id: "new" },
  });
  expect(calls.some((call) => call.includes("UpdateStage"))).toBe(false);
  expect(failed[0]?.left).toEqual([
    "stage dev serves deployment new: Cannot take back the deployment of stage dev: somebody else has deployed theirs since",
  ]);
});
