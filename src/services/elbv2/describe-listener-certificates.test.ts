import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { addListenerCertificates } from "./add-listener-certificates.ts";
import { describeListenerCertificates } from "./describe-listener-certificates.ts";

test("describeListenerCertificates() shows the default first, in pages", async () => {
  const bed = await LoadBalancingTestBed.create();
  const arns = [await bed.certificate("a"), await bed.certificate("b"), await bed.certificate("c")];
  const [CertificateArn = "", ...extra] = arns;
  const ListenerArn = await bed.listener(await bed.loadBalancer(), {
    Protocol: "HTTPS",
    Port: 443,
    Certificates: [{ CertificateArn }],
  });
  await bed.run(addListenerCertificates, {
    ListenerArn,
    Certificates: extra.map((arn) => ({ CertificateArn: arn })),
  });
  const first = await bed.run(describeListenerCertificates, { ListenerArn, PageSize: 1 });
  expect(first.Certificates).toEqual([{ CertificateArn, IsDefault: true }]);
  const rest = await bed.run(describeListenerCertificates, {
    ListenerArn,
    Marker: first.NextMarker ?? "",
  });
  expect(rest.Certificates?.map((certificate) => certificate.CertificateArn)).toEqual(extra);
});

test("describeListenerCertificates() refuses a listener that is not there", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = `${await bed.listener(await bed.loadBalancer())}0`;
  expect((await bed.refusal(describeListenerCertificates, { ListenerArn }))[0]).toBe(
    "ListenerNotFoundException",
  );
});
