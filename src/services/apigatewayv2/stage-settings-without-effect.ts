// Settings of a stage that are kept and shown but that nothing acts on yet: whoever sets one is told in the log.
import type { AccessLogSettings, RouteSettings } from "@aws-sdk/client-apigatewayv2";
import type { OperationContext } from "../operation-context.ts";

interface StageSettings {
  readonly ApiId: string;
  readonly StageName: string;
  readonly AccessLogSettings?: AccessLogSettings;
  readonly DefaultRouteSettings?: RouteSettings;
  readonly RouteSettings?: Readonly<Record<string, RouteSettings>>;
}

/** Logs a warning for each setting of the input that has no effect. */
export function warnOfStageSettings({ logger }: OperationContext, input: StageSettings): void {
  const stage = { apiId: input.ApiId, stage: input.StageName };
  if (input.AccessLogSettings !== undefined) {
    logger.warn("AccessLogSettings are kept, but no access log is written yet", stage);
  }
  const routeSettings = [input.DefaultRouteSettings, ...Object.values(input.RouteSettings ?? {})];
  if (routeSettings.some((settings) => settings?.DetailedMetricsEnabled === true)) {
    logger.warn("DetailedMetricsEnabled is kept, but there are no metrics yet", stage);
  }
}
