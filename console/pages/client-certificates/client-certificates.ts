// Certificates that API Gateway shows to backends, and the stages that use them.
import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { listRestStages } from "../../commons/rest-stages.ts";
import { memberPatches } from "../apis-rest/patches.ts";

const PAGE_ITEMS = 500;

/** Newest first. */
export async function listClientCertificates(): Promise<ClientCertificate[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getClientCertificates({ limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => Number(b.createdDate ?? 0) - Number(a.createdDate ?? 0));
}

export async function getClientCertificate(id: string): Promise<ClientCertificate> {
  return (await apiGateway()).getClientCertificate({ clientCertificateId: id });
}

export async function generateClientCertificate(description: string): Promise<ClientCertificate> {
  return (await apiGateway()).generateClientCertificate(description === "" ? {} : { description });
}

export async function setDescription(before: ClientCertificate, after: string): Promise<void> {
  const patchOperations = memberPatches("/description", before.description, after);
  if (patchOperations.length === 0) return;
  await (
    await apiGateway()
  ).updateClientCertificate({
    clientCertificateId: before.clientCertificateId,
    patchOperations,
  });
}

export async function deleteClientCertificate(id: string): Promise<void> {
  await (await apiGateway()).deleteClientCertificate({ clientCertificateId: id });
}

/** A stage that shows a certificate to its backends. */
export interface CertificateStage {
  readonly certificateId: string;
  readonly apiId: string;
  readonly apiName: string;
  readonly stageName: string;
}

/** The uses of all certificates. */
export async function listUses(): Promise<CertificateStage[]> {
  return (await listRestStages()).flatMap(({ apiId, apiName, stages }) =>
    stages.flatMap(({ clientCertificateId = "", stageName = "" }) =>
      clientCertificateId === ""
        ? []
        : [{ certificateId: clientCertificateId, apiId, apiName, stageName }],
    ),
  );
}
