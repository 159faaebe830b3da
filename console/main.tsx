// The console's entry: React, the router, and nothing else. Everything that a page needs is loaded with the page.
import "@cloudscape-design/global-styles/index.css";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { applyTheme } from "./commons/theme.ts";
import { router } from "./shell/router.tsx";

applyTheme();
const root = document.getElementById("root");
if (root === null) throw new Error("Cannot start: the page has no #root");
createRoot(root).render(<RouterProvider router={router} />);
