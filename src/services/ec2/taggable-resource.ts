// The resources that tags can be put on, by the prefix of their id, and how each keeps them.
import type { Tag } from "@aws-sdk/client-ec2";
import type { ScopedRecords } from "../../store/store.ts";
import { ec2Error, groupNotFound, subnetNotFound, vpcNotFound } from "./ec2-errors.ts";

export interface TaggableResource {
  readonly resourceId: string;
  readonly resourceType:
    | "vpc"
    | "subnet"
    | "security-group"
    | "security-group-rule"
    | "network-interface";
  readonly tags: readonly Tag[];
  replaceTags(tags: Tag[]): void;
}

/** The resource of that id. Throws EC2's error for an id that is not there. */
export async function findTaggableResource(
  records: ScopedRecords,
  id: string,
): Promise<TaggableResource> {
  const found = (await taggableResources(records)).find(({ resourceId }) => resourceId === id);
  if (found !== undefined) return found;
  if (id.startsWith("vpc-")) throw vpcNotFound(id);
  if (id.startsWith("subnet-")) throw subnetNotFound(id);
  if (id.startsWith("sg-")) throw groupNotFound(id);
  throw ec2Error("InvalidID", `The ID '${id}' is not valid`);
}

/** Every resource of the account and region that can bear tags. */
export async function taggableResources(records: ScopedRecords): Promise<TaggableResource[]> {
  const found: TaggableResource[] = [];
  for (const { id, body } of await records.list("vpc")) {
    found.push({
      resourceId: id,
      resourceType: "vpc",
      tags: body.vpc.Tags ?? [],
      replaceTags: (Tags) => records.put("vpc", id, { vpc: { ...body.vpc, Tags } }),
    });
  }
  for (const { id, body } of await records.list("subnet")) {
    found.push({
      resourceId: id,
      resourceType: "subnet",
      tags: body.subnet.Tags ?? [],
      replaceTags: (Tags) => records.put("subnet", id, { subnet: { ...body.subnet, Tags } }),
    });
  }
  for (const { id, body } of await records.list("network-interface")) {
    const { networkInterface } = body;
    found.push({
      resourceId: id,
      resourceType: "network-interface",
      tags: networkInterface.TagSet ?? [],
      replaceTags: (TagSet) =>
        records.put("network-interface", id, { networkInterface: { ...networkInterface, TagSet } }),
    });
  }
  return [...found, ...(await securityGroupResources(records))];
}

async function securityGroupResources(records: ScopedRecords): Promise<TaggableResource[]> {
  const found: TaggableResource[] = [];
  for (const { id, body } of await records.list("security-group")) {
    const { securityGroup, rules } = body;
    found.push({
      resourceId: id,
      resourceType: "security-group",
      tags: securityGroup.Tags ?? [],
      replaceTags: (Tags) =>
        records.put("security-group", id, { securityGroup: { ...securityGroup, Tags }, rules }),
    });
    for (const rule of rules) {
      found.push({
        resourceId: rule.SecurityGroupRuleId ?? "",
        resourceType: "security-group-rule",
        tags: rule.Tags ?? [],
        replaceTags: (Tags) =>
          records.put("security-group", id, {
            securityGroup,
            rules: rules.map((other) => (other === rule ? { ...rule, Tags } : other)),
          }),
      });
    }
  }
  return found;
}
