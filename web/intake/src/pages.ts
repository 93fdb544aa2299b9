// Forms and links are fetched and the page's body is changed for the answer's, so that the browser's history has
// one entry from the first word to the last. Without script they work as forms and links do.
import { forgetFiles } from './files.ts';
import { startOver, turnTo } from './sections.ts';
import { say } from './words.ts';

interface HtmlPolicy { createHTML(text: string): unknown }
interface PolicyMaker { createPolicy(name: string, rules: { createHTML(text: string): string }): HtmlPolicy }

// Pages come from this server alone (connect-src 'self') and are parsed into a document of their own, in which
// no script runs.
const types = (globalThis as { trustedTypes?: PolicyMaker }).trustedTypes;
const policy = types?.createPolicy('jium-intake', { createHTML: (text) => text });

function parse(text: string): Document {
  return new DOMParser().parseFromString((policy ? policy.createHTML(text) : text) as string, 'text/html');
}

let enhance = () => {};

/** `again`: what makes a page of the server's into one of ours. */
export function watchPages(again: () => void): void {
  enhance = again;
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.button !== 0) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || link.target || link.hasAttribute('download')) return;
    event.preventDefault();
    if (link.getAttribute('href')!.startsWith('#')) return moveTo(to.hash.slice(1));
    void go(to.pathname + to.search, undefined);
  });
}

function moveTo(id: string): void {
  const place = document.getElementById(id);
  if (!place) return;
  place.tabIndex = -1;
  place.focus();
}

function notice(): HTMLElement {
  const found = document.getElementById('notice');
  if (found) return found;
  const made = document.createElement('div');
  made.id = 'notice';
  made.setAttribute('role', 'alert');
  document.querySelector('main')?.prepend(made);
  return made;
}

export function tell(text: string): void {
  notice().textContent = text;
  if (text) notice().scrollIntoView({ block: 'nearest' });
}

/** Sends what a form has, and shows the answer. False when it did not get there. */
export async function sendForm(form: HTMLFormElement, button: HTMLElement | null): Promise<boolean> {
  const fields = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) fields.append(button.name, button.value);
  const said = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === 'string') said.append(name, value);
  const action = (button?.getAttribute('formaction') ?? form.getAttribute('action')) || '/';
  if (form.method === 'post') return go(action, said, form.id === 'report');
  return go(`${action}?${said}`, undefined);
}

async function go(path: string, body: URLSearchParams | undefined, keepForm = false): Promise<boolean> {
  const asked = document.body;
  asked.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(path, {
      method: body ? 'POST' : 'GET',
      headers: { Accept: 'text/html', ...(body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}) },
      ...(body ? { body: body.toString() } : {}),
      credentials: 'omit',
      cache: 'no-store',
    });
    const page = parse(await answer.text());
    if (document.body !== asked) return true;  // the person left, or something newer came
    if (!page.body.dataset.page) throw new Error('not one of our pages');
    if (keepForm && page.body.dataset.page === 'error') showError(page);
    else showPage(page);
    return true;
  } catch {
    tell(say('not_sent'));
    return false;
  } finally {
    document.body.removeAttribute('aria-busy');
  }
}

// What was typed stays; what was wrong is said above it.
function showError(page: Document): void {
  const said = page.querySelector('main') ?? page.body;
  notice().replaceChildren(...[...said.childNodes].filter((one) => !(one instanceof HTMLElement) || !one.matches('form, nav')));
  turnTo(page.body.dataset.section);
  notice().scrollIntoView({ block: 'nearest' });
}

function showPage(page: Document): void {
  const typed = fieldsOf(document.querySelector('#report'));
  const stays = document.body.dataset.page === 'start' && page.body.dataset.page === 'start';
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceWith(document.adoptNode(page.body));
  if (stays) refill(document.querySelector('#report'), typed);
  else {
    forgetFiles();
    startOver();
  }
  enhance();
  scrollTo(0, 0);
  const heading = document.querySelector<HTMLElement>('main .notice, main h1') ?? document.querySelector<HTMLElement>('main');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const fieldsIn = (form: HTMLFormElement | null) =>
  [...(form?.elements ?? [])].filter((one): one is Field => 'value' in one && 'name' in one && !!(one as Field).name && !(one instanceof HTMLButtonElement));

const isTick = (field: Field): field is HTMLInputElement => field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type);
const keyOf = (field: Field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);

function fieldsOf(form: HTMLFormElement | null): Map<string, string | boolean> {
  return new Map(fieldsIn(form).filter(({ type }) => type !== 'hidden').map((field) => [keyOf(field), isTick(field) ? field.checked : field.value]));
}

// The same questions in another language.
function refill(form: HTMLFormElement | null, typed: Map<string, string | boolean>): void {
  for (const field of fieldsIn(form)) {
    const was = typed.get(keyOf(field));
    if (was === undefined) continue;
    if (isTick(field)) field.checked = was as boolean;
    else field.value = was as string;
  }
}
