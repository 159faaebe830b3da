// The document of the console's first page. Every page starts from the same document, which names what all pages
// need; a page's own code is asked for when that has run. Home's is named here at once: it is the page that most
// visits start with.
import type { Rolldown } from "vite";

const HOME = "/console/pages/home/home.tsx";

/** `document` as Home's own; `base` is the folder of `output` as browsers see it. */
export function homeDocument(
  document: string,
  base: string,
  output: Rolldown.RolldownOutput["output"],
): string {
  const chunks = new Map<string, Rolldown.OutputChunk>();
  for (const item of output) if (item.type === "chunk") chunks.set(item.fileName, item);
  const home = [...chunks.values()].find((chunk) => holds(chunk, HOME));
  if (home === undefined) throw new Error(`Cannot write Home's document: no chunk has ${HOME}`);
  const links: string[] = [];
  const add = (rel: string, name: string) => {
    const address = base + name;
    if (document.includes(`"${address}"`)) return;
    const link = `    <link rel="${rel}" crossorigin href="${address}">\n`;
    if (!links.includes(link)) links.push(link);
  };
  for (const chunk of withImports(home, chunks)) {
    add("modulepreload", chunk.fileName);
    for (const name of chunk.viteMetadata?.importedCss ?? []) add("stylesheet", name);
  }
  return document.replace("  </head>", `${links.join("")}  </head>`);
}

function holds(chunk: Rolldown.OutputChunk, path: string): boolean {
  return chunk.moduleIds.some((id) => id.replaceAll("\\", "/").endsWith(path));
}

/** The chunk and all that it imports, each once. */
function withImports(
  chunk: Rolldown.OutputChunk,
  chunks: ReadonlyMap<string, Rolldown.OutputChunk>,
): Set<Rolldown.OutputChunk> {
  const found = new Set([chunk]);
  // A set goes on to what is added while it is walked.
  for (const { imports } of found) {
    for (const name of imports) {
      const imported = chunks.get(name);
      if (imported !== undefined) found.add(imported);
    }
  }
  return found;
}
