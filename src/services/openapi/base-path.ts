// What an import does with the base path of its document: `ignore` it (the default), `prepend` it to every resource,
// or `split` it: its first segment is left out, as the stage or a base path mapping stands for it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html

/** The values of the import's parameter `basepath`. */
export const BASE_PATH_MODES = ["ignore", "prepend", "split"] as const;

export type BasePathMode = (typeof BASE_PATH_MODES)[number];

/** The mode by its name in any case; undefined when there is no such mode. */
export function basePathMode(name: string): BasePathMode | undefined {
  return BASE_PATH_MODES.find((mode) => mode === name.toLowerCase());
}

/** What comes before every path of the document: "" or "/segment/…", without a slash at the end. */
export function pathPrefix(basePath: string, mode: BasePathMode): string {
  const segments = basePath.split("/").filter((segment) => segment !== "");
  switch (mode) {
    case "ignore":
      return "";
    case "prepend":
      return segments.map((segment) => `/${segment}`).join("");
    case "split":
      return segments
        .slice(1)
        .map((segment) => `/${segment}`)
        .join("");
  }
}
