// Stands between the browser and the program and keeps every byte that went to the program: what the program's
// sockets received, whatever made it.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Recorder {
  /** Where the browser goes instead. */
  url: string;
  /** All that was sent towards the program. */
  received(): Buffer;
  forget(): void;
  close(): Promise<void>;
}

export async function record(to: string): Promise<Recorder> {
  const target = new URL(to);
  let pieces: Buffer[] = [];
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => { open.delete(one); other.destroy(); });
    }
    near.on('data', (piece: Buffer) => { pieces.push(piece); far.write(piece); });
    near.on('end', () => far.end());
    far.pipe(near);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => Buffer.concat(pieces),
    forget: () => { pieces = []; },
    close: () => new Promise((done) => { for (const socket of open) socket.destroy(); server.close(() => done()); }),
  };
}
