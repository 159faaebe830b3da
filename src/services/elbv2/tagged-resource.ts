// Tags of a resource by its ARN, whatever kind it is of.
import type { Tags } from "../../store/records.ts";
import type { ScopedRecords } from "../../store/store.ts";
import {
  requireListener,
  requireLoadBalancer,
  requireRule,
  requireTargetGroup,
} from "./find-resource.ts";
import { resourceKindOf } from "./resource-arn.ts";
import { validationError } from "../../protocol/constraints.ts";

/** A resource's tags and how to set others. */
export interface TaggedResource {
  readonly tags: Tags;
  readonly setTags: (tags: Tags) => void;
}

/** The resource of that ARN, or AWS's error for one that is not there. */
export async function requireTaggedResource(
  records: ScopedRecords,
  arn: string,
): Promise<TaggedResource> {
  switch (resourceKindOf(arn)) {
    case "load-balancer": {
      const body = await requireLoadBalancer(records, arn);
      const setTags = (tags: Tags) => records.put("load-balancer", arn, { ...body, tags });
      return { tags: body.tags, setTags };
    }
    case "listener": {
      const body = await requireListener(records, arn);
      return {
        tags: body.tags,
        setTags: (tags) => records.put("listener", arn, { ...body, tags }),
      };
    }
    case "rule": {
      const body = await requireRule(records, arn);
      return { tags: body.tags, setTags: (tags) => records.put("rule", arn, { ...body, tags }) };
    }
    case "target-group": {
      const body = await requireTargetGroup(records, arn);
      const setTags = (tags: Tags) => records.put("target-group", arn, { ...body, tags });
      return { tags: body.tags, setTags };
    }
    case undefined:
      throw validationError(`'${arn}' is not a valid load balancing resource ARN`);
  }
}
