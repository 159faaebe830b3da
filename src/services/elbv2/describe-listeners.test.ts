import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeListeners } from "./describe-listeners.ts";

test("describeListeners() finds by load balancer and by ARN, in pages", async () => {
  const bed = await LoadBalancingTestBed.create();
  const LoadBalancerArn = await bed.loadBalancer();
  const arns = [];
  for (const Port of [80, 81, 82]) arns.push(await bed.listener(LoadBalancerArn, { Port }));
  await bed.listener(await bed.loadBalancer("other"));
  const all = await bed.run(describeListeners, { LoadBalancerArn });
  expect(new Set(all.Listeners?.map((one) => one.ListenerArn))).toEqual(new Set(arns));
  const [first = ""] = arns;
  const one = await bed.run(describeListeners, { ListenerArns: [first] });
  expect(one.Listeners?.map((listener) => listener.Port)).toEqual([80]);
  const page = await bed.run(describeListeners, { LoadBalancerArn, PageSize: 2 });
  const rest = await bed.run(describeListeners, {
    LoadBalancerArn,
    Marker: page.NextMarker ?? "",
  });
  expect([...(page.Listeners ?? []), ...(rest.Listeners ?? [])]).toEqual(all.Listeners);
});

test("describeListeners() wants either of its filters", async () => {
  const bed = await LoadBalancingTestBed.create();
  const message = "You must specify either listener ARNs or a load balancer ARN";
  expect(await bed.refusal(describeListeners, {})).toEqual(["ValidationException", message]);
  const both = { LoadBalancerArn: "x", ListenerArns: ["y"] };
  expect(await bed.refusal(describeListeners, both)).toEqual(["ValidationException", message]);
  const LoadBalancerArn = `${await bed.loadBalancer()}0`;
  expect(await bed.refusal(describeListeners, { LoadBalancerArn })).toEqual([
    "LoadBalancerNotFoundException",
    `Load balancer '${LoadBalancerArn}' not found`,
  ]);
});
