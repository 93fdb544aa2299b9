// Pages of the shape that the server writes, for what the script does with them: the stories of the real pages are
// beside this (intake_story.ts).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './jium.ts';

/** What the script says in a language, out of the file that the server reads. */
export function scriptWords(language: 'ko' | 'en'): Record<string, string> {
  const file = readFileSync(join(root, 'data/intake', `words.${language}.toml`), 'utf8');
  return Object.fromEntries([...file.slice(file.indexOf('[script]')).matchAll(/^(\w+) = "(.*)"$/gm)].map(([, key, text]) => [key!, text!]));
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

interface PageOrder { page: 'start' | 'sent' | 'error' | 'progress'; exit: string; language: 'ko' | 'en'; main: string; section?: string }

const frame = ({ page, exit, language, main, section }: PageOrder) => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${language === 'ko' ? '메모' : 'Notes'}</title><link rel="stylesheet" href="/intake/intake.css"><link rel="icon" href="/intake/icon.svg" type="image/svg+xml">
<script src="/intake/intake.js" type="module"></script></head>
<body data-page="${page}" data-exit="${exit}"${section ? ` data-section="${section}"` : ''}>
<nav aria-label="${language === 'ko' ? '나가기' : 'Leave'}"><a id="leave" href="/leave" rel="noreferrer">${language === 'ko' ? '바로 나가기' : 'Leave now'}</a></nav>
<header><form method="post" action="/"><input type="hidden" name="step" value="start">
<button name="language" value="${language === 'ko' ? 'en' : 'ko'}">${language === 'ko' ? 'English' : '한국어'}</button></form></header>
<main>${main}</main>
<aside aria-label="${language === 'ko' ? '도움' : 'Help'}"><ul><li><a href="tel:1366">1366</a></li></ul></aside>
<template id="words" data-words="${escaped(JSON.stringify(scriptWords(language)))}"></template></body></html>`;

const question = (section: string, legend: string, inside: string) =>
  `<fieldset data-section="${section}"><legend>${legend}</legend><small>Why we ask.</small>${inside}</fieldset>`;

export function startPage(exit: string, language: 'ko' | 'en' = 'en', extra = ''): string {
  return frame({ page: 'start', exit, language, main: `<h1>${language === 'ko' ? '천천히 하셔도 됩니다' : 'Take your time'}</h1>${extra}
<form id="report" method="post" action="/"><input type="hidden" name="step" value="send">
${question('harm', 'What happened', '<label><input type="checkbox" name="harm" value="a"> One</label><label><input type="checkbox" name="harm" value="b"> Another</label>')}
${question('age', 'How old are you', '<label><input type="radio" name="age" value="minor"> Under 19</label><label><input type="radio" name="age" value="adult"> 19 or older</label>')}
${question('tell', 'Whom may we tell', '<label><input type="checkbox" name="tell" value="police"> Police</label>')}
${question('files', 'Files', '<label for="files">Choose files</label><input type="file" id="files" multiple hidden><ul id="file-list"></ul><input type="hidden" name="prints">')}
${question('places', 'Where did you see it', '<label for="places">Addresses</label><textarea id="places" name="places"></textarea>')}
${question('contact', 'How may we reach you', '<label for="contact">A safe way</label><input type="text" id="contact" name="contact">')}
${question('words', 'Your own words', '<label for="own">Words</label><textarea id="own" name="words"></textarea>')}
<p>Only now it is sent.</p><button>Send</button></form>` });
}

export const sentPage = (exit: string) =>
  frame({ page: 'sent', exit, language: 'en', main: '<h1>It has arrived</h1><p>Keep this number.</p><output id="receipt">070-1234-5678-90</output>' });

export const errorPage = (exit: string, section: string) =>
  frame({ page: 'error', exit, language: 'en', section, main: '<h1>One thing to change</h1><p>There is a resident number in it.</p>' });
