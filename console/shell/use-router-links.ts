// Links of Cloudscape components are followed by the router where they stay in the console, so that pages are real
// links for the browser (new tab, copy address) and still load nothing twice.
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { BASE } from "../commons/href.ts";

/** Takes clicks on links into the console; all others are the browser's. */
export function useRouterLinks(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = (event.target as Element | null)?.closest("a[href]") ?? null;
      const address = link?.getAttribute("href") ?? "";
      if (link === null || link.hasAttribute("target")) return;
      if (address !== BASE && !address.startsWith(`${BASE}/`)) return;
      event.preventDefault();
      void navigate(address.slice(BASE.length) || "/");
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [navigate]);
}
