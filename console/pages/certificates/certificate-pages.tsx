// The pages of this section and their addresses.
import type { RouteObject } from "react-router";

export const certificatePages: RouteObject[] = [];
