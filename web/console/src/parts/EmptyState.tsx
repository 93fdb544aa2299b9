import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Nothing is here: says why, and what to do. */
export function EmptyState({ title, words, children }: { title: string; words: string; children?: ReactNode }) {
  return (
    <Box py="xl" px="md" ta="center">
      <Title order={2} size="h3">{title}</Title>
      <Text c="dimmed" maw={520} mx="auto" mt={4}>{words}</Text>
      {children && <Group justify="center" mt="md">{children}</Group>}
    </Box>
  );
}
