// Where the work is done, so that no page ever stands still: one file at a time, which is read here and goes
// nowhere else.
import { digestsOf } from './digests.ts';
import { PdqModule } from './pdq.ts';
import { hashPicture } from './picture.ts';
import { recognise } from './recognise.ts';
import type { FilePrints, Progress, Report, Step, Task } from './records.ts';

const say = (report: Report) => postMessage(report);
let loading: Promise<PdqModule> | undefined;

// Digests read the file once, perceptual hashes once more; decoding takes longer.
const shareOfDigests = 0.3;
const betweenReports = 50;  // ms

async function printsOf(file: Blob, wasm: string, tell: (progress: Progress) => void): Promise<FilePrints> {
  const begin = new Uint8Array(await file.slice(0, 256).arrayBuffer());
  const what = recognise(begin);
  const share = what ? shareOfDigests : 1;
  const fingerprints = await digestsOf(file, (done) => tell({ step: 'digests', done: done * share }));
  const made: FilePrints = { fingerprints, size: file.size };
  if (!what) return { ...made, unread: 'kind-unknown' };
  made.kind = what.kind;
  made.format = what.format;
  if (what.kind === 'video' && !what.container) return { ...made, unread: 'container' };
  loading ??= PdqModule.load(fetch(wasm, { credentials: 'omit' }));
  const module = await loading;
  const step: Step = what.kind === 'image' ? 'picture' : 'video';
  const further = (done: number) => tell({ step, done: share + done * (1 - share) });
  further(0);
  if (what.kind === 'image') {
    const found = await hashPicture(file, what.format, module);
    return { ...made, ...found, fingerprints: [...fingerprints, ...found.fingerprints] };
  }
  const { hashVideo } = await import('./video.ts');
  const { codec, ...found } = await hashVideo(file, module, further);
  if (codec) made.format = `${what.format}; ${codec}`;
  return { ...made, ...found, fingerprints: [...fingerprints, ...found.fingerprints] };
}

addEventListener('message', async ({ data }: MessageEvent<Task>) => {
  let told = 0;
  let most = 0;
  const tell = ({ step, done }: Progress) => {
    most = Math.max(most, done);
    if (performance.now() - told < betweenReports) return;
    told = performance.now();
    say({ id: data.id, progress: { step, done: most } });
  };
  try {
    say({ id: data.id, prints: await printsOf(data.file, data.wasm, tell) });
  } catch (problem) {
    loading = undefined;
    say({ id: data.id, failed: problem instanceof Error ? problem.message : 'unknown' });
  }
});
