// Any list: sorts, filters, chooses columns, keeps views, exports; quick at a hundred thousand rows, since only the
// rows in sight are in the document. By keyboard: Tab to the table, arrows, Home, End, Enter opens.
//
//   const columns: Column<Case>[] = [{ id: 'pseudonym', head: words('pseudonym'), value: (one) => one.pseudonym, width: 180 }, …];
//   <DataTable name="cases" label={title} rows={cases} columns={columns} id={(one) => one.id} open={(one) => go(`/cases/${one.id}`)} empty={<EmptyState …/>} />
import { Button, Checkbox, Group, Menu, Text, TextInput } from '@mantine/core';
import {
  columnFilteringFeature, columnVisibilityFeature, createColumnHelper, createFilteredRowModel, createSortedRowModel,
  filterFn_includesString, globalFilteringFeature, rowSortingFeature, sortFn_basic, tableFeatures, useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { csvOf, offerFile } from './csv.ts';
import { keep, kept } from './kept.ts';

export interface Column<Row> {
  id: string;
  head: string;
  /** What is sorted, filtered and exported by. */
  value: (row: Row) => string | number | null;
  /** What is shown, when it is more than the value. */
  show?: (row: Row) => ReactNode;
  width: number;
  /** Left out until chosen. */
  hidden?: boolean;
}

export interface DataTableProps<Row> {
  name: string;
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  id: (row: Row) => string;
  open?: (row: Row) => void;
  empty: ReactNode;
  /** Shown beside the filter: buttons for the list, choices that filter it. */
  tools?: ReactNode;
  /** With this the rows have boxes to tick. */
  ticked?: ReadonlySet<string>;
  tick?: (ids: ReadonlySet<string>) => void;
  /** What the list is sorted by at first: "-opened" for newest first. */
  sortedBy?: string;
}

// What is kept of a view in this browser: order and columns. Words that were typed to filter may name somebody, and
// are never kept.
export interface View { name: string; sorting: { id: string; desc: boolean }[]; hidden: string[] }

const features = tableFeatures({
  rowSortingFeature, columnFilteringFeature, globalFilteringFeature, columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(), filteredRowModel: createFilteredRowModel(),
  sortFns: { basic: sortFn_basic }, filterFns: { includesString: filterFn_includesString },
});
const rowHeight = 38;

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { t } = useTranslation();
  if (props.rows.length === 0) return <>{props.tools && <Group mb="xs">{props.tools}</Group>}{props.empty}</>;
  return <Filled {...props} key={props.name} none={t('parts:nothing_matches')} />;
}

