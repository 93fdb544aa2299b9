// The pages, in the order of the navigation; one line each.
import type { Page } from './page.ts';

export const pages: readonly Page[] = [
  { name: 'today', path: '/today', opens: 'GET /api/v1/me', letter: 't', load: () => import('./today/Today.tsx') },
  { name: 'cases', path: '/cases', opens: 'GET /api/v1/cases', letter: 'c', load: () => import('./cases/Cases.tsx') },
  { name: 'case', path: '/cases/$case', opens: 'GET /api/v1/cases/{case}', load: () => import('./cases/Case.tsx') },
  { name: 'register', path: '/register', opens: 'POST /api/v1/match', letter: 'r', hard: true, load: () => import('./register/Register.tsx') },
  { name: 'sightings', path: '/sightings', opens: 'POST /api/v1/inspections', letter: 's', hard: true, load: () => import('./sightings/Sightings.tsx') },
  { name: 'requests', path: '/requests', opens: 'GET /api/v1/requests', letter: 'q', hard: true, load: () => import('./requests/Requests.tsx') },
  { name: 'request', path: '/requests/one/$request', opens: 'GET /api/v1/requests/{request}', hard: true, load: () => import('./requests/One.tsx') },
  { name: 'batch', path: '/requests/batches/$batch', opens: 'GET /api/v1/batches/{batch}', hard: true, load: () => import('./requests/Batch.tsx') },
  { name: 'reply', path: '/requests/replies/$reply', opens: 'GET /api/v1/replies/{reply}', hard: true, load: () => import('./requests/Reply.tsx') },
  { name: 'task', path: '/requests/tasks/$task', opens: 'GET /api/v1/tasks/{task}', load: () => import('./requests/Task.tsx') },
  { name: 'intake', path: '/intake', opens: 'GET /api/v1/intake', letter: 'i', hard: true, load: () => import('./intake/Intake.tsx') },
  { name: 'report', path: '/intake/$report', opens: 'GET /api/v1/intake/{report}', hard: true, load: () => import('./intake/Report.tsx') },
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
