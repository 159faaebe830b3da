// Loads each service's SDK client once, at the first request for it: EC2's takes a third of a second and 88 MiB, and
// most installations never ask for it.
import type { ServiceDefinition } from "./service-definition.ts";
import { LoadedService } from "./operation.ts";
import { RestRouter } from "./rest-router.ts";

/** The services of one dispatcher that have been loaded. */
export class ServiceLoader<Context> {
  readonly #loaded = new Map<ServiceDefinition<Context>, LoadedService<Context>>();
  readonly #loading = new Map<ServiceDefinition<Context>, Promise<LoadedService<Context>>>();
  readonly #routers = new Map<LoadedService<Context>, RestRouter>();

  /** The service, if it is there already. */
  loaded(definition: ServiceDefinition<Context>): LoadedService<Context> | undefined {
    return this.#loaded.get(definition);
  }

  /** A load that failed is tried again by the next request. */
  load(definition: ServiceDefinition<Context>): Promise<LoadedService<Context>> {
    let loading = this.#loading.get(definition);
    if (loading === undefined) {
      loading = this.#load(definition).finally(() => this.#loading.delete(definition));
      this.#loading.set(definition, loading);
    }
    return loading;
  }

  router(service: LoadedService<Context>): RestRouter {
    let router = this.#routers.get(service);
    if (router === undefined) {
      router = new RestRouter();
      for (const name of service.operationNames) {
        const http = service.httpOf(name);
        if (http !== undefined) router.add(name, http.method, http.pathTemplate);
      }
      this.#routers.set(service, router);
    }
    return router;
  }

  async #load(definition: ServiceDefinition<Context>): Promise<LoadedService<Context>> {
    const service = new LoadedService(definition, await definition.load());
    this.#loaded.set(definition, service);
    return service;
  }
}
