import { expect, test } from "vitest";
import {
  LoadBalancingTestBed,
  NOT_FOUND,
  forwardTo,
} from "../../../tests/support/load-balancing-test-bed.ts";
import { addListenerCertificates } from "./add-listener-certificates.ts";
import { describeListenerAttributes } from "./describe-listener-attributes.ts";
import { describeListenerCertificates } from "./describe-listener-certificates.ts";
import { describeRules } from "./describe-rules.ts";
import { describeTargetGroups } from "./describe-target-groups.ts";
import { modifyListener } from "./modify-listener.ts";

test("modifyListener() changes default actions in listener and default rule, and the use of target groups", async () => {
  const bed = await LoadBalancingTestBed.create();
  const loadBalancerArn = await bed.loadBalancer();
  const [old, next] = [await bed.targetGroup("old"), await bed.targetGroup("next")];
  const ListenerArn = await bed.listener(loadBalancerArn, { DefaultActions: [forwardTo(old)] });
  const answer = await bed.run(modifyListener, { ListenerArn, DefaultActions: [forwardTo(next)] });
  const actions = answer.Listeners?.[0]?.DefaultActions;
  expect(actions?.[0]?.TargetGroupArn).toBe(next);
  const rules = await bed.run(describeRules, { ListenerArn });
  expect(rules.Rules?.[0]?.Actions).toEqual(actions);
  const groups = await bed.run(describeTargetGroups, { Names: ["old", "next"] });
  expect(groups.TargetGroups?.map((group) => group.LoadBalancerArns)).toEqual([
    [],
    [loadBalancerArn],
  ]);
});

test("modifyListener() goes from HTTP to HTTPS with a certificate, and back without", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await bed.listener(await bed.loadBalancer());
  expect(await bed.refusal(modifyListener, { ListenerArn, Protocol: "HTTPS" })).toEqual([
    "ValidationException",
    "A certificate must be specified for HTTPS listeners",
  ]);
  const CertificateArn = await bed.certificate();
  const secure = await bed.run(modifyListener, {
    ListenerArn,
    Protocol: "HTTPS",
    Port: 443,
    Certificates: [{ CertificateArn }],
  });
  expect(secure.Listeners?.[0]).toMatchObject({
    Port: 443,
    Protocol: "HTTPS",
    SslPolicy: "ELBSecurityPolicy-2016-08",
  });
  const attributes = await bed.run(describeListenerAttributes, { ListenerArn });
  expect(attributes.Attributes?.map(({ Key }) => Key)).toContain(
    "routing.http.response.strict_transport_security.header_value",
  );
  const extra = await bed.certificate("b.example");
  await bed.run(addListenerCertificates, {
    ListenerArn,
    Certificates: [{ CertificateArn: extra }],
  });
  const plain = await bed.run(modifyListener, { ListenerArn, Protocol: "HTTP" });
  expect(plain.Listeners?.[0]).not.toHaveProperty("SslPolicy");
  expect(plain.Listeners?.[0]).not.toHaveProperty("Certificates");
  const left = await bed.run(describeListenerCertificates, { ListenerArn });
  expect(left.Certificates).toEqual([]);
});

test("modifyListener() keeps what is not given", async () => {
  const bed = await LoadBalancingTestBed.create();
  const CertificateArn = await bed.certificate();
  const ListenerArn = await bed.listener(await bed.loadBalancer(), {
    Protocol: "HTTPS",
    Port: 443,
    SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    Certificates: [{ CertificateArn }],
  });
  const answer = await bed.run(modifyListener, { ListenerArn, Port: 8443 });
  expect(answer.Listeners?.[0]).toMatchObject({
    Port: 8443,
    SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    Certificates: [{ CertificateArn }],
    DefaultActions: [NOT_FOUND],
  });
});

test("modifyListener() refuses a port that is taken and a listener that is not there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const loadBalancerArn = await bed.loadBalancer();
  await bed.listener(loadBalancerArn, { Port: 80 });
  const ListenerArn = await bed.listener(loadBalancerArn, { Port: 81 });
  expect((await bed.refusal(modifyListener, { ListenerArn, Port: 80 }))[0]).toBe(
    "DuplicateListenerException",
  );
  expect(await bed.refusal(modifyListener, { ListenerArn: `${ListenerArn}0`, Port: 82 })).toEqual([
    "ListenerNotFoundException",
    "One or more listeners not found",
  ]);
});
