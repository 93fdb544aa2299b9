import { MantineProvider } from '@mantine/core';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it } from 'vitest';
import '../words/index.ts';
import { DataTable } from './DataTable.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

it('a table of a hundred thousand rows has only a few of them in the document, and says how it is sorted', async () => {
  const rows = Array.from({ length: 100_000 }, (_, at) => ({ id: `C-${at}`, name: `Tree ${String((at * 7919) % 100_000).padStart(5, '0')}` }));
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  await act(async () => root.render(
    <MantineProvider><DataTable name="trees" label="Trees" rows={rows} columns={[{ id: 'name', head: 'Name', value: (row) => row.name, width: 100 }]} id={(row) => row.id} empty={null} /></MantineProvider>));
  expect(place.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe('100001');
  expect(place.querySelectorAll('[role=row]').length).toBeLessThan(80);
  const head = [...place.querySelectorAll('button')].find((button) => button.textContent?.startsWith('Name'))!;
  await act(async () => head.click());
  expect(place.querySelector('[role=columnheader]')?.getAttribute('aria-sort')).toBe('ascending');
  await act(async () => root.unmount());
}, 60_000);
