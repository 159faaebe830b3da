import { expect, test } from "vitest";
import { ATTRIBUTES_WITHOUT_EFFECT } from "./attributes-without-effect.ts";

test("ATTRIBUTES_WITHOUT_EFFECT has what is kept only, and nothing that the data plane acts on", () => {
  expect(ATTRIBUTES_WITHOUT_EFFECT.applicationLoadBalancer).toContain(
    "health_check_logs.s3.enabled",
  );
  expect(ATTRIBUTES_WITHOUT_EFFECT.applicationLoadBalancer).not.toContain("access_logs.s3.enabled");
  expect(ATTRIBUTES_WITHOUT_EFFECT.applicationLoadBalancer).not.toContain(
    "routing.http.desync_mitigation_mode",
  );
  expect(ATTRIBUTES_WITHOUT_EFFECT.networkLoadBalancer).toContain(
    "dns_record.client_routing_policy",
  );
  expect(ATTRIBUTES_WITHOUT_EFFECT.listener).not.toContain("tcp.idle_timeout.seconds");
  expect(ATTRIBUTES_WITHOUT_EFFECT.applicationTargetGroup).toContain("stickiness.enabled");
  expect(ATTRIBUTES_WITHOUT_EFFECT.networkTargetGroup).not.toContain("proxy_protocol_v2.enabled");
});
