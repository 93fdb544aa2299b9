// All words in Korean and English, a file for each page: ko/cases.json is t('cases:…'). words.test.ts holds the two
// languages to the same keys, and every t('…') in the sources to a key that is there.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keep, kept } from '../parts/kept.ts';

export type Language = 'ko' | 'en';
export const languages: readonly Language[] = ['ko', 'en'];

type Words = Record<string, unknown>;
const files = import.meta.glob<Words>('./*/*.json', { eager: true, import: 'default' });
const resources: Record<string, Record<string, Words>> = { ko: {}, en: {} };
for (const [path, words] of Object.entries(files)) {
  const [, language, name] = /^\.\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? [];
  if (language && name) resources[language]![name] = words;
}

function firstLanguage(): Language {
  const chosen = kept<Language>('language');
  if (chosen) return chosen;
  return navigator.languages.some((language) => language.startsWith('ko')) || !navigator.language ? 'ko' : 'en';
}

void i18next.use(initReactI18next).init({
  resources,
  lng: firstLanguage(),
  fallbackLng: 'ko',
  ns: Object.keys(resources['ko']!),
  defaultNS: 'frame',
  interpolation: { escapeValue: false },
  returnNull: false,
});
document.documentElement.lang = i18next.language;

export function speak(language: Language): void {
  keep('language', language);
  void i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
