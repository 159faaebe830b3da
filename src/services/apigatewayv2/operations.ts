// The operations of API Gateway v2 that Postern has. What is not in this list answers 501.
import type * as Sdk from "@aws-sdk/client-apigatewayv2";
import type { OperationHandlers } from "../../protocol/handlers.ts";
import type { OperationContext } from "../operation-context.ts";
import { createApi } from "./create-api.ts";
import { createDeployment } from "./create-deployment.ts";
import { createIntegration } from "./create-integration.ts";
import { createRoute } from "./create-route.ts";
import { createStage } from "./create-stage.ts";
import { createVpcLink } from "./create-vpc-link.ts";
import { deleteAccessLogSettings } from "./delete-access-log-settings.ts";
import { deleteApi } from "./delete-api.ts";
import { deleteCorsConfiguration } from "./delete-cors-configuration.ts";
import { deleteDeployment } from "./delete-deployment.ts";
import { deleteIntegration } from "./delete-integration.ts";
import { deleteRouteRequestParameter } from "./delete-route-request-parameter.ts";
import { deleteRouteSettings } from "./delete-route-settings.ts";
import { deleteRoute } from "./delete-route.ts";
import { deleteStage } from "./delete-stage.ts";
import { deleteVpcLink } from "./delete-vpc-link.ts";
import { exportApi } from "./export-api.ts";
import { getApi } from "./get-api.ts";
import { getApis } from "./get-apis.ts";
import { getDeployment } from "./get-deployment.ts";
import { getDeployments } from "./get-deployments.ts";
import { getIntegration } from "./get-integration.ts";
import { getIntegrations } from "./get-integrations.ts";
import { getRoute } from "./get-route.ts";
import { getRoutes } from "./get-routes.ts";
import { getStage } from "./get-stage.ts";
import { getStages } from "./get-stages.ts";
import { getTags } from "./get-tags.ts";
import { getVpcLink } from "./get-vpc-link.ts";
import { getVpcLinks } from "./get-vpc-links.ts";
import { importApi } from "./import-api.ts";
import { reimportApi } from "./reimport-api.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";
import { updateApi } from "./update-api.ts";
import { updateDeployment } from "./update-deployment.ts";
import { updateIntegration } from "./update-integration.ts";
import { updateRoute } from "./update-route.ts";
import { updateStage } from "./update-stage.ts";
import { updateVpcLink } from "./update-vpc-link.ts";

/** By operation name; the dispatcher calls them. */
export const operations = {
  CreateApi: createApi,
  CreateDeployment: createDeployment,
  CreateIntegration: createIntegration,
  CreateRoute: createRoute,
  CreateStage: createStage,
  CreateVpcLink: createVpcLink,
  DeleteAccessLogSettings: deleteAccessLogSettings,
  DeleteApi: deleteApi,
  DeleteCorsConfiguration: deleteCorsConfiguration,
  DeleteDeployment: deleteDeployment,
  DeleteIntegration: deleteIntegration,
  DeleteRouteRequestParameter: deleteRouteRequestParameter,
  DeleteRouteSettings: deleteRouteSettings,
  DeleteRoute: deleteRoute,
  DeleteStage: deleteStage,
  DeleteVpcLink: deleteVpcLink,
  ExportApi: exportApi,
  GetApi: getApi,
  GetApis: getApis,
  GetDeployment: getDeployment,
  GetDeployments: getDeployments,
  GetIntegration: getIntegration,
  GetIntegrations: getIntegrations,
  GetRoute: getRoute,
  GetRoutes: getRoutes,
  GetStage: getStage,
  GetStages: getStages,
  GetTags: getTags,
  GetVpcLink: getVpcLink,
  GetVpcLinks: getVpcLinks,
  ImportApi: importApi,
  ReimportApi: reimportApi,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateApi: updateApi,
  UpdateDeployment: updateDeployment,
  UpdateIntegration: updateIntegration,
  UpdateRoute: updateRoute,
  UpdateStage: updateStage,
  UpdateVpcLink: updateVpcLink,
} as const satisfies OperationHandlers<typeof Sdk, OperationContext>;
