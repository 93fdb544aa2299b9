// The pages, in the order of the navigation; one line each.
import type { Page } from './page.ts';

export const pages: readonly Page[] = [
  { name: 'today', path: '/today', opens: 'GET /api/v1/me', letter: 't', load: () => import('./today/Today.tsx') },
];
