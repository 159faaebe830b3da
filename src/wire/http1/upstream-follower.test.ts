// Who follows a request learns of its connections before their other ends do, and senders learn of them at all.
import { expect, test } from "vitest";
import { Answer, message, OK, open, settled } from "./client-pool-fixture.ts";
import type { UpstreamConnection, UpstreamFollower } from "./exchange.ts";

class Follower implements UpstreamFollower {
  readonly left: { readonly port: number; readonly seenBefore: number }[] = [];
  readonly #seen: () => number;

  constructor(seen: () => number) {
    this.#seen = seen;
  }

  onLeaving({ info }: UpstreamConnection): void {
    this.left.push({ port: info.localPort, seenBefore: this.#seen() });
  }
}

test("a follower is told the port that the other end sees, before it has a byte of the request", async () => {
  const { pool, ends, end, say } = open();
  const follower = new Follower(() => (ends.length === 0 ? 0 : end().events.text.length));
  pool.request(message({ follower }), new Answer());
  await settled();
  expect(follower.left).toEqual([{ port: end().stream.info.remotePort, seenBefore: 0 }]);
  await say(OK);
  const sent = end().events.text.length;
  expect(sent).toBeGreaterThan(0);
  pool.request(message({ follower }), new Answer());
  expect(follower.left[1]).toEqual({ port: end().stream.info.remotePort, seenBefore: sent });
});

test("a follower is told of the second connection of a request that is sent again", async () => {
  const { ask, end, ends, say } = open();
  const follower = new Follower(() => 0);
  await ask();
  await say(OK);
  const { answer } = await ask({ follower });
  end(0).stream.destroy();
  await settled();
  expect(ends).toHaveLength(2);
  await say(OK, 1);
  expect(answer.body).toBe("ok");
  expect(follower.left.map(({ port }) => port)).toEqual([
    end(0).stream.info.remotePort,
    end(1).stream.info.remotePort,
  ]);
});

test("onUpstreamConnected() gives the connection: where it leads, and no certificate without TLS", async () => {
  const { pool, end } = open();
  const connections: UpstreamConnection[] = [];
  class Listening extends Answer {
    override onUpstreamConnected(_reused: boolean, connection?: UpstreamConnection): void {
      if (connection !== undefined) connections.push(connection);
    }
  }
  pool.request(message(), new Listening());
  await settled();
  const [connection] = connections;
  expect(connection?.description).toBe("target");
  expect(connection?.info).toMatchObject({
    remotePort: 80,
    localPort: end().stream.info.remotePort,
  });
  expect(connection?.peerCertificate()).toBeNull();
});
