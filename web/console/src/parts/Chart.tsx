// A chart with its figures beside it: drawn as SVG by ECharts for those who see it, and a table for everybody else and
// for the printer. The library is fetched when the first chart is shown.
import { Button, Group, Table, Text, useComputedColorScheme } from '@mantine/core';
import type { BarSeriesOption } from 'echarts/charts';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[]; // null: hidden or unknown, drawn as nothing and said in the table
}

interface ChartProps {
  title: string;
  labels: readonly string[];
  series: readonly Series[];
  unit?: string;
  stacked?: boolean;
  unknown: string; // what the table says for null
}

/** Colours that differ in lightness too, with 3:1 and more on both grounds (WCAG 2.2, 1.4.11). */
const inks = {
  light: ['#1f5f5b', '#b3541e', '#6b4c9a', '#5c636a'],
  dark: ['#7fbfb9', '#f0a878', '#b9a3e0', '#adb5bd'],
};

export function optionOf({ labels, series, stacked, unknown }: ChartProps, scheme: 'light' | 'dark', width: number) {
  const ink = scheme === 'dark' ? '#dee2e6' : '#343a40';
  const bars: BarSeriesOption[] = series.map((one) => ({
    type: 'bar',
    name: one.name,
    data: one.values.map((value) => value ?? { value: 0, label: { formatter: unknown } }),
    barMaxWidth: 18,
    ...(stacked ? { stack: 'all' } : {}),
    ...(series.length === 1 ? { label: { show: true, position: 'right', color: ink } } : {}),
  }));
  return {
    animation: false,
    color: inks[scheme],
    textStyle: { fontFamily: 'inherit', color: ink },
    grid: { left: 8, right: 40, top: series.length > 1 ? 34 : 8, bottom: 8, containLabel: true },
    ...(series.length > 1 ? { legend: { top: 0, left: 0, textStyle: { color: ink }, icon: 'rect' } } : {}),
    xAxis: { type: 'value', minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { opacity: 0.3 } } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...labels],
      axisTick: { show: false },
      axisLabel: { color: ink, width: Math.min(180, width / 3), overflow: 'truncate' },
    },
    series: bars,
  };
}

export function Chart(props: ChartProps) {
  const { t } = useTranslation('chart');
  const [asTable, setAsTable] = useState(false);
  const title = useId();
  return (
    <figure className="chart" aria-labelledby={title}>
      <Group justify="space-between" mb={4} wrap="nowrap">
        <Text component="figcaption" id={title} fw={600} size="sm">
          {props.title}
        </Text>
        <Button
          variant="subtle"
          size="compact-xs"
          className="no-print"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {t('as_table')}
        </Button>
      </Group>
      {!asTable && <Drawing {...props} />}
      <div className={asTable ? undefined : 'only-heard'}>
        <Figures {...props} />
      </div>
    </figure>
  );
}

function Drawing(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const height = Math.max(90, props.labels.length * 26 + (props.series.length > 1 ? 60 : 40));
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    let end: (() => void) | undefined;
    let over = false;
    void import('./chart_library.ts').then(({ init }) => {
      if (over) return;
      const chart = init(element, null, { renderer: 'svg' });
      const draw = () => chart.setOption(optionOf(props, scheme, element.clientWidth), true);
      draw();
      const watcher = new ResizeObserver(() => {
        chart.resize();
        draw();
      });
      watcher.observe(element);
      end = () => {
        watcher.disconnect();
        chart.dispose();
      };
    });
    return () => {
      over = true;
      end?.();
    };
  }, [props, scheme]);
  return <div ref={place} style={{ width: '100%', height }} aria-hidden="true" />;
}

function Figures({ title, labels, series, unit, unknown }: ChartProps) {
  return (
    <Table withRowBorders={false} verticalSpacing={2} aria-label={title}>
      <Table.Thead>
        <Table.Tr>
          {unit ? <Table.Th scope="col">{unit}</Table.Th> : <Table.Td />}
          {series.map((one) => (
            <Table.Th key={one.name} scope="col" ta="right">
              {one.name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {labels.map((label, row) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" fw={400}>
              {label}
            </Table.Th>
            {series.map((one) => (
              <Table.Td key={one.name} ta="right">
                {one.values[row] ?? unknown}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
