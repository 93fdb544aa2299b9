// The quick way out: the link that is first on every page, or Shift three times within five seconds (as on
// GOV.UK). First the screen is covered, then everything is taken off the page, then the server forgets the
// session, then the page gives its place in the history to the neutral one. Without script the link does the
// last two by itself.
const presses = 3;
const within = 5000;  // ms

let times: number[] = [];
const beforeLeaving: (() => void)[] = [];

/** Called when the person leaves, before anything else may fail. */
export function whenLeaving(stop: () => void): void {
  beforeLeaving.push(stop);
}

function forget(): void {
  // A cover that is drawn over the words would leave them in the page: they are taken away.
  for (const form of document.forms) form.reset();
  document.body.replaceChildren();
}

export function leave(): void {
  const { exit } = document.body.dataset;
  const session = document.querySelector<HTMLInputElement>('input[name=session]')?.value ?? '';
  document.documentElement.classList.add('gone');
  forget();
  navigator.sendBeacon('/leave', new URLSearchParams({ session }));
  location.replace(exit || '/leave');
  for (const stop of beforeLeaving) stop();
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Shift') {
    times = [];  // a capital letter is no wish to leave
    return;
  }
  if (event.repeat) return;
  const now = performance.now();
  times = [...times.filter((time) => now - time < within), now];
  if (times.length >= presses) leave();
}

export function watchForLeaving(): void {
  addEventListener('keydown', onKey, { capture: true });
  addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('#leave')) return;
    event.preventDefault();
    leave();
  }, { capture: true });
  // What the list of open programs, or a screen that is passed on, would show.
  document.addEventListener('visibilitychange', () =>
    document.documentElement.classList.toggle('covered', document.visibilityState === 'hidden'));
  // A browser may keep a page as it was left, and show it again on Back: it finds an empty one, which asks anew.
  addEventListener('pagehide', () => {
    document.documentElement.classList.add('gone');
    forget();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.replace('/');
  });
}
