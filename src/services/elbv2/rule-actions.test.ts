import { expect, test } from "vitest";
import {
  LoadBalancingTestBed,
  NOT_FOUND,
  forwardTo,
} from "../../../tests/support/load-balancing-test-bed.ts";
import { createListener } from "./create-listener.ts";
import { modifyTargetGroupAttributes } from "./modify-target-group-attributes.ts";
import type { Input } from "./operation-types.ts";

type Actions = Input<"CreateListener">["DefaultActions"];

/** The default actions as a listener shows them. */
async function shown(DefaultActions: Actions, bed?: LoadBalancingTestBed) {
  const used = bed ?? (await LoadBalancingTestBed.create());
  const answer = await used.run(createListener, {
    LoadBalancerArn: await used.loadBalancer(),
    Protocol: "HTTP",
    Port: 80,
    DefaultActions,
  });
  return answer.Listeners?.[0]?.DefaultActions;
}

async function refusal(DefaultActions: Actions, protocol: "HTTP" | "HTTPS" = "HTTP") {
  const bed = await LoadBalancingTestBed.create();
  return await bed.refusal(createListener, {
    LoadBalancerArn: await bed.loadBalancer(),
    Protocol: protocol,
    Port: protocol === "HTTP" ? 80 : 443,
    DefaultActions,
    ...(protocol === "HTTPS" && {
      Certificates: [{ CertificateArn: await bed.certificate() }],
    }),
  });
}

test("checkedActions() writes the parts of a redirect out", async () => {
  expect(
    await shown([
      {
        Type: "redirect",
        RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" },
      },
    ]),
  ).toEqual([
    {
      Type: "redirect",
      RedirectConfig: {
        Protocol: "HTTPS",
        Port: "443",
        Host: "#{host}",
        Path: "/#{path}",
        Query: "#{query}",
        StatusCode: "HTTP_301",
      },
    },
  ]);
});

test.for<[object, string]>([
  [{}, "The redirect configuration is not valid because it creates a loop."],
  [
    { Protocol: "HTTP", Port: "80" },
    "The redirect configuration is not valid because it creates a loop.",
  ],
  [{ Port: "0" }, "The Port parameter must be a number between 1 and 65535 or '#{port}'."],
  [{ Port: "65536" }, "The Port parameter must be a number between 1 and 65535 or '#{port}'."],
  [{ Path: "x" }, "The Path parameter must be a valid path, should start with a '/'"],
  [{ Path: "/#{query}" }, "The Path parameter must be a valid path"],
  [{ Path: "/#{path}/#{path}" }, "The Path parameter must be a valid path"],
  [{ Host: "#{path}" }, "The Host parameter must be a valid host name"],
  [{ Host: "a\r\nX-Evil: 1" }, "The Host parameter must be a valid host name"],
  [{ Path: "/a\u010d\u010aX-Evil: 1" }, "The Path parameter must be a valid path"],
  [{ Host: "b.example", Query: "a\r\nb" }, "The Query parameter must not start with a '?'"],
  [{ Host: "b.example", Query: "?a" }, "The Query parameter must not start with a '?'"],
])("checkedActions() refuses the redirect %j", async ([parts, message]) => {
  const RedirectConfig = { StatusCode: "HTTP_302" as const, ...parts };
  expect(await refusal([{ Type: "redirect", RedirectConfig }])).toEqual([
    "InvalidLoadBalancerActionException",
    expect.stringContaining(message),
  ]);
});

test("checkedActions() refuses a redirect from HTTPS to HTTP", async () => {
  const RedirectConfig = { StatusCode: "HTTP_302" as const, Protocol: "HTTP", Port: "80" };
  expect(await refusal([{ Type: "redirect", RedirectConfig }], "HTTPS")).toEqual([
    "InvalidLoadBalancerActionException",
    "You cannot redirect HTTPS to HTTP",
  ]);
});

test("checkedActions() gives a fixed response with a body the type text/plain", async () => {
  const FixedResponseConfig = { StatusCode: "503", MessageBody: "later" };
  expect(await shown([{ Type: "fixed-response", FixedResponseConfig }])).toEqual([
    {
      Type: "fixed-response",
      FixedResponseConfig: { StatusCode: "503", ContentType: "text/plain", MessageBody: "later" },
    },
  ]);
});

test.for<[object, RegExp]>([
  [
    { StatusCode: "999" },
    /^1 validation error detected: Value '999' at 'defaultActions\.1\.member\.fixedResponseConfig\.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: \^\(2\|4\|5\)\\d\\d\$$/,
  ],
  [{ MessageBody: "x".repeat(1025) }, /messageBody' .* length less than or equal to 1024$/],
  [{ ContentType: "image/png" }, /^The ContentType must be one of:'text\/html', /],
])("checkedActions() refuses the fixed response %j", async ([parts, message]) => {
  const FixedResponseConfig = { StatusCode: "200", ...parts };
  const [, said] = await refusal([{ Type: "fixed-response", FixedResponseConfig }]);
  expect(said).toMatch(message);
});

test("checkedActions() shows weighted target groups without an ARN of their own", async () => {
  const bed = await LoadBalancingTestBed.create();
  const blue = await bed.targetGroup("blue");
  const green = await bed.targetGroup("green");
  const TargetGroups = [{ TargetGroupArn: blue, Weight: 0 }, { TargetGroupArn: green }];
  expect(await shown([{ Type: "forward", ForwardConfig: { TargetGroups } }], bed)).toEqual([
    {
      Type: "forward",
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: blue, Weight: 0 },
          { TargetGroupArn: green, Weight: 1 },
        ],
        TargetGroupStickinessConfig: { Enabled: false },
      },
    },
  ]);
});

