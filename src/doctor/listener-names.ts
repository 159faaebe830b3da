// Which names a client can ask a listener for, so that what it presents bears the name: those on its certificates,
// the default one's first, concrete ones before wildcards.
import type { CertificateItem, Inventory, ListenerItem } from "./inventory.ts";

/** The listener's certificates that are in the inventory, the default one first. */
export function certificatesOf(inventory: Inventory, listener: ListenerItem): CertificateItem[] {
  const byArn = new Map(inventory.certificates.map((item) => [item.arn, item]));
  const found: CertificateItem[] = [];
  for (const arn of listener.certificateArns) {
    const item = byArn.get(arn);
    if (item !== undefined) found.push(item);
  }
  return found;
}

/** Names to put into a server name: what stands on the certificates; of "*.example.com" a name that it covers. */
export function chosenServerNames(inventory: Inventory, listener: ListenerItem): string[] {
  const names = new Set<string>();
  for (const { names: onCertificate } of certificatesOf(inventory, listener)) {
    for (const name of onCertificate) {
      if (!name.startsWith("*.")) names.add(name);
    }
  }
  for (const { names: onCertificate } of certificatesOf(inventory, listener)) {
    for (const name of onCertificate) {
      if (name.startsWith("*.")) names.add(`backend.${name.slice(2)}`);
    }
  }
  return [...names];
}
