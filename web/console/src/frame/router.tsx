import { Text } from '@mantine/core';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';
import { pages } from '../pages/index.ts';
import type { Page } from '../pages/page.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ProblemNote } from '../parts/ProblemNote.tsx';
import { useSession } from '../session/session.tsx';
import { Frame } from './Frame.tsx';
import { pagesFor } from './places.ts';

function Opened({ page, Body }: { page: Page; Body: ComponentType }) {
  const { t } = useTranslation();
  const { may } = useSession();
  if (page.opens !== 'GET /api/v1/me' && !may(page.opens))
    return <EmptyState title={t('frame:not_yours')} words={t('frame:not_yours_why')} />;
  return <Body />;
}

function NothingHere() {
  const { t } = useTranslation();
  return <EmptyState title={t('frame:nothing_here')} words={t('frame:nothing_here_why')} />;
}

function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error instanceof Problem) return <ProblemNote problem={error} what={t('frame:broken')} />;
  return <><EmptyState title={t('frame:broken')} words={t('frame:broken_why')} /><Text size="xs" c="dimmed">{String(error)}</Text></>;
}

function Start() {
  const { may } = useSession();
  const first = pagesFor(may)[0]!.path;
  return <Navigate to={first as never} replace />;
}

export function makeRouter() {
  const root = createRootRoute({ component: Frame, notFoundComponent: NothingHere });
  const routes = pages.map((page) => {
    const Body = lazyRouteComponent(page.load);
    return createRoute({ getParentRoute: () => root, path: page.path, component: () => <Opened page={page} Body={Body} /> });
  });
  const start = ['/', '/sign-in'].map((path) => createRoute({ getParentRoute: () => root, path, component: Start }));
  return createRouter({
    routeTree: root.addChildren([...start, ...routes]),
    basepath: '/console',
    defaultErrorComponent: Broken,
    defaultPreload: 'intent',
  });
}
