import { expect, test } from "vitest";
import { LoadBalancingTestBed } from "../../../tests/support/load-balancing-test-bed.ts";
import { addListenerCertificates } from "./add-listener-certificates.ts";
import { describeListenerCertificates } from "./describe-listener-certificates.ts";

async function secureListener(bed: LoadBalancingTestBed): Promise<string> {
  const CertificateArn = await bed.certificate();
  return await bed.listener(await bed.loadBalancer(), {
    Protocol: "HTTPS",
    Port: 443,
    Certificates: [{ CertificateArn }],
  });
}

test("addListenerCertificates() adds to the list once", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await secureListener(bed);
  const CertificateArn = await bed.certificate("b.example");
  const input = { ListenerArn, Certificates: [{ CertificateArn }] };
  expect(await bed.run(addListenerCertificates, input)).toEqual({
    Certificates: [{ CertificateArn, IsDefault: false }],
  });
  await bed.run(addListenerCertificates, input);
  const { Certificates } = await bed.run(describeListenerCertificates, { ListenerArn });
  expect(Certificates?.map(({ IsDefault }) => IsDefault)).toEqual([true, false]);
});

test("addListenerCertificates() refuses what AWS refuses", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await secureListener(bed);
  const CertificateArn = await bed.certificate("b.example");
  const refusal = (...Certificates: { CertificateArn?: string; IsDefault?: boolean }[]) =>
    bed.refusal(addListenerCertificates, { ListenerArn, Certificates });
  expect(await refusal({ CertificateArn: "arn:x" })).toEqual([
    "CertificateNotFoundException",
    "Certificate 'arn:x' not found",
  ]);
  expect((await refusal({ CertificateArn, IsDefault: true }))[1]).toContain("IsDefault");
  expect((await refusal({}))[1]).toBe("A certificate ARN must be specified");
  expect((await refusal())[1]).toBe("A certificate must be specified");
  const plain = await bed.listener(await bed.loadBalancer("plain"));
  const onPlain = { ListenerArn: plain, Certificates: [{ CertificateArn }] };
  expect((await bed.refusal(addListenerCertificates, onPlain))[0]).toBe(
    "OperationNotPermittedException",
  );
});

test("addListenerCertificates() stops at 25 beside the default", async () => {
  const bed = await LoadBalancingTestBed.create();
  const ListenerArn = await secureListener(bed);
  const arns: string[] = [];
  for (let n = 10; n < 36; n++) arns.push(await bed.certificate(`n${n}`));
  const [last = "", ...first] = arns;
  const add = (list: string[]) => ({
    ListenerArn,
    Certificates: list.map((CertificateArn) => ({ CertificateArn })),
  });
  await bed.run(addListenerCertificates, add(first));
  expect((await bed.refusal(addListenerCertificates, add([last])))[0]).toBe(
    "TooManyCertificatesException",
  );
});
