// What the lists of journeys and requests are narrowed to, as it stands in the page's address and in /_postern/…'s
// query. Pure.

export const FILTER_NAMES = ["api", "load-balancer", "status", "failed", "method", "path"] as const;

export type FilterName = (typeof FILTER_NAMES)[number];

/** "" where nothing is asked. */
export type RequestFilter = Readonly<Record<FilterName, string>>;

/** The filter in an address. */
export function filterIn(search: URLSearchParams): RequestFilter {
  const entries = FILTER_NAMES.map((name) => [name, search.get(name) ?? ""]);
  return Object.fromEntries(entries) as Record<FilterName, string>;
}

/** The query of a filter, without "?"; "" for everything. */
export function queryOf(filter: RequestFilter): string {
  const query = new URLSearchParams();
  for (const name of FILTER_NAMES) if (filter[name] !== "") query.set(name, filter[name]);
  return query.toString();
}

/** Whether a status can be asked for: nothing, "404" or "4xx". */
export function isStatusFilter(text: string): boolean {
  return /^(?:|[1-5]\d\d|[1-5]xx)$/i.test(text);
}
