// Certificates in a browser: requested and issued at once, imported, shown with the listeners that have them, deleted.
import { X509Certificate } from "node:crypto";
import { expect } from "vitest";
import { createTestAuthority } from "../support/test-certificates.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();
/** The machine may be busy. */
const PATIENT = { timeout: 10_000 };

browserTest("a certificate is requested and issued at once, and its text can be read", async () => {
  const { page, open, stack, expectAccessible, complaints } = await openBed();
  await open("/certificates");
  await page.getByRole("heading", { name: "Certificates", level: 1 }).waitFor();
  await expectAccessible();
  await page.getByRole("link", { name: "Request" }).click();
  await page.getByLabel("Domain name", { exact: true }).fill("not a name");
  await expectAccessible();
  await page.getByRole("button", { name: "Request" }).click();
  await page.getByText("failed to satisfy constraint").first().waitFor();
  await page.getByLabel("Domain name", { exact: true }).fill("pets.example.com");
  await page.getByRole("button", { name: "Add another name to this certificate" }).click();
  await page.getByLabel("Domain name 2").fill("*.pets.example.com");
  await page.getByRole("button", { name: "Request" }).click();
  await page.getByText("Issued", { exact: true }).waitFor();
  await page.getByText("pets.example.com, *.pets.example.com", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Certificate body", exact: true }).click();
  const pem = (await page.getByText("-----BEGIN CERTIFICATE-----").first().textContent()) ?? "";
  expect(new X509Certificate(pem).subjectAltName).toContain("DNS:*.pets.example.com");
  await expectAccessible();

  const address = page.getByRole("link", { name: "Download Postern's authority" });
  const path = (await address.getAttribute("href")) ?? "";
  const authority = await (await fetch(`${stack.postern.url}${path}`)).text();
  expect(new X509Certificate(pem).checkIssued(new X509Certificate(authority))).toBe(true);
  expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
});

browserTest(
  "a certificate is imported, shown with its listener, and deleted when unused",
  async () => {
    const { page, open, stack, target, expectAccessible, complaints } = await openBed();
    const authority = await createTestAuthority("Shop authority");
    const { chainPem, keyPem } = await authority.issue({ dnsNames: ["shop.example.com"] });
    await open("/certificates");
    await page.getByRole("link", { name: "Import" }).click();
    await page.getByLabel("Certificate body").fill(chainPem);
    await page.getByLabel("Certificate private key").fill("no key");
    await page.getByRole("button", { name: "Import certificate" }).click();
    await page.getByText("The private key is not supported").first().waitFor();
    await page.getByLabel("Certificate private key").fill(keyPem);
    await page.getByLabel("Certificate chain").fill(authority.caPem);
    await expectAccessible();
    await page.getByRole("button", { name: "Import certificate" }).click();
    await page.getByText("Shop authority", { exact: true }).waitFor();
    await page.getByText("No listeners").waitFor();

    const { listenerArn } = await stack.createBalancer({
      type: "application",
      protocol: "HTTPS",
      targetPort: target.port,
      name: "shop",
      certificateName: "used.example.com",
    });
    await open("/certificates");
    const used = page.getByRole("row", { name: /used\.example\.com/ });
    expect(await used.textContent()).toContain("Yes");
    await used.getByRole("link").click();
    await page.getByRole("link", { name: "HTTPS:443" }).waitFor();
    expect(await page.getByRole("link", { name: "HTTPS:443" }).getAttribute("href")).toContain(
      encodeURIComponent(listenerArn),
    );
    await page.getByRole("link", { name: "shop" }).waitFor();
    await expectAccessible();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByLabel("To confirm, type used.example.com").fill("used.example.com");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page
      .getByRole("dialog")
      .getByText(/in use/i)
      .nth(1)
      .waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();

    await page.getByRole("link", { name: "Certificates", exact: true }).first().click();
    await page.setViewportSize({ width: 400, height: 800 });
    const imported = page.getByRole("row", { name: /shop\.example\.com/ });
    await imported.getByRole("radio").check();
    const overflow = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    expect(overflow).toBe(0);
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByLabel("To confirm, type shop.example.com").fill("shop.example.com");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect.poll(() => imported.count(), PATIENT).toBe(0);
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);