test("checkedActions() keeps target group stickiness and says that it has no effect", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ForwardConfig = {
    TargetGroups: [{ TargetGroupArn: await bed.targetGroup() }],
    TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
  };
  const [action] = (await shown([{ Type: "forward", ForwardConfig }], bed)) ?? [];
  expect(action?.ForwardConfig?.TargetGroupStickinessConfig).toEqual({
    Enabled: true,
    DurationSeconds: 60,
  });
  expect(bed.warnings).toHaveLength(1);
});

test("checkedActions() refuses forwards that AWS refuses", async () => {
  const bed = await LoadBalancingTestBed.create();
  const LoadBalancerArn = await bed.loadBalancer();
  const [one, two] = [await bed.targetGroup("one"), await bed.targetGroup("two")];
  const arns = [one, two];
  for (let n = 3; n <= 6; n++) arns.push(await bed.targetGroup(`group-${n}`));
  const refuse = (action: Actions[number]) =>
    bed.refusal(createListener, {
      LoadBalancerArn,
      Protocol: "HTTP",
      Port: 80,
      DefaultActions: [action],
    });
  const groups = (...TargetGroups: { TargetGroupArn: string; Weight?: number }[]) =>
    refuse({ Type: "forward", ForwardConfig: { TargetGroups } });
  expect(await refuse({ Type: "forward" })).toEqual([
    "ValidationException",
    "A target group ARN must be specified",
  ]);
  expect(await refuse(forwardTo(`${one}0`))).toEqual([
    "TargetGroupNotFoundException",
    `Target group '${one}0' not found`,
  ]);
  expect((await groups({ TargetGroupArn: one, Weight: 1000 }))[1]).toContain(
    "'defaultActions.1.member.forwardConfig.targetGroups.1.member.weight'",
  );
  expect((await groups(...arns.map((TargetGroupArn) => ({ TargetGroupArn }))))[1]).toBe(
    "The maximum number of target groups per forward action is 5",
  );
  expect((await groups({ TargetGroupArn: one }, { TargetGroupArn: one }))[1]).toContain(
    "more than once",
  );
  const both = { ...forwardTo(one), ForwardConfig: { TargetGroups: [{ TargetGroupArn: two }] } };
  expect((await refuse(both))[1]).toContain("not both");
  await bed.run(modifyTargetGroupAttributes, {
    TargetGroupArn: one,
    Attributes: [
      { Key: "stickiness.enabled", Value: "true" },
      { Key: "stickiness.type", Value: "app_cookie" },
      { Key: "stickiness.app_cookie.cookie_name", Value: "session" },
    ],
  });
  expect(await groups({ TargetGroupArn: one }, { TargetGroupArn: two })).toEqual([
    "InvalidLoadBalancerActionException",
    "When configuring a rule with multiple target groups, none of them can have stickiness of type 'app_cookie' enabled",
  ]);
});

test.for(["authenticate-oidc", "authenticate-cognito", "jwt-validation"] as const)(
  "checkedActions() refuses %s on HTTP as AWS does, on HTTPS as not there yet",
  async (Type) => {
    expect(
      await refusal([
        { Type, Order: 1 },
        { ...NOT_FOUND, Order: 2 },
      ]),
    ).toEqual([
      "InvalidLoadBalancerActionException",
      `Actions of type '${Type}' are supported only on HTTPS listeners`,
    ]);
    expect(
      await refusal(
        [
          { Type, Order: 1 },
          { ...NOT_FOUND, Order: 2 },
        ],
        "HTTPS",
      ),
    ).toEqual([
      "InvalidLoadBalancerActionException",
      `Postern does not support actions of type '${Type}' yet`,
    ]);
  },
);

test("checkedActions() refuses two final actions, and anything but forward on a network load balancer", async () => {
  expect((await refusal([NOT_FOUND, NOT_FOUND]))[0]).toBe("TooManyActionsException");
  const bed = await LoadBalancingTestBed.create();
  const LoadBalancerArn = await bed.loadBalancer("flow", { Type: "network" });
  const input = { LoadBalancerArn, Protocol: "TCP" as const, Port: 80 };
  expect(await bed.refusal(createListener, { ...input, DefaultActions: [NOT_FOUND] })).toEqual([
    "InvalidLoadBalancerActionException",
    "The action type 'fixed-response' is not valid with network load balancer",
  ]);
});
