// Everything a run of the lab needs: an authority, sockets, a doctor, and a Postern: its own, or the one that is named.
import { systemClock } from "../base/clock.ts";
import { silentLogger } from "../base/logger.ts";
import { createWireRuntime } from "../wire/runtime.ts";
import { createLabAuthority } from "./certificates.ts";
import type { LabDoctor } from "./lab-doctor.ts";
import { startLabPostern } from "./lab-postern.ts";
import type { LabBench } from "./run-scenario.ts";

export interface OpenBench extends LabBench {
  /** True where the Postern is the lab's own and ends with it. */
  readonly isOwn: boolean;
  close(): Promise<void>;
}

/** `endpointUrl` null: starts a Postern of the lab's own. */
export async function openLabBench(
  endpointUrl: string | null,
  doctorOf: (trustedCas: readonly string[]) => LabDoctor,
): Promise<OpenBench> {
  const authority = await createLabAuthority();
  const postern = endpointUrl === null ? await startLabPostern(authority.caPem) : null;
  const runtime = createWireRuntime({ clock: systemClock, logger: silentLogger });
  return {
    endpointUrl: postern?.url ?? (endpointUrl ?? "").replace(/\/+$/, ""),
    authority,
    isAuthorityTrusted: postern !== null,
    runtime,
    doctor: doctorOf(postern === null ? [] : [authority.caPem]),
    isOwn: postern !== null,
    async close() {
      await postern?.stop();
      runtime.close();
    },
  };
}
