// The design system's style sheet has its fonts in it, as text: a browser has to read all of them before it draws
// anything, also those that no page uses. They become files, which are loaded when text is set in them.
import { createHash } from "node:crypto";

const DATA_FONT = /url\((["']?)data:font\/woff2;base64,([A-Za-z0-9+/=]+)\1\)/g;

export interface StyleSheet {
  readonly css: string;
  /** By file name; they stand in the same folder as the style sheet. */
  readonly fonts: ReadonlyMap<string, Buffer>;
}

/** The style sheet with its fonts beside it; named by their content, as everything in that folder is. */
export function withFontFiles(css: string): StyleSheet {
  const fonts = new Map<string, Buffer>();
  const moved = css.replaceAll(DATA_FONT, (_url, _quote, base64: string) => {
    const font = Buffer.from(base64, "base64");
    const hash = createHash("sha256").update(font).digest("base64url").slice(0, 8);
    const name = `font-${hash}.woff2`;
    fonts.set(name, font);
    return `url(./${name})`;
  });
  return { css: moved, fonts };
}
