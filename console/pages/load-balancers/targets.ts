// Targets of a group and their health.
import { loadBalancing } from "../../commons/aws-clients.ts";

export interface TargetRow {
  readonly id: string;
  readonly port: number;
  readonly zone: string;
  readonly state: string;
  /** AWS's reason code and its sentence; "" when healthy. */
  readonly reason: string;
  readonly description: string;
}

export async function describeTargets(targetGroupArn: string): Promise<TargetRow[]> {
  const client = await loadBalancing();
  const { TargetHealthDescriptions = [] } = await client.describeTargetHealth({
    TargetGroupArn: targetGroupArn,
  });
  return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    id: Target?.Id ?? "",
    port: Target?.Port ?? 0,
    zone: Target?.AvailabilityZone ?? "",
    state: TargetHealth?.State ?? "",
    reason: TargetHealth?.Reason ?? "",
    description: TargetHealth?.Description ?? "",
  }));
}

export async function registerTarget(
  targetGroupArn: string,
  target: { readonly id: string; readonly port: string },
): Promise<void> {
  const client = await loadBalancing();
  await client.registerTargets({
    TargetGroupArn: targetGroupArn,
    Targets: [{ Id: target.id, Port: target.port === "" ? undefined : Number(target.port) }],
  });
}

export async function deregisterTargets(
  targetGroupArn: string,
  targets: readonly TargetRow[],
): Promise<void> {
  const client = await loadBalancing();
  await client.deregisterTargets({
    TargetGroupArn: targetGroupArn,
    Targets: targets.map(({ id, port }) => ({ Id: id, Port: port })),
  });
}
