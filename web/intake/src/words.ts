// The words that the script shows come with the page (data/intake/words.*.toml, [script]).
type Words = Record<string, string>;

// Reasons that a person can do the same about.
const sameAs: Record<string, string> = {
  'unread_container': 'unread_codec', 'unread_no-decoder': 'unread_codec', 'unread_too-large': 'unread_memory',
};

let words: Words = {};

/** Of the page that is shown now. */
export function takeWords(): void {
  try {
    words = JSON.parse(document.getElementById('words')?.dataset.words ?? '{}') as Words;
  } catch {
    words = {};
  }
}

export function say(key: string, values: Record<string, string | number> = {}): string {
  return (words[sameAs[key] ?? key] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
