import { AppShell, Box, Burger, Button, Group, Kbd, NavLink, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { type ElementType, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session.tsx';
import { useLiveChanges } from './live.ts';
import { Palette } from './Palette.tsx';
import { Pause } from './Pause.tsx';
import { pageAt, pagesFor, useArrival } from './places.ts';
import { Shortcuts } from './Shortcuts.tsx';
import { LanguageSwitch, ThemeSwitch } from './switches.tsx';

const Way = Link as ElementType;

export function Frame() {
  const { t } = useTranslation();
  const [open, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useArrival();
  useLiveChanges();
  useEffect(close, [path, close]);
  return (
    <AppShell header={{ height: 48 }} navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !open } }} padding="md">
      <a className="skip" href="#content">{t('frame:skip')}</a>
      <AppShell.Header className="no-print">
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('frame:menu')} aria-expanded={open} />
            <Text fw={700}>jium</Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button size="compact-sm" variant="default" onClick={spotlight.open} rightSection={<Kbd size="xs">Ctrl K</Kbd>} visibleFrom="sm">{t('frame:palette')}</Button>
            <LanguageSwitch />
            <ThemeSwitch />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" className="no-print"><Navigation path={path} /></AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className="content">
        <Suspense fallback={<Text role="status">{t('frame:loading')}</Text>}><Outlet /></Suspense>
      </AppShell.Main>
      <Palette />
      <Shortcuts />
      <Pause />
    </AppShell>
  );
}

function Navigation({ path }: { path: string }) {
  const { t } = useTranslation();
  const { me, may, signOut } = useSession();
  const here = pageAt(path);
  return <>
    <ScrollArea component="section" flex={1}>
      {pagesFor(may).filter((page) => page.letter).map((page) => {
        const active = page === here || (here !== undefined && here.path.startsWith(`${page.path}/`));
        return <NavLink key={page.name} renderRoot={(props) => <Way to={page.path} {...props} />} label={t(`${page.name}:title`)}
          active={active} aria-current={active ? 'page' : undefined} variant="light" className="nav" />;
      })}
    </ScrollArea>
    <Box p="xs">
      <Text size="sm" fw={600} truncate>{me.organisation.name}</Text>
      <Text size="xs" c="dimmed">{t(`values:role.${me.role}`)}{me.person ? ` · ${me.person}` : ''}</Text>
      <UnstyledButton mt="xs" className="plain" onClick={() => void signOut()}>{t('frame:sign_out')}</UnstyledButton>
    </Box>
  </>;
}
