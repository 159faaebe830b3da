import { expect, test } from "vitest";
import { LoadBalancingTestBed, forwardTo } from "../../../tests/support/load-balancing-test-bed.ts";
import type { LaterWork } from "../operation-context.ts";
import { deregisterTargets } from "./deregister-targets.ts";
import { registerTargets } from "./register-targets.ts";
import { resumeLoadBalancing } from "./resume-load-balancing.ts";

test("resumeLoadBalancing() activates load balancers and lets draining targets drain to their end", async () => {
  const bed = await LoadBalancingTestBed.create();
  const TargetGroupArn = await bed.targetGroup();
  const loadBalancerArn = await bed.loadBalancer();
  await bed.listener(loadBalancerArn, { DefaultActions: [forwardTo(TargetGroupArn)] });
  const input = { TargetGroupArn, Targets: [{ Id: "127.0.0.1" }] };
  await bed.run(registerTargets, input);
  await bed.run(deregisterTargets, input);
  bed.clock.advance(100_000);
  const scheduled: { delayMs: number; work: LaterWork }[] = [];
  await bed.records((records) =>
    resumeLoadBalancing(records, bed.clock, (delayMs, work) => scheduled.push({ delayMs, work })),
  );
  const record = await bed.records((records) => records.get("load-balancer", loadBalancerArn));
  expect(record?.loadBalancer.State).toEqual({ Code: "active" });
  expect(scheduled.map(({ delayMs }) => delayMs)).toEqual([200_000]);
  for (const { work } of scheduled) await bed.records(work);
  expect(await bed.records((records) => records.list("target"))).toEqual([]);
});
