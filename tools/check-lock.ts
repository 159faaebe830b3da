// Verifies that the lock file names every optional package of every platform. A registry that lags behind makes
// npm leave some out without a word, and then `npm ci` refuses the lock file everywhere.
import { readFileSync } from "node:fs";

interface LockEntry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Names of optional packages that the lock file should have and has not. */
export function missingFromLock(lockText: string): string[] {
  const { packages } = JSON.parse(lockText) as { packages: Readonly<Record<string, LockEntry>> };
  const missing: string[] = [];
  for (const [path, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      const places = [`node_modules/${name}`, `${path}/node_modules/${name}`];
      if (places.every((place) => packages[place] === undefined)) missing.push(name);
    }
  }
  return missing;
}

if (import.meta.main) {
  const missing = missingFromLock(readFileSync("package-lock.json", "utf8"));
  for (const name of missing) console.error(`package-lock.json lacks ${name}`);
  if (missing.length > 0) process.exit(1);
}
