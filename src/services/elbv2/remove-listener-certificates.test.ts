import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { addListenerCertificates } from "./add-listener-certificates.ts";
import { describeListenerCertificates } from "./describe-listener-certificates.ts";
import { removeListenerCertificates } from "./remove-listener-certificates.ts";

test("removeListenerCertificates() takes off the list, but not the default", async () => {
  const bed = await LoadBalancingTestBed.create();
  const defaultArn = await bed.certificate();
  const extraArn = await bed.certificate("b.example");
  const ListenerArn = await bed.listener(await bed.loadBalancer(), {
    Protocol: "HTTPS",
    Port: 443,
    Certificates: [{ CertificateArn: defaultArn }],
  });
  const extra = { ListenerArn, Certificates: [{ CertificateArn: extraArn }] };
  await bed.run(addListenerCertificates, extra);
  expect(await bed.run(removeListenerCertificates, extra)).toEqual({});
  expect(await bed.run(describeListenerCertificates, { ListenerArn })).toEqual({
    Certificates: [{ CertificateArn: defaultArn, IsDefault: true }],
  });
  const refused = { ListenerArn, Certificates: [{ CertificateArn: defaultArn }] };
  expect((await bed.refusal(removeListenerCertificates, refused))[0]).toBe(
    "OperationNotPermittedException",
  );
});
