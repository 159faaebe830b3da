// From an integration's settings to the integration. Adding a kind is a file and a branch here.
import { failure } from "../../base/failure.ts";
import type { IntegrationSnapshot } from "../../store/snapshots.ts";
import { HttpProxyIntegration } from "./http-proxy.ts";
import type { Integration, IntegrationServices } from "./integration.ts";
import { fillStageVariables, parsePublicUri } from "./public-uri.ts";
import { UnavailableIntegration } from "./unavailable-integration.ts";
import { VpcLinkIntegration } from "./vpc-link.ts";

/** Compiles an integration for a stage with those variables. */
export function createIntegration(
  snapshot: IntegrationSnapshot,
  stageVariables: Readonly<Record<string, string>>,
  services: IntegrationServices,
): Integration {
  const unavailable = (kind: "not-supported" | "integration-misconfigured", detail: string) => {
    services.runtime.logger.warn("Cannot call an integration", {
      integrationId: snapshot.integrationId,
      reason: detail,
    });
    return new UnavailableIntegration(snapshot, failure(kind, detail));
  };
  if (snapshot.type === "AWS_PROXY") {
    return unavailable("not-supported", "Postern has no AWS_PROXY integrations yet");
  }
  const uri = fillStageVariables(snapshot.uri, stageVariables);
  if (snapshot.connectionType === "VPC_LINK") {
    if (uri.includes(":servicediscovery:")) {
      return unavailable("not-supported", "Postern has no Cloud Map integrations yet");
    }
    const vpcLinkId = fillStageVariables(snapshot.vpcLinkId ?? "", stageVariables);
    return new VpcLinkIntegration(snapshot, services, { uri, vpcLinkId });
  }
  const publicUri = parsePublicUri(uri);
  if (publicUri === null) {
    return unavailable("integration-misconfigured", `Cannot read the integration's URI: ${uri}`);
  }
  return new HttpProxyIntegration(snapshot, services, publicUri);
}
