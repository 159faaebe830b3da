// On narrow screens the design system's toolbar is a <nav> with aria-orientation, which that role does not allow
// (https://www.w3.org/TR/wai-aria-1.2/#aria-orientation): screen readers are told what is not so. It is taken off.
import { useEffect } from "react";

const NOT_ALLOWED = "nav[aria-orientation]";

export function useAllowedAttributes(): void {
  useEffect(() => {
    const takeOff = () => {
      for (const element of document.querySelectorAll(NOT_ALLOWED)) {
        element.removeAttribute("aria-orientation");
      }
    };
    const observer = new MutationObserver(takeOff);
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["aria-orientation"],
    });
    takeOff();
    return () => observer.disconnect();
  }, []);
}
