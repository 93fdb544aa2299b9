// The wording of letters and the rules of removal, as the server carries them; a chunk of its own.
import removal from '../../../../../data/rules/removal.toml?raw';
import { letterRules } from './dated_rules.ts';
import { type PreviewRule, readWording, type Wording } from './letter_preview.ts';

export { previewOf } from './letter_preview.ts';

const files = import.meta.glob<string>('../../../../../data/letters/??.toml', {
  eager: true,
  query: '?raw',
  import: 'default',
});
const wordings = new Map<string, Wording>();
for (const text of Object.values(files)) {
  const wording = readWording(text);
  wordings.set(wording.language, wording);
}

export function wordingIn(language: string): Wording | undefined {
  return wordings.get(language);
}

export function rulesIn(language: string): ReadonlyMap<string, PreviewRule> {
  return letterRules(removal, language);
}
