// Two moments at which an answer waits for a person: the session has ended, or who they are must be proved anew.
// Whatever was asked is asked again afterwards, so that nothing that was typed is lost.
export type Gate = 'session' | 'step_up';
type Opener = () => Promise<boolean>;

const openers = new Map<Gate, Opener>();
const open = new Map<Gate, Promise<boolean>>();

/** The frame says here how a person is asked. The promise is true when they came through. */
export function attend(gate: Gate, opener: Opener): () => void {
  openers.set(gate, opener);
  return () => { if (openers.get(gate) === opener) openers.delete(gate); };
}

/** Several answers that wait at once share one dialog. */
export function pass(gate: Gate): Promise<boolean> {
  const waiting = open.get(gate);
  if (waiting) return waiting;
  const opener = openers.get(gate);
  if (!opener) return Promise.resolve(false);
  const asked = opener().finally(() => open.delete(gate));
  open.set(gate, asked);
  return asked;
}
