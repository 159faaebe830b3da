// Tags of alarms and dashboards: the limits on keys and values and their two forms, AWS's list and our map.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html
import type { Tag } from "@aws-sdk/client-cloudwatch";
import type { Tags } from "../../store/records.ts";
import { Constraints } from "../../protocol/constraints.ts";
import { parseArn } from "../../base/arn.ts";
import type { OperationContext } from "../operation-context.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { arnNotFound, invalidValue } from "./cloudwatch-errors.ts";
import { findAlarm, type FoundAlarm } from "./find-alarm.ts";

const TAGS_MAX = 50;

/** `present` with the tags of a request added; refuses what AWS refuses of them. */
export function withTags(present: Tags, added: readonly Tag[] | undefined): Tags {
  const constraints = new Constraints();
  for (const [index, { Key, Value }] of (added ?? []).entries()) {
    const path = `tags.${index + 1}.member`;
    constraints
      .length(`${path}.key`, Key, { min: 1, max: 128 })
      .length(`${path}.value`, Value, { max: 256 });
  }
  constraints.throwIfViolated();
  const tags: Tags = { ...present };
  for (const { Key = "", Value = "" } of added ?? []) {
    if (Key.toLowerCase().startsWith("aws:")) {
      throw invalidValue(`Tag key ${Key} must not begin with aws:, which is reserved.`);
    }
    tags[Key] = Value;
  }
  if (Object.keys(tags).length > TAGS_MAX) {
    throw invalidValue(`A resource must not have more than ${TAGS_MAX} tags.`);
  }
  return tags;
}

/** What a tagging operation is about. */
export interface TaggedResource {
  readonly tags: Tags;
  readonly setTags: (tags: Tags) => void;
}

/** The alarm or dashboard with that ARN. */
export async function requireTaggedResource(
  { records, account, region }: OperationContext,
  arn: string,
): Promise<TaggedResource> {
  const parsed = parseArn(arn);
  if (parsed?.service !== "cloudwatch") throw invalidValue(`The value ${arn} is not a valid ARN.`);
  const name = parsed.resource.replace(/^(alarm:|dashboard\/)/, "");
  if (parsed.account === account && parsed.resource.startsWith("alarm:")) {
    const found = parsed.region === region ? await findAlarm(records, name) : undefined;
    if (found !== undefined) return taggedAlarm(records, name, found);
  }
  if (parsed.account === account && parsed.resource.startsWith("dashboard/")) {
    const body = await records.get("dashboard", name);
    if (body !== undefined) {
      return {
        tags: body.tags,
        setTags: (tags) => records.put("dashboard", name, { ...body, tags }),
      };
    }
  }
  throw arnNotFound(arn);
}

function taggedAlarm(records: ScopedRecords, name: string, found: FoundAlarm): TaggedResource {
  return {
    tags: found.body.tags,
    setTags: (tags) => {
      if (found.kind === "metric-alarm") {
        records.put("metric-alarm", name, { ...found.body, tags });
      } else {
        records.put("composite-alarm", name, { ...found.body, tags });
      }
    },
  };
}
