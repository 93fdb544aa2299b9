// An address as the console shows it: the site's name in full, of the rest the last four letters. The server folds
// what it sends; this is for what an officer types or pastes, before it is sent.
export function fold(address: string): string {
  const text = address.trim();
  const [, host = text, rest = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([^/?#\s]+)(.*)$/i.exec(text) ?? [];
  const tail = rest.replace(/^\/+$/, '');
  if (tail === '') return host;
  return `${host}/…${tail.length > 8 ? tail.slice(-4) : ''}`;
}
