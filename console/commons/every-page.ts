// All pages of a list operation, one after the other. Lists here are as long as a person can look through.

/** Calls `page` with the token of the page before until there is none. */
export async function everyPage<Item>(
  page: (
    token: string | undefined,
  ) => Promise<{ items: readonly Item[] | undefined; next: string | undefined }>,
): Promise<Item[]> {
  const found: Item[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await page(token);
    found.push(...(items ?? []));
    token = next === "" ? undefined : next;
  } while (token !== undefined);
  return found;
}
