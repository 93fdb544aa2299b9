// The long form, a section at a time: back, next, and at the end the form's own button. Nothing is lost on the
// way, since all of it stays in the page.
import { say } from './words.ts';

let at = 0;

const sectionsOf = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLFieldSetElement>('fieldset[data-section]')];

function button(text: string, go: () => void, quiet = false): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  if (quiet) made.className = 'quiet';
  made.addEventListener('click', go);
  return made;
}

export function startOver(): void {
  at = 0;
}

/** Turns to the section of that name, if the form has it. */
export function turnTo(name: string | undefined): void {
  const form = document.querySelector<HTMLFormElement>('#report');
  if (!form) return;
  const found = sectionsOf(form).findIndex(({ dataset }) => dataset.section === name);
  if (found >= 0) show(form, found);
}

/** True when it turned to the next section instead of sending: Enter in a field means "on". */
export function onwards(form: HTMLFormElement): boolean {
  const last = sectionsOf(form).length - 1;
  if (at >= last) return false;
  show(form, at + 1);
  return true;
}

function show(form: HTMLFormElement, which: number, focus = true): void {
  const sections = sectionsOf(form);
  at = Math.min(Math.max(which, 0), sections.length - 1);
  sections.forEach((section, i) => { section.hidden = i !== at; });
  form.dataset.at = at === sections.length - 1 ? 'last' : 'way';
  form.closest('main')?.classList.toggle('begun', at > 0);
  const step = form.querySelector<HTMLElement>('.step')!;
  step.textContent = say('step', { n: at + 1, count: sections.length });
  const [back, next] = form.querySelectorAll<HTMLButtonElement>('.turn button');
  back!.hidden = at === 0;
  next!.hidden = at === sections.length - 1;
  const send = sendOf(form);
  if (send) send.hidden = at < sections.length - 1;
  if (!focus) return;
  const legend = sections[at]!.querySelector<HTMLElement>('legend') ?? sections[at]!;
  legend.tabIndex = -1;
  legend.focus({ preventScroll: true });
  document.querySelector('main')?.scrollIntoView({ block: 'start' });
}

const sendOf = (form: HTMLFormElement) =>
  [...form.querySelectorAll<HTMLElement>('button:not([type=button])')].find((one) => !one.closest('fieldset'));

export function enhanceSections(): void {
  const form = document.querySelector<HTMLFormElement>('#report');
  if (!form || sectionsOf(form).length < 2) return;
  const step = document.createElement('p');
  step.className = 'step';
  form.prepend(step);
  const turn = document.createElement('div');
  turn.className = 'turn';
  turn.append(button(say('back'), () => show(form, at - 1), true), button(say('next'), () => show(form, at + 1)));
  const send = sendOf(form);
  if (send) send.before(turn);
  else form.append(turn);
  if (send) turn.append(send);
  show(form, at, false);
}
