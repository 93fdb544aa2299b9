// The page's policy allows style sheets from our own origin and those that carry this answer's nonce, and no text
// ever becomes script. Imported first, before anything that makes a <style>.
import { setNonce } from 'get-nonce';

export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
setNonce(nonce);

interface Policies { createPolicy(name: 'default', rules: { createHTML(text: string): string }): unknown }

// Mantine writes its variables as the text of a <style>, which browsers take for markup. This policy lets through
// what holds no markup, and nothing else; for scripts and their addresses there is no rule, so they are refused.
export function onlyStyles(text: string): string {
  if (text.includes('<')) throw new TypeError('the console makes no markup from text');
  return text;
}
(globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('default', { createHTML: onlyStyles });
