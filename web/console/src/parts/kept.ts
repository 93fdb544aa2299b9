// What this browser keeps of a person's liking: language, how tables are sorted. Never a word about anybody.
const prefix = 'jium.console.';

export function kept<T>(name: string): T | undefined {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? undefined : JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing is no reason to stop.
  }
}
