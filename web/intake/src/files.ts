// Files are read on this device, one after the other; only their fingerprints go into the form. Names are not
// shown: they may say more than a person wants on the screen.
import { Fingerprinter, type FilePrints } from '@jium/fingerprint';
import { say } from './words.ts';

const most = 50;  // as the server takes (casework/intake_report.h)

interface Chosen {
  number: number;
  file: File;
  stop: AbortController;
  prints?: FilePrints;
  ended: boolean;
  item: HTMLLIElement;
}

let door: Fingerprinter | undefined;
let chosen: Chosen[] = [];
let given = 0;
let waiting: (() => void)[] = [];

const element = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text = '') => {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
};

function size(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes >= 1 ? `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} KB`;
}

const nameOf = (one: Chosen) => say('file', { n: one.number });

function verdict(prints: FilePrints): string {
  if (!prints.unread) return say('done');
  if (!prints.kind) return say('unread_kind');
  return `${say('exact')} ${say(`unread_${prints.unread}`)}`;
}

// The list is drawn anew for a new page, so that nothing that was chosen is lost with the old one.
function draw(one: Chosen): void {
  const remove = element('button', '×');
  remove.type = 'button';
  remove.className = 'remove';
  remove.setAttribute('aria-label', say('remove', { file: nameOf(one) }));
  remove.addEventListener('click', () => takeOut(one));
  const kind = one.prints?.kind ? `${say(one.prints.kind)}, ` : '';
  const told = element('span', one.ended ? (one.prints ? verdict(one.prints) : say('unread_failed')) : say('waiting'));
  told.className = one.ended && (!one.prints || one.prints.unread) ? 'told partly' : 'told';
  one.item.replaceChildren(element('strong', nameOf(one)), ` (${kind}${size(one.file.size)}) `, told, remove);
  if (!one.ended) one.item.append(bar(one));
}

function bar(one: Chosen): HTMLProgressElement {
  const made = element('progress');
  made.max = 1;
  made.value = 0;
  made.setAttribute('aria-label', nameOf(one));
  return made;
}

function takeOut(one: Chosen): void {
  const next = one.item.nextElementSibling ?? one.item.previousElementSibling;
  one.stop.abort();
  one.item.remove();
  chosen = chosen.filter((other) => other !== one);
  (next?.querySelector('button') ?? document.getElementById('files'))?.focus();
  write();
}

async function read(one: Chosen): Promise<void> {
  door ??= new Fingerprinter({ worker: '/intake/worker.js' });
  try {
    one.prints = await door.print(one.file, {
      signal: one.stop.signal,
      progress: ({ done }) => {
        one.item.querySelector('progress')!.value = done;
        one.item.querySelector('.told')!.textContent = say('reading', { percent: Math.floor(done * 100) });
      },
    });
  } catch {
    if (one.stop.signal.aborted) return;
  }
  one.ended = true;
  draw(one);
  tell(`${nameOf(one)}: ${one.item.querySelector('.told')!.textContent}`);
  write();
}

// Only ends are told to a screen reader: percents would talk all the time.
function tell(text: string): void {
  const live = document.getElementById('file-told');
  if (live) live.textContent = text;
}

function write(): void {
  const field = document.querySelector<HTMLInputElement>('#report input[name=prints]');
  const ready = chosen.flatMap(({ prints }) => (prints?.kind ? [{ kind: prints.kind, fingerprints: prints.fingerprints }] : []));
  if (field) field.value = ready.length > 0 ? JSON.stringify(ready) : '';
  if (stillReading() === 0) {
    for (const go of waiting) go();
    waiting = [];
  }
}

export function stillReading(): number {
  return chosen.filter(({ ended }) => !ended).length;
}

export function allRead(): Promise<void> {
  return stillReading() === 0 ? Promise.resolve() : new Promise((go) => waiting.push(go));
}

export function forgetFiles(): void {
  door?.close();
  door = undefined;
  chosen = [];
  given = 0;
}

function choose(files: readonly File[], list: HTMLElement): void {
  for (const file of files) {
    if (chosen.length >= most) return tell(say('too_many', { count: most }));
    const one: Chosen = { number: ++given, file, stop: new AbortController(), ended: false, item: element('li') };
    chosen.push(one);
    draw(one);
    list.append(one.item);
    void read(one);
  }
}

/** Of a page that asks for files. */
export function enhanceFiles(): void {
  const input = document.querySelector<HTMLInputElement>('#files');
  const list = document.getElementById('file-list');
  if (!input || !list) return;
  input.hidden = false;
  input.accept = 'image/*,video/*';
  // The label is the button: what a browser writes beside its own is in the browser's language.
  const label = document.querySelector<HTMLLabelElement>('label[for=files]');
  label?.removeAttribute('hidden');
  if (label) input.classList.add('behind');
  list.removeAttribute('aria-live');  // ends alone are told, beneath
  const live = element('p');
  live.id = 'file-told';
  live.setAttribute('role', 'status');
  list.after(live);
  for (const one of chosen) draw(one);
  list.replaceChildren(...chosen.map(({ item }) => item));
  write();
  input.addEventListener('change', () => {
    choose([...(input.files ?? [])], list);
    input.value = '';  // the same file may be chosen again
  });
}
