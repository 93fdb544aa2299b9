import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Goes to a page of the console: go('/cases/C-…'). */
export function useGo(): (path: string) => void {
  const navigate = useNavigate();
  return useCallback((path: string) => {
    const [pathname = path, query] = path.split('?');
    void navigate({ to: pathname, search: Object.fromEntries(new URLSearchParams(query)) } as never);
  }, [navigate]);
}
