// The pages of one REST API and their addresses. What is inside the frame keeps its title, tabs and Deploy API button;
// forms that fill a page stand outside of it.
import type { RouteObject } from "react-router";

const METHOD = "apis/rest/:apiId/resources/:resourceId/:httpMethod";

export const restApiPages: RouteObject[] = [
  {
    path: "apis/rest/:apiId/resources/:resourceId/create-method",
    lazy: async () => ({ Component: (await import("./create-method.tsx")).CreateMethod }),
  },
  {
    path: `${METHOD}/method-request/edit`,
    lazy: async () => ({
      Component: (await import("./edit-method-request.tsx")).EditMethodRequest,
    }),
  },
  {
    path: `${METHOD}/integration-request/edit`,
    lazy: async () => ({ Component: (await import("./edit-integration.tsx")).EditIntegration }),
  },
  {
    path: "apis/rest/:apiId/authorizers/create",
    lazy: async () => ({
      Component: (await import("./create-authorizer.tsx")).CreateAuthorizer,
    }),
  },
  {
    path: "apis/rest/:apiId/authorizers/:authorizerId/edit",
    lazy: async () => ({ Component: (await import("./edit-authorizer.tsx")).EditAuthorizer }),
  },
  {
    path: "apis/rest/:apiId/resource-policy/edit",
    lazy: async () => ({
      Component: (await import("./edit-resource-policy.tsx")).EditResourcePolicy,
    }),
  },
  {
    path: "apis/rest/:apiId",
    lazy: async () => ({ Component: (await import("./rest-api-frame.tsx")).RestApiFrame }),
    children: [
      { index: true, lazy: resources },
      { path: "resources/:resourceId?/:httpMethod?/:part?", lazy: resources },
      {
        path: "stages",
        lazy: async () => ({ Component: (await import("./stage-list.tsx")).StageList }),
      },
      {
        path: "stages/:stageName",
        lazy: async () => ({ Component: (await import("./stage-detail.tsx")).StageDetail }),
      },
      {
        path: "deployments",
        lazy: async () => ({ Component: (await import("./deployment-list.tsx")).DeploymentList }),
      },
      {
        path: "authorizers",
        lazy: async () => ({ Component: (await import("./authorizer-list.tsx")).AuthorizerList }),
      },
      {
        path: "authorizers/:authorizerId",
        lazy: async () => ({
          Component: (await import("./authorizer-detail.tsx")).AuthorizerDetail,
        }),
      },
      {
        path: "gateway-responses",
        lazy: async () => ({
          Component: (await import("./gateway-response-list.tsx")).GatewayResponseList,
        }),
      },
      {
        path: "models",
        lazy: async () => ({ Component: (await import("./model-list.tsx")).ModelList }),
      },
      {
        path: "resource-policy",
        lazy: async () => ({ Component: (await import("./resource-policy.tsx")).ResourcePolicy }),
      },
      {
        path: "documentation",
        lazy: async () => ({
          Component: (await import("./documentation-view.tsx")).DocumentationView,
        }),
      },
      {
        path: "settings",
        lazy: async () => ({ Component: (await import("./api-settings.tsx")).ApiSettings }),
      },
    ],
  },
];

async function resources() {
  return { Component: (await import("./resources-view.tsx")).ResourcesView };
}
