// Addresses of the console's pages, as real links have them: they can be copied and opened in a new tab.
export const BASE = "/_postern/console";

/** The link to a page: href("/apis") is "/_postern/console/apis". */
export function href(path: string): string {
  return BASE + path;
}
