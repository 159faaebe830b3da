// Client certificates in a browser: generated, read, described, and deleted once no stage uses them.
import { X509Certificate } from "node:crypto";
import { UpdateStageCommand } from "@aws-sdk/client-api-gateway";
import { expect } from "vitest";
import { RestStack } from "../support/rest-stack.ts";
import { browserTest, useConsole } from "./console-bed.ts";

const openBed = useConsole();

browserTest(
  "a client certificate is generated, read and described, and deleted once no stage uses it",
  async () => {
    const { page, open, stack, expectAccessible, expectFits, complaints } = await openBed();
    const rest = new RestStack(stack);
    const api = await rest.createApi({ name: "pet shop" });
    await api.method({ path: "/pets", integration: { type: "MOCK" } });
    await api.deploy();

    await open("/");
    await page.getByRole("link", { name: "Client certificates", exact: true }).click();
    await page.getByText("No client certificates").waitFor();
    await page.getByRole("button", { name: "Generate certificate" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Description - optional").fill("for the backend");
    await expectAccessible();
    await dialog.getByRole("button", { name: "Generate" }).click();
    const row = page.getByRole("row", { name: /for the backend/ });
    const link = row.getByRole("link");
    const id = (await link.textContent()) ?? "";
    const use = (value: string) =>
      rest.client.send(
        new UpdateStageCommand({
          restApiId: api.restApiId,
          stageName: "prod",
          patchOperations: [{ op: "replace", path: "/clientCertificateId", value }],
        }),
      );
    await use(id);
    await page.getByRole("button", { name: "Refresh Client certificates" }).click();
    await row.getByText("pet shop: prod").waitFor();

    await link.click();
    await page.getByRole("heading", { name: id, level: 1 }).waitFor();
    const pem = (await page.getByText("-----BEGIN CERTIFICATE-----").textContent()) ?? "";
    expect(new X509Certificate(pem).subject).toContain("CN=ApiGateway");
    await page.getByRole("button", { name: "Copy the certificate" }).waitFor();
    await page.getByRole("link", { name: "prod" }).waitFor();
    await expectAccessible();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await dialog.getByLabel("Description").fill("for the pet shop's backend");
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByText("for the pet shop's backend").waitFor();

    await page.getByRole("button", { name: "Delete" }).click();
    await dialog.getByText("prod of pet shop").waitFor();
    await dialog.getByLabel(`To confirm, type ${id}`).fill(id);
    await dialog.getByRole("button", { name: "Delete" }).click();
    await dialog.getByText("because it is used by stage").waitFor();
    await use("");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("No client certificates").waitFor();

    await page.setViewportSize({ width: 400, height: 800 });
    await expectFits();
    await expectAccessible();
    expect(complaints.filter((text) => !text.startsWith("400 "))).toEqual([]);
  },
);
