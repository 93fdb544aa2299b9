// The day's dose: minutes on pages with material that weighs, and addresses that were shown. Counted in this browser
// and for the person alone; nobody else sees it, nothing is compared (security.md, 4.2).
import { keep, kept } from '../parts/kept.ts';

export const softStopMinutes = 50;

export interface Dose { day: string; minutes: number; reveals: number; pausedAt: number }

/** The day of Korea, as the quota of reveals counts it. */
export function dayOf(now: number): string {
  return new Date(now + 9 * 3_600_000).toISOString().slice(0, 10);
}

export function doseNow(now = Date.now()): Dose {
  const known = kept<Dose>('dose');
  return known?.day === dayOf(now) ? known : { day: dayOf(now), minutes: 0, reveals: 0, pausedAt: 0 };
}

/** A pause is offered after each fifty minutes since the last one. */
export function pauseIsDue(dose: Dose): boolean {
  return dose.minutes - dose.pausedAt >= softStopMinutes;
}

const listeners = new Set<() => void>();
export function onDose(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}
let shown = doseNow();
export function currentDose(): Dose { return shown; }

export function changeDose(change: (dose: Dose) => Dose): void {
  shown = change(doseNow());
  keep('dose', shown);
  for (const listener of listeners) listener();
}

export function countReveal(): void {
  changeDose((dose) => ({ ...dose, reveals: dose.reveals + 1 }));
}
