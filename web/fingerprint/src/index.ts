// The door: hand a file in, get its fingerprints. The file is read on this device, in a worker, and never leaves
// it; what comes back is some numbers of which no picture can be made.
import type { FilePrints, Progress, Report, Task } from './records.js';

export type { Algorithm, FilePrints, Fingerprint, Kind, Progress, Step, Unread } from './records.js';

export interface Options {
  /** Where worker.js lies, on the page's own origin. Beside this file unless told otherwise. */
  worker?: string | URL;
  /** Where pdq.wasm lies. Beside the worker unless told otherwise. */
  wasm?: string | URL;
}

export interface Wish {
  progress?: (progress: Progress) => void;
  /** Stops at once, in the midst of a file too; the promise is then rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** The file could not be read at all: it was moved or taken away, or the parts of this package cannot be fetched. */
export class CannotRead extends Error {}

interface Waiting {
  task: Task;
  wish: Wish;
  resolve(prints: FilePrints): void;
  reject(reason: unknown): void;
}

interface ScriptPolicy { createScriptURL(url: string): unknown }
interface PolicyMaker { createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy }

// Where a page requires Trusted Types, a worker's address must have passed a policy. This one lets a single
// address through.
function trusted(address: string): string {
  const types = (globalThis as { trustedTypes?: PolicyMaker }).trustedTypes;
  if (!types) return address;
  policy ??= types.createPolicy('jium-fingerprint', {
    createScriptURL(url) {
      if (new URL(url).origin !== location.origin) throw new TypeError('a worker comes from the page\'s own origin');
      return url;
    },
  });
  return policy.createScriptURL(address) as string;
}
let policy: ScriptPolicy | undefined;

export class Fingerprinter {
  private worker: Worker | undefined;
  private readonly queue: Waiting[] = [];
  private current: Waiting | undefined;
  private next = 1;
  private readonly workerUrl: URL;
  private readonly wasmUrl: URL;

  constructor(options: Options = {}) {
    this.workerUrl = new URL(options.worker ?? new URL('./worker.js', import.meta.url), location.href);
    this.wasmUrl = new URL(options.wasm ?? new URL('./pdq.wasm', this.workerUrl), location.href);
  }

  /** One file after the other, in the order of the calls. */
  print(file: Blob, wish: Wish = {}): Promise<FilePrints> {
    return new Promise((resolve, reject) => {
      const waiting = { task: { id: this.next++, file, wasm: this.wasmUrl.href }, wish, resolve, reject };
      if (wish.signal?.aborted) return reject(wish.signal.reason);
      wish.signal?.addEventListener('abort', () => this.cancel(waiting), { once: true });
      this.queue.push(waiting);
      this.begin();
    });
  }

  /** Ends all work; what still waits is rejected. */
  close(): void {
    const reason = new DOMException('the fingerprinter was closed', 'AbortError');
    for (const waiting of this.queue.splice(0)) waiting.reject(reason);
    this.current?.reject(reason);
    this.stop();
  }

  private begin(): void {
    if (this.current) return;
    this.current = this.queue.shift();
    if (!this.current) return;
    this.worker ??= this.start();
    this.worker.postMessage(this.current.task);
  }

  private start(): Worker {
    const worker = new Worker(trusted(this.workerUrl.href), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Report>) => this.hear(data));
    worker.addEventListener('error', () => {
      const waiting = this.current;
      this.stop();
      waiting?.reject(new CannotRead('the worker could not be started, or ended'));
      this.begin();
    });
    return worker;
  }

  private stop(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.current = undefined;
  }

  private hear(report: Report): void {
    const waiting = this.current;
    if (!waiting || waiting.task.id !== report.id) return;
    if ('progress' in report) return waiting.wish.progress?.(report.progress);
    this.current = undefined;
    if ('prints' in report) waiting.resolve(report.prints);
    else waiting.reject(new CannotRead(report.failed));
    this.begin();
  }

  private cancel(waiting: Waiting): void {
    const at = this.queue.indexOf(waiting);
    if (at >= 0) this.queue.splice(at, 1);
    waiting.reject(waiting.wish.signal!.reason);
    if (this.current === waiting) {
      // A decoder in the midst of a frame listens to nobody: the worker goes, with all the memory it took.
      this.stop();
      this.begin();
    }
  }
}
