// Custom domain names in a browser: made, mapped to stages, and deleted; and it is said that they are not served.
import { GetBasePathMappingsCommand, GetDomainNameCommand } from "@aws-sdk/client-api-gateway";
import { expect } from "vitest";
import { RestStack } from "../support/rest-stack.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();

browserTest(
  "a custom domain name is made with a certificate, its mapping is changed, and it is deleted by its name",
  async () => {
    const { page, open, stack, expectAccessible, expectFits, complaints } = await openBed();
    const rest = new RestStack(stack);
    const domainName = "api.example.com";
    const certificateArn = await stack.createCertificate(domainName);
    const api = await rest.createApi({ name: "pet shop" });
    await api.method({ path: "/pets", integration: { type: "MOCK" } });
    await api.deploy();

    await open("/");
    await page.getByRole("link", { name: "Custom domain names", exact: true }).click();
    await page.getByText("No custom domain names").waitFor();
    await page.getByText("Kept, not served").waitFor();
    await expectAccessible();
    await page.getByRole("link", { name: "Add domain name" }).click();
    await page.getByLabel("Domain name", { exact: true }).fill("no name");
    await expectAccessible();
    await page.getByRole("button", { name: "Add domain name" }).click();
    await page.getByText("Invalid domain name specified").first().waitFor();
    await page.getByLabel("Domain name", { exact: true }).fill(domainName);
    await page.getByRole("button", { name: /^ACM certificate/ }).click();
    await page.getByRole("option", { name: /^api\.example\.com/ }).click();
    await page.getByRole("button", { name: "Add domain name" }).click();
    await page.getByRole("heading", { name: domainName, level: 1 }).waitFor();
    const made = await rest.client.send(new GetDomainNameCommand({ domainName }));
    expect(made).toMatchObject({
      regionalCertificateArn: certificateArn,
      securityPolicy: "TLS_1_2",
      endpointConfiguration: { types: ["REGIONAL"] },
    });

    await page.getByRole("button", { name: "Add mapping" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^API/ }).click();
    await page.getByRole("option", { name: /^pet shop/ }).click();
    await dialog.getByLabel("Path - optional").fill("two/parts");
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await dialog.getByText("doesn't support the slash character").waitFor();
    await dialog.getByLabel("Path - optional").fill("pets");
    await expectAccessible();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("cell", { name: "Named by the path" }).waitFor();
    await page.getByRole("row", { name: /pets/ }).getByRole("radio").check();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await dialog.getByRole("button", { name: /^Stage/ }).click();
    await page.getByRole("option", { name: "prod" }).click();
    await dialog.getByLabel("Path - optional").fill("");
    await dialog.getByRole("button", { name: "Save changes" }).click();
    const row = page.getByRole("row", { name: /\(none\)/ });
    await row.getByRole("cell", { name: "prod" }).waitFor();
    const { items } = await rest.client.send(new GetBasePathMappingsCommand({ domainName }));
    expect(items).toEqual([{ basePath: "(none)", restApiId: api.restApiId, stage: "prod" }]);
    await row.getByRole("radio").check();

    await page.setViewportSize({ width: 400, height: 800 });
    await page.reload();
    await row.getByRole("radio").check();
    await expectFits();
    await expectAccessible();
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText("No API mappings").waitFor();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByLabel(`To confirm, type ${domainName}`).fill(domainName);
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("No custom domain names").waitFor();
    await expectFits();
    await expectAccessible();
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);
