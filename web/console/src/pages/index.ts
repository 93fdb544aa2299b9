// The pages, in the order of the navigation; one line each.
import type { Page } from './page.ts';

export const pages: readonly Page[] = [
  { name: 'today', path: '/today', opens: 'GET /api/v1/me', letter: 't', load: () => import('./today/Today.tsx') },
  { name: 'sites', path: '/sites', opens: 'GET /api/v1/sites', letter: 'o', load: () => import('./sites/Sites.tsx') },
  { name: 'related', path: '/related', opens: 'GET /api/v1/related', letter: 'l', hard: true, load: () => import('./related/Related.tsx') },
  { name: 'court', path: '/court', opens: 'GET /api/v1/court-papers', letter: 'k', load: () => import('./court/Court.tsx') },
  { name: 'committee', path: '/committee', opens: 'GET /api/v1/block-requests/queue', letter: 'm', hard: true, load: () => import('./committee/Committee.tsx') },
  { name: 'blocks', path: '/blocks', opens: 'GET /api/v1/block-requests', letter: 'b', load: () => import('./feeds/Feeds.tsx') },
  { name: 'feeds', path: '/feeds', opens: 'GET /api/v1/feeds', letter: 'f', load: () => import('./feeds/Feeds.tsx') },
  { name: 'statistics', path: '/statistics', opens: 'GET /api/v1/statistics', letter: 'n', load: () => import('./statistics/Statistics.tsx') },
  { name: 'audit', path: '/audit', opens: 'GET /api/v1/me', letter: 'a', load: () => import('./audit/Audit.tsx') },
  { name: 'settings', path: '/settings', opens: 'GET /api/v1/me', letter: ',', load: () => import('./settings/Settings.tsx') },
];
