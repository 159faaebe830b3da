// Certificates of ACM with their chains, and whether private hops trust them.
// https://docs.aws.amazon.com/acm/latest/APIReference/API_Operations.html
import {
  DescribeCertificateCommand,
  GetCertificateCommand,
  KeyAlgorithm,
  ListCertificatesCommand,
} from "@aws-sdk/client-acm";
import { parseArn } from "../../base/arn.ts";
import type { CertificateItem, ListenerItem } from "../inventory.ts";
import type { AccountReader, Purpose } from "./account-reader.ts";
import type { AwsClients } from "./aws-clients.ts";
import { certificateItem, joinedPem, type CertificateJudge } from "./certificate-item.ts";

const PAGE_ITEMS = 1000;
/** Unless asked for all, ACM lists RSA keys of up to 2048 bits only. */
const KEY_TYPES = Object.values(KeyAlgorithm);

/** Those of the account's list, and any that a listener has beside. */
export async function readCertificates(
  { acm }: AwsClients,
  reader: AccountReader,
  options: { readonly judge: CertificateJudge; readonly listeners: readonly ListenerItem[] },
): Promise<CertificateItem[]> {
  const purpose: Purpose = { part: "certificates", what: "list of certificates", of: "" };
  const { items } = await reader.list(purpose, async (NextToken) => {
    const page = await acm.send(
      new ListCertificatesCommand({
        NextToken,
        MaxItems: PAGE_ITEMS,
        Includes: { keyTypes: KEY_TYPES },
      }),
    );
    return { items: page.CertificateSummaryList, next: page.NextToken };
  });
  const arns = new Set(items.map(({ CertificateArn = "" }) => CertificateArn));
  for (const { certificateArns } of options.listeners) {
    for (const arn of certificateArns) {
      if (parseArn(arn)?.service === "acm") arns.add(arn);
      else reader.note([iamCertificate(arn)]);
    }
  }
  const read = [...arns].map((arn) => readCertificate({ acm, arn }, reader, options.judge));
  return (await Promise.all(read)).filter((item) => item !== null);
}

async function readCertificate(
  { acm, arn }: { acm: AwsClients["acm"]; arn: string },
  reader: AccountReader,
  judge: CertificateJudge,
): Promise<CertificateItem | null> {
  const of = `certificate ${arn}`;
  const described = await reader.call({ part: "certificates", what: "description", of }, () =>
    acm.send(new DescribeCertificateCommand({ CertificateArn: arn })),
  );
  if (typeof described === "string" || described.Certificate === undefined) return null;
  const certificate = described.Certificate;
  // Before it is issued there is none, and GetCertificate would fail.
  const isThere = certificate.NotAfter !== undefined;
  const got = isThere
    ? await reader.call({ part: "certificates", what: "chain", of }, () =>
        acm.send(new GetCertificateCommand({ CertificateArn: arn })),
      )
    : "gone";
  const chainPem = typeof got === "string" ? "" : joinedPem(got.Certificate, got.CertificateChain);
  return certificateItem({ certificate, chainPem }, judge);
}

/** Listeners may have server certificates of IAM, too. */
function iamCertificate(arn: string) {
  const why = "server certificates of IAM are not read";
  return { what: `certificate ${arn}`, part: "certificates" as const, why };
}
