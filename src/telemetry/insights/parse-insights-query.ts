// Reads a query in the language of CloudWatch Logs Insights: commands between "|". What is no query is refused with
// the place where it stops making sense; commands that Postern does not run are refused by name.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
import type { AggregateName } from "./aggregate.ts";
import {
  aggregateField,
  type AggregateCall,
  type Expression,
  type InsightsCommand,
  type InsightsPlan,
  type NamedExpression,
  type SortKey,
} from "./insights-plan.ts";
import { parseExtraction } from "./parse-extraction.ts";
import { ExpressionParser } from "./parse-expression.ts";
import { QueryReader } from "./query-reader.ts";

/** The largest number that `limit` takes. */
const LIMIT_MAX = 100_000;
const COMMANDS_MAX = 100;
const COLUMNS_MAX = 500;
const DEFAULT_COLUMNS = ["@timestamp", "@message"];
/** AWS's commands that are not there. */
const NOT_THERE: ReadonlySet<string> = new Set([
  "addtotals",
  "anomaly",
  "appendcols",
  "count_frequent",
  "countfrequent",
  "diff",
  "filterindex",
  "join",
  "lookup",
  "pattern",
  "source",
  "subqueries",
  "unmask",
  "unnest",
]);

/** Throws LogStoreError "malformed-query". */
export function parseInsightsQuery(text: string): InsightsPlan {
  return new QueryParser(text).parse();
}

class QueryParser {
  readonly #reader: QueryReader;
  readonly #expressions: ExpressionParser;
  readonly #commands: InsightsCommand[] = [];
  /** By `fields`, or by the last `stats`. */
  #columns: string[] = [];
  #parsed: string[] = [];
  #displayed: string[] | null = null;
  #hasStats = false;

  constructor(text: string) {
    this.#reader = new QueryReader(text);
    this.#expressions = new ExpressionParser(this.#reader);
  }

  parse(): InsightsPlan {
    const reader = this.#reader;
    if (!reader.isAtEnd) {
      do {
        if (this.#commands.length >= COMMANDS_MAX) reader.fail("too many commands found");
        this.#command();
      } while (reader.take("|"));
      if (!reader.isAtEnd) reader.fail();
    }
    return { commands: this.#commands, columns: this.#shown() };
  }

  #shown(): string[] {
    if (this.#displayed !== null) return this.#displayed;
    const begin = this.#columns.length > 0 || this.#hasStats ? this.#columns : DEFAULT_COLUMNS;
    return [...new Set([...begin, ...this.#parsed])];
  }

  #command(): void {
    const reader = this.#reader;
    const offset = reader.at;
    const word = reader.peekWord();
    if (NOT_THERE.has(word)) reader.fail(`command ${word}, which Postern does not have, found`);
    if (word === "" || !reader.takeWord(word)) reader.fail();
    switch (word) {
      case "fields":
        return this.#fields();
      case "display":
        return this.#display();
      case "filter":
        this.#commands.push({ command: "filter", condition: this.#expressions.parse() });
        return;
      case "stats":
        return this.#stats();
      case "sort":
        return this.#sort();
      case "limit":
        return this.#limit();
      case "parse":
        return this.#parse();
      case "dedup":
        return this.#dedup();
      default:
        reader.fail(undefined, offset);
    }
  }

  #list<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    do {
      if (items.length >= COLUMNS_MAX) this.#reader.fail("too many fields found");
      items.push(read());
    } while (this.#reader.take(","));
    return items;
  }

  #named(): NamedExpression {
    const reader = this.#reader;
    const start = reader.at;
    const expression = this.#expressions.parse();
    const written = reader.textSince(start);
    if (reader.takeWord("as")) return { name: reader.expectName(), expression };
    return { name: expression.type === "field" ? expression.name : written, expression };
  }

  #fields(): void {
    const named = this.#list(() => this.#named());
    this.#compute(named);
    this.#columns = [...new Set([...this.#columns, ...named.map(({ name }) => name)])];
    if (this.#columns.length > COLUMNS_MAX) this.#reader.fail("too many fields found");
  }

  /** Of several, the last one counts. */
  #display(): void {
    const named = this.#list(() => this.#named());
    this.#compute(named);
    this.#displayed = named.map(({ name }) => name);
  }

  /** Only what is not simply a field has to be computed. */
  #compute(named: readonly NamedExpression[]): void {
    const items = named.filter(
      ({ name, expression }) => expression.type !== "field" || expression.name !== name,
    );
    if (items.length > 0) this.#commands.push({ command: "fields", items });
  }

  #stats(): void {
    const aggregates: AggregateCall[] = [];
    this.#expressions.onAggregate = (name) => {
      aggregates.push(this.#aggregate(name));
      return { type: "field", name: aggregateField(aggregates.length - 1) };
    };
    const items = this.#list(() => this.#statsItem());
    this.#expressions.onAggregate = null;
    if (aggregates.length === 0) this.#reader.fail("no aggregate in stats found");
    const by = this.#reader.takeWord("by") ? this.#list(() => this.#named()) : [];
    this.#commands.push({ command: "stats", by, aggregates, items });
    this.#columns = [...new Set([...by, ...items].map(({ name }) => name))];
    this.#parsed = [];
    this.#displayed = null;
    this.#hasStats = true;
    this.#expressions.columns = new Set(this.#columns);
  }

  /** As any other, but an aggregate by itself goes by what was written. */
  #statsItem(): NamedExpression {
    const start = this.#reader.at;
    const { name, expression } = this.#named();
    return { name: name.startsWith("\u0000") ? this.#reader.textSince(start) : name, expression };
  }

  /** Behind "count(" and the like. */
  #aggregate(aggregate: AggregateName): AggregateCall {
    const reader = this.#reader;
    const outer = this.#expressions.onAggregate;
    // Of an aggregate there is none.
    this.#expressions.onAggregate = null;
    let part: Expression | null = null;
    let percent = 0;
    const isCount = aggregate === "count";
    if (!(isCount && (reader.take("*") || reader.text.charAt(reader.at) === ")"))) {
      part = this.#expressions.parse();
      if (aggregate === "pct") {
        reader.expect(",");
        const offset = reader.at;
        percent = reader.takeNumber() ?? reader.fail();
        if (percent > 100) reader.fail("invalid percentile found", offset);
      }
    }
    reader.expect(")");
    this.#expressions.onAggregate = outer;
    return { aggregate, part, percent };
  }

  #sort(): void {
    const keys = this.#list((): SortKey => {
      const expression = this.#expressions.parse();
      const isDescending = this.#reader.takeWord("desc");
      if (!isDescending) this.#reader.takeWord("asc");
      return { expression, isDescending };
    });
    this.#commands.push({ command: "sort", keys });
  }

  #limit(): void {
    const offset = this.#reader.at;
    const count = this.#reader.takeNumber() ?? this.#reader.fail();
    if (!Number.isInteger(count) || count < 1 || count > LIMIT_MAX) {
      this.#reader.fail("invalid limit found", offset);
    }
    this.#commands.push({ command: "limit", count });
  }

  #parse(): void {
    const reader = this.#reader;
    const isSourceLeftOut = /["'/]/.test(reader.text.charAt(reader.at));
    const source: Expression = {
      type: "field",
      name: isSourceLeftOut ? "@message" : reader.expectName(),
    };
    const { extraction, names } = parseExtraction(reader);
    this.#commands.push({ command: "parse", source, extraction });
    this.#parsed.push(...names);
  }

  #dedup(): void {
    const keys = this.#list((): Expression => ({ type: "field", name: this.#reader.expectName() }));
    this.#commands.push({ command: "dedup", keys });
  }
}
