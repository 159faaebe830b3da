// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const loadBalancerPages: RouteObject[] = [
  {
    path: "load-balancers",
    lazy: async () => ({ Component: (await import("./load-balancer-list.tsx")).LoadBalancerList }),
  },
  {
    path: "load-balancers/create",
    lazy: async () => ({
      Component: (await import("./create-load-balancer.tsx")).CreateLoadBalancer,
    }),
  },
  {
    path: "load-balancers/:arn",
    lazy: async () => ({
      Component: (await import("./load-balancer-detail.tsx")).LoadBalancerDetail,
    }),
  },
  {
    path: "load-balancers/:arn/attributes",
    lazy: async () => ({ Component: (await import("./edit-attributes.tsx")).EditAttributes }),
  },
  {
    path: "listeners/:arn",
    lazy: async () => ({ Component: (await import("./listener-detail.tsx")).ListenerDetail }),
  },
  {
    path: "target-groups",
    lazy: async () => ({ Component: (await import("./target-group-list.tsx")).TargetGroupList }),
  },
  {
    path: "target-groups/:arn",
    lazy: async () => ({
      Component: (await import("./target-group-detail.tsx")).TargetGroupDetail,
    }),
  },
];
