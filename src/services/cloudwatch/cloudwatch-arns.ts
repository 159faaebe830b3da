// The ARNs of what CloudWatch keeps.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
import { formatArn, partitionOf } from "../../base/arn.ts";
import type { Scope } from "../../store/records.ts";

export function alarmArn({ account, region }: Scope, name: string): string {
  const partition = partitionOf(region);
  return formatArn({
    partition,
    service: "cloudwatch",
    region,
    account,
    resource: `alarm:${name}`,
  });
}

/** Dashboards belong to no region. */
export function dashboardArn({ account, region }: Scope, name: string): string {
  const partition = partitionOf(region);
  const resource = `dashboard/${name}`;
  return formatArn({ partition, service: "cloudwatch", region: "", account, resource });
}
