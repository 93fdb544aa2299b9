// Single keys act only where nobody is typing, and only without Ctrl, Alt and Meta (WCAG 2.2, 2.1.4: they can be
// turned off).
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="combobox"], [role="textbox"]') !== null;
}

/** g, and within a second and a half a letter. */
export class Sequence {
  private began = 0;
  /** The letter that completes "g letter", or null. */
  press(key: string, now: number): string | null {
    if (this.began && now - this.began < 1500 && /^[a-z,.]$/.test(key)) {
      this.began = 0;
      return key;
    }
    this.began = key === 'g' ? now : 0;
    return null;
  }
}
