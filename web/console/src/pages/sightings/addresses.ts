// A list of addresses out of what an officer pastes: a line each, or any column of a CSV table. Nothing is guessed:
// what does not begin like an address of the web is counted as not understood.
export interface Pasted { addresses: string[]; notUnderstood: number; twice: number }

export function addressesIn(text: string): Pasted {
  const seen = new Set<string>();
  let notUnderstood = 0;
  let twice = 0;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const found = cells(line).filter((cell) => /^https?:\/\/[^\s/?#]+/i.test(cell));
    if (found.length === 0) ++notUnderstood;
    for (const address of found) {
      if (seen.has(address)) ++twice;
      seen.add(address);
    }
  }
  return { addresses: [...seen], notUnderstood, twice };
}

// RFC 4180, of one line; tabs and semicolons part cells too, but not the commas and semicolons within an address.
function cells(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"|[^,;\t\s]+(?:[,;](?!https?:)[^,;\t\s]+)*/gi)].map((cell) => (cell[1]?.replace(/""/g, '"') ?? cell[0]).trim());
}
