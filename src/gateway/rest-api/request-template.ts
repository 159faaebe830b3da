// Stage: the integration request's body, by the template of the request's content type. Without one, the body
// passes as it is, or the content type is refused, as passthroughBehavior says. Proxy integrations take no
// template, but for private ones, where it may override the path.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
import { failure } from "../../base/failure.ts";
import { FIELD_CONTENT_TYPE } from "../../wire/http1/fields.ts";
import { CONTINUE, FAILED, type ChainStage } from "./chain-stage.ts";
import { REFUSALS } from "./failures.ts";
import type { LiveRestIntegration } from "./live-method.ts";
import { mediaTypeOf } from "./media-type.ts";
import type { RestApiRequest } from "./request.ts";

const NO_BODY = Buffer.alloc(0);

export const renderRequest: ChainStage = (request) => {
  const integration = request.live?.integration ?? null;
  if (integration === null || integration.snapshot.type === "AWS_PROXY") return CONTINUE;
  const isProxy = integration.snapshot.type === "HTTP_PROXY";
  if (isProxy && integration.requestTemplates.size === 0) return CONTINUE;
  const type = mediaTypeOf(request.exchange.request.get(FIELD_CONTENT_TYPE));
  const template = integration.requestTemplates.get(type);
  if (template === undefined) return isProxy ? CONTINUE : passThrough(request, integration);
  const rendered = template.render(request);
  if (typeof rendered !== "string") {
    request.refuseFor(failure("integration-misconfigured", rendered.message));
    return FAILED;
  }
  if (!isProxy) request.backendBody = Buffer.from(rendered, "utf8");
  return CONTINUE;
};

function passThrough(request: RestApiRequest, integration: LiveRestIntegration): 0 | 3 {
  const { passthroughBehavior } = integration.snapshot;
  const refused =
    passthroughBehavior === "NEVER" ||
    (passthroughBehavior === "WHEN_NO_TEMPLATES" && integration.requestTemplates.size > 0);
  if (refused) {
    request.refuse(REFUSALS.unsupportedMediaType, failure("malformed-body", "No template"));
    return FAILED;
  }
  request.backendBody = request.requestBodyBytes ?? NO_BODY;
  return CONTINUE;
}
