// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const vpcLinkPages: RouteObject[] = [
  {
    path: "vpc-links",
    lazy: async () => ({ Component: (await import("./vpc-link-list.tsx")).VpcLinkList }),
  },
  {
    path: "vpc-links/create",
    lazy: async () => ({ Component: (await import("./create-vpc-link.tsx")).CreateVpcLink }),
  },
  {
    path: "vpc-links/:kind/:id",
    lazy: async () => ({ Component: (await import("./vpc-link-detail.tsx")).VpcLinkDetail }),
  },
];
