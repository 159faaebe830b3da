// Light or dark: what the system says, unless the user chose. The choice is kept in this browser.
import { applyMode, Mode } from "@cloudscape-design/global-styles";

const KEY = "postern.theme";

export type Theme = "light" | "dark" | "system";

/** What the user chose. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** Whether dark is shown now. */
export function isDark(): boolean {
  const theme = chosenTheme();
  return theme === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
}

/** Keeps the choice and shows it. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  applyTheme();
}

/** Shows what was chosen; to be called once at the start. */
export function applyTheme(): void {
  applyMode(isDark() ? Mode.Dark : Mode.Light);
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyTheme);
