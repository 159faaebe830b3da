// Custom domain names of REST APIs and their base path mappings, as the pages of this section need them.
import type {
  BasePathMapping,
  DomainName,
  EndpointType,
  SecurityPolicy,
} from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { memberPatches } from "../apis-rest/patches.ts";

const PAGE_ITEMS = 500;
/** How the API writes that there is no base path. */
const NO_PATH = "(none)";

/** The page of a domain name. */
export function domainAddress(domainName: string): string {
  return `/custom-domains/${encodeURIComponent(domainName)}/mappings`;
}

/** In order of name. */
export async function listDomains(): Promise<DomainName[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getDomainNames({ limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => (a.domainName ?? "").localeCompare(b.domainName ?? ""));
}

export async function getDomain(domainName: string): Promise<DomainName> {
  return (await apiGateway()).getDomainName({ domainName });
}

export interface DomainDraft {
  readonly name: string;
  readonly endpointType: "REGIONAL" | "EDGE";
  readonly securityPolicy: SecurityPolicy;
  readonly certificateArn: string;
}

export async function createDomain(draft: DomainDraft): Promise<void> {
  const { name, endpointType, securityPolicy, certificateArn } = draft;
  const certificate =
    endpointType === "EDGE" ? { certificateArn } : { regionalCertificateArn: certificateArn };
  await (
    await apiGateway()
  ).createDomainName({
    domainName: name,
    endpointConfiguration: { types: [endpointType] },
    securityPolicy,
    ...(certificateArn === "" ? {} : certificate),
  });
}

export async function deleteDomain(domainName: string): Promise<void> {
  await (await apiGateway()).deleteDomainName({ domainName });
}

const TYPE_TEXTS: Readonly<Record<EndpointType, string>> = {
  REGIONAL: "Regional",
  EDGE: "Edge-optimized",
  PRIVATE: "Private",
};

export function typeText({ endpointConfiguration }: DomainName): string {
  const type = endpointConfiguration?.types?.[0];
  return type === undefined ? "" : TYPE_TEXTS[type];
}

/** What a DNS record would lead to. */
export function targetName(domain: DomainName): string {
  return domain.regionalDomainName ?? domain.distributionDomainName ?? "";
}

export function certificateOf(domain: DomainName): string {
  return domain.regionalCertificateArn ?? domain.certificateArn ?? "";
}

export function securityPolicyText(policy: string | undefined): string {
  return (policy ?? "").replace(/^TLS_(\d)_(\d)$/, "TLS $1.$2");
}

/** In order of path. */
export async function listMappings(domainName: string): Promise<BasePathMapping[]> {
  const client = await apiGateway();
  const found = await everyPage(async (position) => {
    const answer = await client.getBasePathMappings({ domainName, limit: PAGE_ITEMS, position });
    return { items: answer.items, next: answer.position };
  });
  return found.sort((a, b) => pathOf(a).localeCompare(pathOf(b)));
}

/** "" for the mapping of what no other takes. */
export function pathOf({ basePath = NO_PATH }: BasePathMapping): string {
  return basePath === NO_PATH ? "" : basePath;
}

export interface MappingDraft {
  readonly apiId: string;
  /** "": the first part of the path names the stage. */
  readonly stageName: string;
  readonly path: string;
}

export async function createMapping(domainName: string, draft: MappingDraft): Promise<void> {
  const { apiId, stageName, path } = draft;
  await (
    await apiGateway()
  ).createBasePathMapping({
    domainName,
    restApiId: apiId,
    ...(path === "" ? {} : { basePath: path }),
    ...(stageName === "" ? {} : { stage: stageName }),
  });
}

export async function updateMapping(
  domainName: string,
  before: BasePathMapping,
  { apiId, stageName, path }: MappingDraft,
): Promise<void> {
  const patchOperations = [
    ...memberPatches("/basePath", pathOf(before), path),
    ...memberPatches("/restapiId", before.restApiId, apiId),
    ...memberPatches("/stage", before.stage, stageName),
  ];
  if (patchOperations.length === 0) return;
  await (
    await apiGateway()
  ).updateBasePathMapping({ domainName, basePath: before.basePath, patchOperations });
}

export async function deleteMapping(
  domainName: string,
  { basePath }: BasePathMapping,
): Promise<void> {
  await (await apiGateway()).deleteBasePathMapping({ domainName, basePath });
}
