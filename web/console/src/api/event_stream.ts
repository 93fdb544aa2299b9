// Server-sent events by fetch: the browser's own EventSource cannot send the header by which the server knows that a
// request comes from the console. Parsing follows the WHATWG HTML standard, section 9.2.6.

export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** Takes pieces of the stream as they come, in any cut, and gives the events that are complete. */
export class EventReader {
  lastId = "";
  private text = "";
  private fresh = true;
  private event = "";
  private data: string[] = [];

  take(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    this.text += this.fresh && piece.startsWith("\ufeff") ? piece.slice(1) : piece;
    if (piece.length > 0) this.fresh = false;
    // A carriage return at the end may be half of a line end.
    for (let end = lineEnd(this.text); end; end = lineEnd(this.text)) {
      const line = this.text.slice(0, end.at);
      this.text = this.text.slice(end.at + end.length);
      const event = this.line(line);
      if (event) events.push(event);
    }
    return events;
  }

  private line(line: string): ServerEvent | null {
    if (line === "") return this.dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.event = value;
    else if (field === "data") this.data.push(value);
    else if (field === "id" && !value.includes("\0")) this.lastId = value;
    return null;
  }

  private dispatch(): ServerEvent | null {
    const [event, data] = [this.event, this.data];
    [this.event, this.data] = ["", []];
    return data.length === 0 ? null : { id: this.lastId, event: event || "message", data: data.join("\n") };
  }
}

function lineEnd(text: string): { at: number; length: number } | null {
  const at = text.search(/[\r\n]/);
  if (at < 0 || (text[at] === "\r" && at + 1 === text.length)) return null;
  return { at, length: text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1 };
}

export type StreamState = "connecting" | "live" | "waiting" | "ended";

/** How long to wait before trying again: two seconds, doubling to a minute. */
export function pauseBefore(attempt: number): number {
  return Math.min(60_000, 2000 * 2 ** Math.max(0, attempt));
}

interface Listener {
  onEvent(event: ServerEvent): void;
  onState(state: StreamState): void;
}

/** Follows the stream until the signal ends it; comes back with the last id after a break. */
export async function followEvents(open: (lastId: string, signal: AbortSignal) => Promise<Response>, listener: Listener, signal: AbortSignal): Promise<void> {
  const reader = new EventReader();
  for (let attempt = 0; !signal.aborted; ++attempt) {
    listener.onState(attempt === 0 ? "connecting" : "waiting");
    if (attempt > 0) await pause(pauseBefore(attempt - 1), signal);
    try {
      const answer = await open(reader.lastId, signal);
      // The session is over or the role has no stream: trying again would say the same.
      if (answer.status === 401 || answer.status === 403) break;
      if (!answer.ok || !answer.body) continue;
      listener.onState("live");
      attempt = 0;
      await readAll(answer.body, reader, listener);
    } catch {
      // The line broke. What is missed comes after the last id.
    }
  }
  listener.onState("ended");
}

async function readAll(body: ReadableStream<Uint8Array<ArrayBuffer>>, reader: EventReader, listener: Listener): Promise<void> {
  const source = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await source.read(); !piece.done; piece = await source.read()) {
    for (const event of reader.take(piece.value)) listener.onEvent(event);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
