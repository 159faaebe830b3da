import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { describeSSLPolicies } from "./describe-ssl-policies.ts";

test("describeSSLPolicies() shows protocols and ciphers of a policy", async () => {
  const answer = await describeSSLPolicies({ Names: ["ELBSecurityPolicy-TLS13-1-2-Res-2021-06"] });
  expect(answer).toEqual({
    SslPolicies: [
      {
        Name: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
        SslProtocols: ["TLSv1.2", "TLSv1.3"],
        SupportedLoadBalancerTypes: ["application", "network"],
        Ciphers: [
          { Name: "TLS_AES_128_GCM_SHA256", Priority: 1 },
          { Name: "TLS_AES_256_GCM_SHA384", Priority: 2 },
          { Name: "TLS_CHACHA20_POLY1305_SHA256", Priority: 3 },
          { Name: "ECDHE-ECDSA-AES128-GCM-SHA256", Priority: 4 },
          { Name: "ECDHE-RSA-AES128-GCM-SHA256", Priority: 5 },
          { Name: "ECDHE-ECDSA-AES256-GCM-SHA384", Priority: 6 },
          { Name: "ECDHE-RSA-AES256-GCM-SHA384", Priority: 7 },
        ],
      },
    ],
  });
});

test("describeSSLPolicies() shows all policies, in pages", async () => {
  const all = await describeSSLPolicies({ LoadBalancerType: "network" });
  expect(all.SslPolicies?.map(({ Name }) => Name)).toContain("ELBSecurityPolicy-2016-08");
  const page = await describeSSLPolicies({ PageSize: 5 });
  expect(page.SslPolicies).toEqual(all.SslPolicies?.slice(0, 5));
  const next = await describeSSLPolicies({ PageSize: 1, Marker: page.NextMarker ?? "" });
  expect(next.SslPolicies).toEqual(all.SslPolicies?.slice(5, 6));
});

test("describeSSLPolicies() refuses a name that is none", async () => {
  const bed = await LoadBalancingTestBed.create();
  expect(await bed.refusal(describeSSLPolicies, { Names: ["X"] })).toEqual([
    "SSLPolicyNotFoundException",
    "SSL policy 'X' not found",
  ]);
  expect((await bed.refusal(describeSSLPolicies, { LoadBalancerType: "gateway" }))[0]).toBe(
    "ValidationException",
  );
});
