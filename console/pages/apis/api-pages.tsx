// The pages of this section and their addresses. Those of REST APIs are listed by themselves.
import type { RouteObject } from "react-router";

const httpApi = async () => ({ Component: (await import("./http-api-page.tsx")).HttpApiPage });

export const apiPages: RouteObject[] = [
  {
    path: "apis",
    lazy: async () => ({ Component: (await import("./api-list.tsx")).ApiList }),
  },
  {
    path: "apis/create",
    lazy: async () => ({ Component: (await import("./create-api.tsx")).CreateApi }),
  },
  // One entry: going from tab to tab and from route to route loads nothing again.
  { path: "apis/http/:apiId/:tab?/:routeId?", lazy: httpApi },
  {
    path: "apis/http/:apiId/integrations/create",
    lazy: async () => ({
      Component: (await import("./http-integration-create.tsx")).HttpIntegrationCreate,
    }),
  },
  {
    path: "apis/http/:apiId/integrations/:integrationId",
    lazy: async () => ({
      Component: (await import("./http-integration-detail.tsx")).HttpIntegrationDetail,
    }),
  },
  {
    path: "apis/http/:apiId/integrations/:integrationId/edit",
    lazy: async () => ({
      Component: (await import("./http-integration-edit.tsx")).HttpIntegrationEdit,
    }),
  },
  {
    path: "apis/http/:apiId/stages/create",
    lazy: async () => ({ Component: (await import("./http-stage-create.tsx")).HttpStageCreate }),
  },
  {
    path: "apis/http/:apiId/stages/:stageName",
    lazy: async () => ({ Component: (await import("./http-stage-detail.tsx")).HttpStageDetail }),
  },
  {
    path: "apis/http/:apiId/stages/:stageName/edit",
    lazy: async () => ({ Component: (await import("./http-stage-edit.tsx")).HttpStageEdit }),
  },
];
