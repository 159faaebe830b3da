// Keeps the local authority's root in two files of the data directory, where people find the certificate to trust.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AuthorityStorage } from "./certificate-authority.ts";

const CERTIFICATE_FILE = "local-ca.pem";
const KEY_FILE = "local-ca-key.pem";

export function authorityFiles(directory: string): AuthorityStorage {
  const certificateFile = join(directory, CERTIFICATE_FILE);
  const keyFile = join(directory, KEY_FILE);
  return {
    load() {
      // The certificate is written last: where it is, the key is whole.
      if (!existsSync(certificateFile)) return undefined;
      return {
        certificatePem: readFileSync(certificateFile, "utf8"),
        privateKeyPem: readFileSync(keyFile, "utf8"),
      };
    },
    save(root) {
      writeWhole(keyFile, root.privateKeyPem, 0o600);
      writeWhole(certificateFile, root.certificatePem, 0o644);
    },
  };
}

/** Nothing half written is ever found under the file's own name. */
function writeWhole(file: string, text: string, mode: number): void {
  const draft = `${file}.new`;
  writeFileSync(draft, text, { mode, flush: true });
  renameSync(draft, file);
}

/** The root of a process that keeps nothing. */
export function authorityInMemory(): AuthorityStorage {
  return { load: () => undefined, save: () => {} };
}
