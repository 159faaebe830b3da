// What a tag operation's ARN names: one of the resources of REST APIs that can have tags.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
import { parseArn } from "../../base/arn.ts";
import type { Tags } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import type { OperationContext } from "../operation-context.ts";
import { badRequest, notFound } from "./rest-errors.ts";

export interface TaggedResource {
  readonly tags: Tags;
  save(tags: Tags): void;
}

/** One kind of resource: its ARNs after the account, and where it is kept. */
interface TaggableKind {
  readonly pattern: RegExp;
  readonly missing: string;
  readonly find: (records: ScopedRecords, id: string) => Promise<TaggedResource | undefined>;
}

const KINDS: readonly TaggableKind[] = [
  {
    pattern: /^\/restapis\/([^/]+)$/,
    missing: "Invalid API identifier specified",
    async find(records, id) {
      const restApi = (await records.get("rest-api", id))?.restApi;
      return (
        restApi &&
        tagged(restApi, (tags) => records.put("rest-api", id, { restApi: { ...restApi, tags } }))
      );
    },
  },
  {
    pattern: /^\/restapis\/([^/]+\/stages\/[^/]+)$/,
    missing: "Invalid stage identifier specified",
    async find(records, path) {
      const id = path.replace("/stages/", "/");
      const stage = (await records.get("rest-stage", id))?.stage;
      return (
        stage &&
        tagged(stage, (tags) => records.put("rest-stage", id, { stage: { ...stage, tags } }))
      );
    },
  },
  {
    pattern: /^\/vpclinks\/([^/]+)$/,
    missing: "Invalid Vpc Link identifier specified",
    async find(records, id) {
      const vpcLink = (await records.get("rest-vpc-link", id))?.vpcLink;
      return (
        vpcLink &&
        tagged(vpcLink, (tags) =>
          records.put("rest-vpc-link", id, { vpcLink: { ...vpcLink, tags } }),
        )
      );
    },
  },
  {
    pattern: /^\/apikeys\/([^/]+)$/,
    missing: "Invalid API Key identifier specified",
    async find(records, id) {
      const apiKey = (await records.get("api-key", id))?.apiKey;
      return (
        apiKey &&
        tagged(apiKey, (tags) => records.put("api-key", id, { apiKey: { ...apiKey, tags } }))
      );
    },
  },
  {
    pattern: /^\/usageplans\/([^/]+)$/,
    missing: "Invalid Usage Plan ID specified",
    async find(records, id) {
      const usagePlan = (await records.get("usage-plan", id))?.usagePlan;
      return (
        usagePlan &&
        tagged(usagePlan, (tags) =>
          records.put("usage-plan", id, { usagePlan: { ...usagePlan, tags } }),
        )
      );
    },
  },
  {
    pattern: /^\/domainnames\/([^/]+)$/,
    missing: "Invalid domain name identifier specified",
    async find(records, id) {
      const domainName = (await records.get("rest-domain-name", id))?.domainName;
      return (
        domainName &&
        tagged(domainName, (tags) =>
          records.put("rest-domain-name", id, { domainName: { ...domainName, tags } }),
        )
      );
    },
  },
  {
    pattern: /^\/clientcertificates\/([^/]+)$/,
    missing: "Invalid Client Certificate identifier specified",
    async find(records, id) {
      const body = await records.get("client-certificate", id);
      const certificate = body?.clientCertificate;
      return (
        certificate &&
        tagged(certificate, (tags) =>
          records.put("client-certificate", id, {
            ...body,
            clientCertificate: { ...certificate, tags },
          }),
        )
      );
    },
  },
];

/** The resource that the ARN names; throws when it is none of ours or not there. */
export async function findTaggedResource(
  context: OperationContext,
  resourceArn: string,
): Promise<TaggedResource> {
  const arn = parseArn(resourceArn);
  if (arn === undefined || arn.service !== "apigateway") {
    throw badRequest(`Invalid ARN. ARN is not well formed ${resourceArn}`);
  }
  if (arn.region !== context.region) {
    // [I]
    throw badRequest(`Invalid ARN. ARN is not of region ${context.region}: ${resourceArn}`);
  }
  for (const kind of KINDS) {
    const id = kind.pattern.exec(arn.resource)?.[1];
    if (id === undefined) continue;
    const found = await kind.find(context.records, id);
    if (found !== undefined) return found;
    throw notFound(missingMessage(kind, context, id));
  }
  // [I]
  throw notFound(`Invalid resource ARN specified ${resourceArn}`);
}

function missingMessage(kind: TaggableKind, context: OperationContext, id: string): string {
  const isApi = kind.pattern.source.includes("restapis") && !id.includes("/");
  return isApi ? `${kind.missing} ${context.account}:${id}` : kind.missing;
}

function tagged(
  resource: { readonly tags?: Tags | undefined },
  save: (tags: Tags) => void,
): TaggedResource {
  return { tags: resource.tags ?? {}, save };
}
