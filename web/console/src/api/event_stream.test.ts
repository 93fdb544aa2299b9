import { describe, expect, it } from "vitest";
import { EventReader, type ServerEvent, type StreamState, followEvents, pauseBefore } from "./event_stream";

const stream =
  ': jium\nretry: 2000\n\nid: 7\nevent: block_request_filed\ndata: {"seq":7}\n\n: beat\n\nid: 8\nevent: ladder_changed\ndata: a\ndata: b\n\n';

describe("the reader", () => {
  it("gives the same events however the stream is cut", () => {
    const whole = new EventReader().take(stream);
    expect(whole).toEqual([
      { id: "7", event: "block_request_filed", data: '{"seq":7}' },
      { id: "8", event: "ladder_changed", data: "a\nb" },
    ]);
    for (const ends of ["\n", "\r\n", "\r"]) {
      const text = stream.replaceAll("\n", ends);
      for (let cut = 0; cut <= text.length; ++cut) {
        const reader = new EventReader();
        const events = [...reader.take(text.slice(0, cut)), ...reader.take(text.slice(cut))];
        // A last carriage return may still become a line end of two characters.
        const expected = ends === "\r" ? whole.slice(0, events.length) : whole;
        expect(events, `cut at ${cut}`).toEqual(expected);
        expect(events.length).toBeGreaterThanOrEqual(ends === "\r" ? 1 : 2);
      }
    }
  });

  it("tells nothing for an event without data, and keeps half an event to itself", () => {
    const reader = new EventReader();
    expect(reader.take("event: x\nid: 3\n\n")).toEqual([]);
    expect(reader.lastId).toBe("3");
    expect(reader.take("data: half\n")).toEqual([]);
    expect(reader.take("\n")).toEqual([{ id: "3", event: "message", data: "half" }]);
  });
});

describe("following", () => {
  const answer = (text: string): Response => new Response(text);
  it("comes back with the last id, and ends where it is not allowed", async () => {
    const [asked, events, states]: [string[], ServerEvent[], StreamState[]] = [[], [], []];
    const answers = [answer("id: 1\ndata: a\n\n"), new Response("", { status: 403 })];
    const real = globalThis.setTimeout;
    globalThis.setTimeout = ((work: () => void) => real(work, 0)) as unknown as typeof setTimeout;
    try {
      await followEvents(
        (lastId) => {
          asked.push(lastId);
          const next = answers.shift();
          return next ? Promise.resolve(next) : Promise.reject(new Error("asked too often"));
        },
        { onEvent: (event) => events.push(event), onState: (state) => states.push(state) },
        new AbortController().signal,
      );
    } finally {
      globalThis.setTimeout = real;
    }
    expect(asked).toEqual(["", "1"]);
    expect(events.map((event) => event.data)).toEqual(["a"]);
    expect(states).toEqual(["connecting", "live", "waiting", "ended"]);
  });

  it("waits longer each time, and never longer than a minute", () => {
    expect([0, 1, 2, 10].map(pauseBefore)).toEqual([2000, 4000, 8000, 60_000]);
  });
});
