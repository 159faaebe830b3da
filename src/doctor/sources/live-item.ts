// ARNs of resources whose APIs answer without one, and where live resources stand: at their ARN, in no file.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
import { partitionOf } from "../../base/arn.ts";
import type { InventoryItem } from "../inventory.ts";

/** Whose resources are read. */
export interface LivePlace {
  readonly account: string;
  readonly region: string;
}

/** A live resource is known by its ARN. */
export function liveItem(arn: string): InventoryItem {
  return { arn, location: { file: "", line: 0, column: 0, address: arn } };
}

/** `path`: "/apis/a1b2c3d4e5/stages/prod". API Gateway's ARNs name no account. */
export function gatewayItem({ region }: LivePlace, path: string): InventoryItem {
  return liveItem(`arn:${partitionOf(region)}:apigateway:${region}::${path}`);
}

/** `path`: "subnet/subnet-0a1b2c3d". */
export function networkItem({ account, region }: LivePlace, path: string): InventoryItem {
  return liveItem(`arn:${partitionOf(region)}:ec2:${region}:${account}:${path}`);
}
