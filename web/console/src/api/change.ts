import { useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { asProblem, type Problem } from './problem.ts';

interface Tried { key: string; what: string }

/** The key of a change: the same one as before when the same was asked and no answer came, since then it may have
 *  been done; otherwise a new one. */
export function keyFor(before: Tried | undefined, what: string): string {
  return before?.what === what ? before.key : crypto.randomUUID();
}

/** A change, after which what is shown is read anew: all of it, or what `touches` names by its first words. */
export function useChange<In, Out>(
  change: (input: In, key: string) => Promise<Out>,
  options: { touches?: readonly string[]; done?: (out: Out, input: In) => void } = {},
): UseMutationResult<Out, Problem, In> {
  const queries = useQueryClient();
  const unanswered = useRef<Tried>(undefined);
  return useMutation<Out, Problem, In>({
    mutationFn: async (input) => {
      const what = JSON.stringify(input ?? null);
      const key = keyFor(unanswered.current, what);
      try {
        const out = await change(input, key);
        unanswered.current = undefined;
        return out;
      } catch (error) {
        const problem = asProblem(error);
        unanswered.current = problem.status === 0 || problem.status >= 500 ? { key, what } : undefined;
        throw problem;
      }
    },
    onSuccess: async (out, input) => {
      options.done?.(out, input);
      if (!options.touches) await queries.invalidateQueries();
      else await Promise.all(options.touches.map((word) => queries.invalidateQueries({ queryKey: [word] })));
    },
  });
}
