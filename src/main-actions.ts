// What /_postern/… can ask of the parts that main built.
import { builtConsoleDirectory, ConsoleFiles } from "./edge/console-files.ts";
import type { PosternActions, TelemetryActions } from "./edge/postern-routes.ts";
import { reportEndpoints } from "./edge/report-endpoints.ts";
import type { LocalDoctor } from "./main-doctor.ts";
import type { LocalLab } from "./main-lab.ts";
import type { PosternOptions } from "./main.ts";
import type { LocalAuthority } from "./services/acm/local-authority.ts";
import { MACHINE_SCOPE } from "./store/records.ts";
import type { Store } from "./store/store.ts";

export interface PosternParts {
  readonly options: PosternOptions;
  readonly version: string;
  readonly store: Store;
  readonly authority: LocalAuthority;
  readonly telemetry: TelemetryActions;
  readonly doctor: LocalDoctor;
  readonly lab: LocalLab;
  /** "127.0.0.1:41000"; undefined while it is not bound. */
  readonly listenerAddress: (listenerArn: string) => string | undefined;
  readonly reset: () => Promise<void>;
}

export function createPosternActions(parts: PosternParts): PosternActions {
  const { options, store, authority } = parts;
  const machine = MACHINE_SCOPE;
  return {
    version: parts.version,
    region: options.region,
    account: options.accountId,
    telemetry: parts.telemetry,
    doctor: parts.doctor,
    lab: parts.lab,
    console: new ConsoleFiles(builtConsoleDirectory()),
    allowReset: options.allowReset,
    endpoints: (requestHost) =>
      store.read((records) =>
        reportEndpoints(records, `http://${requestHost}`, parts.listenerAddress),
      ),
    localCaPem: () => authority.certificatePem(),
    trustedCaPems: async () => [await authority.certificatePem(), ...options.trustedCaPems],
    reset: parts.reset,
    listInstances: async () => {
      const instances = await store.read((records) => records.in(machine).list("instance"));
      return Object.fromEntries(instances.map(({ id, body }) => [id, body.address]));
    },
    putInstance: (instanceId, address) =>
      store.transaction(async (records) => {
        if (address === null) records.in(machine).delete("instance", instanceId);
        else records.in(machine).put("instance", instanceId, { address });
      }),
  };
}
