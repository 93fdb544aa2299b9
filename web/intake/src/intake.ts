// What the survivors' pages gain where scripts run. The pages are the server's and work without this: here a long
// form is asked a section at a time, files are fingerprinted on the device, and the way out is quicker.
// Nothing is kept: no storage, no cookie, one entry in the browser's history.
import { allRead, enhanceFiles, forgetFiles, stillReading } from './files.ts';
import { watchForLeaving, whenLeaving } from './leave.ts';
import { sendForm, tell, watchPages } from './pages.ts';
import { enhanceSections, onwards } from './sections.ts';
import { say, takeWords } from './words.ts';

let sending = false;

async function send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  if (sending) return;
  sending = true;
  form.setAttribute('aria-busy', 'true');
  if (form.id === 'report' && stillReading() > 0) {
    tell(say('sending_waits', { n: stillReading() }));
    await allRead();
  }
  tell(say('sending'));
  if (await sendForm(form, button) && document.getElementById('notice')?.textContent === say('sending')) tell('');
  form.removeAttribute('aria-busy');
  sending = false;
}

function watchForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    if (form.id === 'report' && onwards(form)) return;
    void send(form, event.submitter);
  });
}

function enhancePage(): void {
  takeWords();
  for (const form of document.forms) form.autocomplete = 'off';
  enhanceSections();
  enhanceFiles();
  showHint();
  const receipt = document.getElementById('receipt');
  if (!receipt || document.getElementById('print')) return;
  const print = document.createElement('button');
  print.type = 'button';
  print.id = 'print';
  print.className = 'quiet';
  print.textContent = say('print');
  print.addEventListener('click', () => window.print());
  receipt.after(print);
}

function showHint(): void {
  const hint = document.createElement('p');
  hint.className = 'hint';
  hint.textContent = say('leave_hint');
  document.getElementById('leave')?.after(hint);
}

watchForLeaving();
whenLeaving(forgetFiles);
watchForms();
watchPages(enhancePage);
enhancePage();
