import { Box, Group, Paper, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { LanguageSwitch, ThemeSwitch } from '../frame/switches.tsx';

/** The plain page in front of the console: one thing to do, and the two switches. */
export function Threshold({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => { document.title = `${title} · jium`; }, [title]);
  return (
    <Box component="main" maw={440} mx="auto" px="md" py="xl">
      <Group justify="space-between" mb="lg">
        <Text fw={700}>jium</Text>
        <Group gap="xs"><LanguageSwitch /><ThemeSwitch /></Group>
      </Group>
      <Paper withBorder p="lg">
        <Title order={1} mb="md">{title}</Title>
        {children}
      </Paper>
    </Box>
  );
}
