// The operations and modelled errors of one service, read from its SDK client's exports. Shapes are compiled when
// an operation is first asked for, so that loading a client costs a pass over its exports and no more.
import type {
  ServiceDefinition,
  ServiceModules,
  AnyOperationHandler,
} from "./service-definition.ts";
import type { Shape, StructureShape } from "./shape.ts";
import { NormalizedSchema } from "@smithy/core/schema";
import { ShapeTable } from "./shape.ts";

/** Where restJson1 binds an operation: method, path template and the status of success. */
export interface HttpTrait {
  readonly method: string;
  readonly pathTemplate: string;
  readonly status: number;
}

/** An operation of the model; `handler` is absent for those that Postern does not have. */
export interface Operation<Context> {
  readonly name: string;
  readonly http: HttpTrait | undefined;
  readonly input: Shape;
  readonly output: Shape;
  readonly handler: AnyOperationHandler<Context> | undefined;
}

/** What the model says of one of its exceptions. */
export interface ErrorShape {
  readonly shapeId: string;
  /** The name after the `#`. */
  readonly name: string;
  readonly shape: StructureShape;
  readonly status: number;
  /** The code and status that the query protocols give it. */
  readonly queryCode: string;
  readonly queryStatus: number;
}

// [9, namespace, name, traits, input, output]: @smithy/types, StaticOperationSchema.
const OPERATION_SCHEMA = 9;

interface OperationSource {
  readonly traits: unknown;
  readonly input: unknown;
  readonly output: unknown;
}

/** A service whose client is loaded. */
export class LoadedService<Context> {
  readonly definition: ServiceDefinition<Context>;
  readonly #shapes: ShapeTable;
  readonly #sources = new Map<string, OperationSource>();
  readonly #operations = new Map<string, Operation<Context>>();
  readonly #errorSources = new Map<string, unknown>();
  readonly #errors = new Map<string, ErrorShape>();
  readonly #handlers: ServiceModules<Context>["handlers"];

  constructor(definition: ServiceDefinition<Context>, modules: ServiceModules<Context>) {
    this.definition = definition;
    this.#handlers = modules.handlers;
    this.#shapes = new ShapeTable(definition.fractionalMembers);
    for (const [name, exported] of Object.entries(modules.sdk)) {
      if (name === "errorTypeRegistries") this.#readErrors(exported);
      else if (Array.isArray(exported) && exported[0] === OPERATION_SCHEMA) {
        const [, , operationName, traits, input, output] = exported as unknown[];
        this.#sources.set(String(operationName), { traits, input, output });
      }
    }
    for (const name of Object.keys(modules.handlers)) {
      if (!this.#sources.has(name)) {
        throw new TypeError(`Cannot load ${definition.name}: its model has no operation ${name}`);
      }
    }
  }

  get operationNames(): readonly string[] {
    return [...this.#sources.keys()];
  }

  /** Method, path and status of an operation, without compiling it. */
  httpOf(name: string): HttpTrait | undefined {
    return readHttp(this.#sources.get(name)?.traits);
  }

  operation(name: string): Operation<Context> | undefined {
    let operation = this.#operations.get(name);
    if (operation !== undefined) return operation;
    const source = this.#sources.get(name);
    if (source === undefined) return undefined;
    operation = {
      name,
      http: readHttp(source.traits),
      input: this.#shapes.shapeOf(source.input),
      output: this.#shapes.shapeOf(source.output),
      handler: this.#handlers[name],
    };
    this.#operations.set(name, operation);
    return operation;
  }

  /** The model's entry for an exception by its class's static `shapeId`. */
  errorShape(shapeId: string): ErrorShape | undefined {
    let error = this.#errors.get(shapeId);
    if (error !== undefined) return error;
    const source = this.#errorSources.get(shapeId);
    if (source === undefined) return undefined;
    error = readError(shapeId, source, this.#shapes);
    if (error !== undefined) this.#errors.set(shapeId, error);
    return error;
  }

  #readErrors(registries: unknown): void {
    for (const registry of registries as readonly { schemas: Map<string, unknown> }[]) {
      for (const [shapeId, schema] of registry.schemas) {
        if (!shapeId.startsWith("smithy.ts.sdk.synthetic."))
          this.#errorSources.set(shapeId, schema);
      }
    }
  }
}

function readHttp(traits: unknown): HttpTrait | undefined {
  if (typeof traits !== "object" || traits === null || !("http" in traits)) return undefined;
  const [method, pathTemplate, status] = traits.http as [string, string, number];
  return { method, pathTemplate, status };
}

function readError(shapeId: string, source: unknown, shapes: ShapeTable): ErrorShape | undefined {
  const shape = shapes.shapeOf(source);
  if (shape.kind !== "structure") return undefined;
  const traits = NormalizedSchema.of(source as never).getMergedTraits();
  const name = shapeId.slice(shapeId.indexOf("#") + 1);
  const httpError = traits["httpError"] as number | undefined;
  const queryError = traits["awsQueryError"] as [string, number] | undefined;
  const status = httpError ?? (traits.error === "server" ? 500 : 400);
  const [queryCode, queryStatus] = queryError ?? [name, status];
  return { shapeId, name, shape, status, queryCode, queryStatus };
}
