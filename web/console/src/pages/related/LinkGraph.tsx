import { Stack, Table, Text, useComputedColorScheme } from '@mantine/core';
import cytoscape from 'cytoscape';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { GraphEdge, GraphNode } from './links.ts';

const widths = { weak: 1, middle: 3, strong: 5 };

// Cytoscape would write a <style> of its own, which the page's policy refuses; it writes none where one of this
// name stands already. What it would have said stands in console.css.
function standInForStyle(): void {
  const id = '__________cytoscape_stylesheet';
  if (document.getElementById(id)) return;
  const stand = document.createElement('meta');
  stand.id = id;
  document.head.append(stand);
}

/** Cases and what they may belong to, as a drawing; the table below it says the same to everybody. */
export default function LinkGraph({ nodes, edges }: { nodes: readonly GraphNode[]; edges: readonly GraphEdge[] }) {
  const { t } = useTranslation('related');
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (!place.current) return undefined;
    standInForStyle();
    const dark = scheme === 'dark';
    const graph = cytoscape({
      container: place.current,
      elements: [
        ...nodes.map((node) => ({ data: { id: node.id, label: node.label }, classes: node.kind })),
        ...edges.map((edge) => ({
          data: { id: edge.id, source: edge.from, target: edge.to, width: widths[edge.strength] },
          classes: edge.state,
        })),
      ],
      style: [
        {
          selector: 'node',
          style: {
            label: 'data(label)',
            'font-size': 12,
            'text-valign': 'bottom',
            'text-margin-y': 4,
            color: dark ? '#dee2e6' : '#343a40',
            'background-color': dark ? '#7fbfb9' : '#1f5f5b',
            width: 26,
            height: 26,
          },
        },
        { selector: 'node.other', style: { shape: 'diamond', 'background-color': dark ? '#f0a878' : '#b3541e' } },
        {
          selector: 'edge',
          style: {
            width: 'data(width)',
            'line-color': dark ? '#868e96' : '#868e96',
            'line-style': 'dashed',
            'curve-style': 'straight',
          },
        },
        { selector: 'edge.opened', style: { 'line-style': 'solid' } },
      ],
      layout: { name: 'cose', animate: false, randomize: false },
      autoungrabify: true,
      userZoomingEnabled: false,
      boxSelectionEnabled: false,
    });
    return () => graph.destroy();
  }, [nodes, edges, scheme]);
  if (edges.length === 0) return <Text size="sm">{t('graph.none')}</Text>;
  return (
    <Stack>
      <div ref={place} className="graph" aria-hidden="true" />
      <Text size="xs">{t('graph.legend')}</Text>
      <Table aria-label={t('graph.table')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('graph.case')}</Table.Th>
            <Table.Th scope="col">{t('graph.other')}</Table.Th>
            <Table.Th scope="col">{t('graph.strength')}</Table.Th>
            <Table.Th scope="col">{t('graph.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {edges.map((edge) => (
            <Table.Tr key={edge.id}>
              <Table.Td>{edge.from}</Table.Td>
              <Table.Td>{nodes.find((node) => node.id === edge.to)?.label}</Table.Td>
              <Table.Td>{t(`strength.${edge.strength}`)}</Table.Td>
              <Table.Td>{t(`state.${edge.state}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
