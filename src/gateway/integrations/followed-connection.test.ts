import { expect, test } from "vitest";
import { noJourneys } from "../../telemetry/journeys/journey-source.ts";
import type { ConnectionInfo, HopIdentity } from "../../wire/byte-stream.ts";
import type { UpstreamConnection } from "../../wire/http1/exchange.ts";
import { FollowedConnection, followedConnection } from "./followed-connection.ts";

const TICKET = { id: "j1", reason: "asked", answerLine: "x-postern-journey: j1\r\n" } as const;
const IDENTITY: HopIdentity = { sourceAddress: "10.0.1.57", vpcLinkId: "l", securityGroupIds: [] };

function connection(localPort: number, identity: HopIdentity | null): UpstreamConnection {
  const info: ConnectionInfo = {
    remoteAddress: "127.0.0.1",
    remotePort: 80,
    localAddress: "127.0.0.1",
    localPort,
    tls: null,
    identity,
  };
  return { description: "", info, peerCertificate: () => null };
}

function recorded() {
  const events: string[] = [];
  const followed = new FollowedConnection(
    {
      ...noJourneys,
      leavesOn: (ticket, address, port) => void events.push(`${ticket.id} ${address}:${port}`),
      isBackFrom: (_ticket, address, port) => void events.push(`back ${address}:${port}`),
    },
    TICKET,
  );
  return { events, followed };
}

test("FollowedConnection.onLeaving() gives a private hop its identity's address, any other its own", () => {
  const { events, followed } = recorded();
  followed.onLeaving(connection(1, IDENTITY));
  followed.isBack();
  followed.onLeaving(connection(2, null));
  expect(events).toEqual(["j1 10.0.1.57:1", "back 10.0.1.57:1", "j1 127.0.0.1:2"]);
});

test("FollowedConnection.onLeaving() takes the request back from a connection that was dead", () => {
  const { events, followed } = recorded();
  followed.onLeaving(connection(1, IDENTITY));
  followed.onLeaving(connection(2, IDENTITY));
  followed.isBack();
  followed.isBack();
  expect(events).toEqual([
    "j1 10.0.1.57:1",
    "back 10.0.1.57:1",
    "j1 10.0.1.57:2",
    "back 10.0.1.57:2",
  ]);
});

test("FollowedConnection.isBack() is silent for a request that never left", () => {
  const { events, followed } = recorded();
  followed.isBack();
  expect(events).toEqual([]);
});

test("followedConnection() makes nothing for a request that nobody follows", () => {
  expect(followedConnection(noJourneys, null)).toBeNull();
  expect(followedConnection(noJourneys, TICKET)).toBeInstanceOf(FollowedConnection);
});