function Filled<Row>({ name, label, rows, columns, id, open, tools, ticked, tick, sortedBy, none }: DataTableProps<Row> & { none: string }) {
  const { t } = useTranslation();
  const helper = useMemo(() => createColumnHelper<typeof features, never>(), []);
  const defined = useMemo(() => columns.map((column) => helper.accessor((row: unknown) => column.value(row as Row) as never, {
    id: column.id, header: column.head, sortFn: 'basic', sortUndefined: 'last',
  } as never)), [columns, helper]);
  const first = useMemo(() => kept<View>(`table.${name}`) ?? {
    name: '', sorting: sortedBy ? [{ id: sortedBy.replace(/^-/, ''), desc: sortedBy.startsWith('-') }] : [],
    hidden: columns.filter((column) => column.hidden).map((column) => column.id),
  }, []); // eslint-disable-line
  const table = useTable({
    features, columns: defined as never, data: rows as never, globalFilterFn: 'includesString',
    getColumnCanGlobalFilter: () => true, enableSortingRemoval: false,
    initialState: { sorting: first.sorting, columnVisibility: Object.fromEntries(first.hidden.map((column) => [column, false])) },
  } as never) as unknown as TableLike;
  const { sorting, columnVisibility } = table.state;
  useEffect(() => { keep(`table.${name}`, viewOf('', sorting, columnVisibility)); }, [name, sorting, columnVisibility]);

  const shownColumns = columns.filter((column) => columnVisibility[column.id] !== false);
  const shownRows = table.getRowModel().rows.map((row) => row.original as Row);
  // Heads and rows are grids of their own: the same least width keeps their columns under one another.
  const least = shownColumns.reduce((sum, column) => sum + column.width, tick ? 44 : 0);
  const layout = { minWidth: least, gridTemplateColumns: `${tick ? '44px ' : ''}${shownColumns.map((column) => `minmax(${column.width}px, ${column.width}fr)`).join(' ')}` };
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: shownRows.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 8 });
  const [active, setActive] = useState(-1);
  const base = useId();

  const move = (event: KeyboardEvent) => {
    if (event.target !== box.current) return;
    const last = shownRows.length - 1;
    const to = { ArrowDown: Math.min(active + 1, last), ArrowUp: Math.max(active - 1, 0), Home: 0, End: last,
      PageDown: Math.min(active + 15, last), PageUp: Math.max(active - 15, 0) }[event.key];
    const row = shownRows[active];
    if (to !== undefined) { event.preventDefault(); setActive(to); virtual.scrollToIndex(to); }
    else if (event.key === 'Enter' && row) { event.preventDefault(); open?.(row); }
    else if (event.key === ' ' && row && tick && ticked) { event.preventDefault(); tick(toggled(ticked, id(row))); }
  };
  const exportRows = () => offerFile(`jium-${name}-${new Date().toISOString().slice(0, 10)}.csv`,
    csvOf([shownColumns.map((column) => column.head), ...shownRows.map((row) => shownColumns.map((column) => column.value(row)))]));

  return (
    <div>
      <Group mb="xs" gap="xs" className="no-print">
        <TextInput size="xs" placeholder={t('parts:filter')} aria-label={t('parts:filter')} onChange={(event) => { table.setGlobalFilter(event.currentTarget.value); setActive(-1); }} />
        {tools}
        <ColumnMenu columns={columns} table={table} />
        <ViewMenu name={name} table={table} />
        <Button size="compact-sm" variant="default" onClick={exportRows}>{t('parts:export')}</Button>
        <Text size="sm" c="dimmed" role="status">{t('parts:rows', { count: shownRows.length })}</Text>
      </Group>
      {shownRows.length === 0 ? <Text py="md" c="dimmed">{none}</Text> :
      <div ref={box} className="table" role="grid" tabIndex={0} aria-label={label} aria-rowcount={shownRows.length + 1} aria-multiselectable={tick ? true : undefined}
        aria-activedescendant={active >= 0 ? `${base}${active}` : undefined} onKeyDown={move}>
        <div role="rowgroup">
          <div className="row heads" role="row" aria-rowindex={1} style={layout}>
            {tick && ticked && <span role="columnheader"><Checkbox size="xs" aria-label={t('parts:tick_all')} checked={ticked.size > 0 && shownRows.every((row) => ticked.has(id(row)))}
              indeterminate={ticked.size > 0 && !shownRows.every((row) => ticked.has(id(row)))}
              onChange={(event) => tick(event.currentTarget.checked ? new Set(shownRows.map(id)) : new Set())} /></span>}
            {shownColumns.map((column) => {
              const by = sorting.find((one) => one.id === column.id);
              return <span key={column.id} role="columnheader" aria-sort={by ? (by.desc ? 'descending' : 'ascending') : 'none'}>
                <button type="button" onClick={() => { table.setSorting([{ id: column.id, desc: by ? !by.desc : false }]); setActive(-1); }}>
                  {column.head}<span aria-hidden="true">{by ? (by.desc ? ' ↓' : ' ↑') : ''}</span></button></span>;
            })}
          </div>
        </div>
        <div className="body" role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth: least }}>
          {virtual.getVirtualItems().map((item) => {
            const row = shownRows[item.index]!;
            return <div key={id(row)} id={`${base}${item.index}`} className="row" role="row" aria-rowindex={item.index + 2} data-active={item.index === active || undefined}
              data-opens={open ? true : undefined} aria-selected={ticked ? ticked.has(id(row)) : undefined}
              style={{ ...layout, transform: `translateY(${item.start}px)` }}
              onClick={(event) => { if (!(event.target as HTMLElement).closest('button, input, a, label')) { setActive(item.index); open?.(row); } }}>
              {tick && ticked && <span role="gridcell"><Checkbox size="xs" aria-label={t('parts:tick')} checked={ticked.has(id(row))} onChange={() => tick(toggled(ticked, id(row)))} /></span>}
              {shownColumns.map((column) => <span key={column.id} role="gridcell">{column.show ? column.show(row) : column.value(row)}</span>)}
            </div>;
          })}
        </div>
      </div>}
    </div>
  );
}

