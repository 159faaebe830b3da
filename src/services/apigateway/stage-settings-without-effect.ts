// Stage settings that are kept and answered, but change nothing yet.
import type { Stage } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";

/** Says which settings of the stage are kept without effect. */
export function warnOfStageSettings(context: OperationContext, stage: Stage): void {
  const settings: string[] = [];
  if (stage.tracingEnabled === true) settings.push("tracingEnabled");
  // There is no Firehose to deliver to.
  if (stage.accessLogSettings?.destinationArn?.includes(":firehose:") === true) {
    settings.push("accessLogSettings/destinationArn");
  }
  const methods = Object.values(stage.methodSettings ?? {});
  if (methods.some((method) => method.cacheDataEncrypted === true)) {
    settings.push("caching/dataEncrypted");
  }
  if (settings.length === 0) return;
  context.logger.warn("Settings of a stage are kept and answered, but have no effect", {
    stageName: stage.stageName ?? "",
    settings,
  });
}
