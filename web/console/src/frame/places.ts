import { useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { pages } from '../pages/index.ts';
import type { Page } from '../pages/page.ts';

/** What the $parts of a page's path are here. */
export function usePlace(): Record<string, string> {
  return useParams({ strict: false }) as Record<string, string>;
}

export function pagesFor(may: (operation: string) => boolean): Page[] {
  return pages.filter((page) => page.opens === 'GET /api/v1/me' || may(page.opens));
}

/** The page that a path belongs to, and the one of the navigation that it lies in. */
export function pageAt(path: string): Page | undefined {
  const fits = (page: Page) => new RegExp(`^${page.path.replace(/\$\w+/g, '[^/]+')}$`).test(path.replace(/\/+$/, ''));
  return pages.find(fits);
}

/** The page's title stands in the window, and focus goes to the page when it changes, as when a document is loaded. */
export function useArrival(): void {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { t } = useTranslation();
  const first = useRef(true);
  useEffect(() => {
    const page = pageAt(path);
    document.title = `${page ? t(`${page.name}:title`) : t('frame:nothing_here')} · jium`;
  }, [path, t]);
  useEffect(() => {
    if (!first.current) document.getElementById('content')?.focus({ preventScroll: true });
    first.current = false;
    window.scrollTo(0, 0);
  }, [path]);
}