// Of TanStack's table, whose types follow the features, what is used here.
interface TableLike {
  state: { sorting: { id: string; desc: boolean }[]; columnVisibility: Record<string, boolean> };
  getRowModel(): { rows: { original: unknown }[] };
  setGlobalFilter(text: string): void;
  setSorting(sorting: { id: string; desc: boolean }[]): void;
  setColumnVisibility(visibility: Record<string, boolean>): void;
}

export function toggled(ids: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(one)) next.add(one);
  return next;
}

export function viewOf(name: string, sorting: View['sorting'], visibility: Record<string, boolean>): View {
  return { name, sorting, hidden: Object.entries(visibility).filter(([, shown]) => !shown).map(([column]) => column) };
}

function ColumnMenu<Row>({ columns, table }: { columns: readonly Column<Row>[]; table: TableLike }) {
  const { t } = useTranslation();
  const visibility = table.state.columnVisibility;
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target><Button size="compact-sm" variant="default">{t('parts:columns')}</Button></Menu.Target>
      <Menu.Dropdown>
        {columns.map((column) => <Menu.Item key={column.id} role="menuitemcheckbox" aria-checked={visibility[column.id] !== false}
          onClick={() => table.setColumnVisibility({ ...visibility, [column.id]: visibility[column.id] === false })}>
          <span aria-hidden="true">{visibility[column.id] === false ? '☐' : '☑'} </span>{column.head}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function ViewMenu({ name, table }: { name: string; table: TableLike }) {
  const { t } = useTranslation();
  const [views, setViews] = useState(() => kept<View[]>(`views.${name}`) ?? []);
  const [title, setTitle] = useState('');
  const change = (next: View[]) => { setViews(next); keep(`views.${name}`, next); };
  const take = (view: View) => {
    table.setSorting(view.sorting);
    table.setColumnVisibility(Object.fromEntries(view.hidden.map((column) => [column, false])));
  };
  const add = () => {
    if (title.trim() === '') return;
    change([...views.filter((view) => view.name !== title.trim()), viewOf(title.trim(), table.state.sorting, table.state.columnVisibility)]);
    setTitle('');
  };
  return (
    <Menu>
      <Menu.Target><Button size="compact-sm" variant="default">{t('parts:views')}</Button></Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => <Menu.Item key={view.name} onClick={() => take(view)}>{view.name}</Menu.Item>)}
        {views.length > 0 && <Menu.Divider />}
        <Group p="xs" gap="xs" wrap="nowrap">
          <TextInput size="xs" aria-label={t('parts:view_name')} placeholder={t('parts:view_name')} value={title} onChange={(event) => setTitle(event.currentTarget.value)}
            onKeyDown={(event) => { event.stopPropagation(); if (event.key === 'Enter') add(); }} />
          <Button size="compact-sm" onClick={add}>{t('parts:view_keep')}</Button>
        </Group>
        {views.map((view) => <Menu.Item key={`-${view.name}`} onClick={() => change(views.filter((one) => one !== view))}>{t('parts:view_forget', { name: view.name })}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
